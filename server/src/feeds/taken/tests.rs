//! Items as directories really write them, made up.

use chrono::Weekday;
use passport_core::menu::{Ages, MonthDay, Repeats, Tag};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Fault, FaultCode, Field, Taken};

fn taken(item: &Value) -> Taken {
    Taken::of(Some(item), Uuid::from_u128(1))
}

fn has(taken: &Taken, field: Field, code: FaultCode) -> bool {
    taken.faults.contains(&Fault::new(field, code))
}

#[test]
fn an_item_of_the_first_version_with_html_and_empty_texts_is_taken() {
    let item = json!({
        "id": "93657689-252d-5a77-de87-42ca43452b0e", "name": "ZoÃ«â€™s <b>Club</b> ",
        "description": "<p>Come&nbsp;along.</p><ul><li>Â£2 a week</li></ul><script>x()</script>",
        "url": "www.club.example.org", "email": "hello@club.example.org", "status": "active", "fees": "",
        "attending_type": "Venue, Phone", "attending_access": "Drop-in", "deliverable_type": "Peer group",
        "organization": {"id": "7", "name": "Club Trust", "description": "", "url": "http://trust.example.org"},
        "regular_schedules": [{"weekday": "Monday", "opens_at": "10:00", "closes_at": "17:00"}],
        "eligibilitys": [{"minimum_age": "8", "maximum_age": 15.0, "eligibility": "Young carers"}],
        "contacts": [{"name": "Ann Wood", "phones": [{"number": "07700 900123"}]}, {"phones": [{"number": "01632 960001"}]}],
        "service_at_locations": [{"location": {"id": "9", "name": "The Hall", "latitude": "53.41", "longitude": -2.15,
            "physical_addresses": [{"address_1": " 1 High St ", "city": "Stockport", "postal_code": "sk11aa", "country": "GB"}],
            "accessibility_for_disabilities": [{"accessibility": "Ramp"}]}}],
        "service_areas": [{"service_area": "Stockport"}],
        "pc_targetAudience": [{"id": "x", "audienceType": "Mental Health"}], "pc_note": "", "pc_empty": [{"a": ""}],
        "pc_metadata": {"assured_by": "ann@example.org", "date_assured": "2023-12-19"}
    });
    let taken = taken(&item);
    let details = &taken.details;
    assert_eq!(details.name, "Zoë’s Club");
    assert_eq!(details.description, "Come along.\n\n- £2 a week");
    assert_eq!(details.website.as_deref(), Some("https://www.club.example.org/"));
    assert_eq!(details.ages, Ages { from: Some(8), to: Some(15) });
    assert_eq!(details.words.who_for.as_deref(), Some("Young carers"));
    assert_eq!(details.words.fees, None);
    let numbers: Vec<_> = details.phones.iter().map(|phone| phone.number.as_str()).collect();
    assert_eq!(numbers, ["01632 960001"], "a named person's number is not taken");
    assert!(has(&taken, Field::People, FaultCode::LeftOut));
    let tags: Vec<_> = details.tags.iter().map(Tag::as_str).collect();
    assert_eq!(tags, ["access/drop-in", "delivery/in-person", "delivery/phone", "format/group"]);
    let [place] = details.places.as_slice() else { panic!("{:?}", details.places) };
    assert_eq!((place.postcode.as_deref(), place.street.as_deref()), (Some("SK1 1AA"), Some("1 High St")));
    assert_eq!((place.accessibility.as_deref(), place.position.is_some()), (Some("Ramp"), true));
    let [schedule] = details.schedules.as_slice() else { panic!("{:?}", details.schedules) };
    assert_eq!(schedule.repeats, Repeats::Weekly { every: 1, days: vec![Weekday::Mon] });
    assert_eq!(taken.provider.name, "Club Trust");
    assert_eq!(taken.provider.description, None);
    let aside: Vec<_> = taken.aside.keys().map(String::as_str).collect();
    assert_eq!(aside, ["pc_targetAudience", "pc_metadata"]);
    assert!(!taken.aside["pc_metadata"].to_string().contains("ann@"), "no addresses of people");
    assert!(!taken.is_faulty(), "{:?}", taken.faults);
}

#[test]
fn an_item_of_the_third_version_is_taken_whole() {
    let item = json!({
        "id": "a", "name": "Trips", "description": "Out.\n\nBack.", "status": "active", "minimum_age": 11, "maximum_age": 17,
        "organization_id": "o", "organization": {"id": "o", "name": "Trust", "description": "Trips."},
        "phones": [{"number": "01632 960002", "description": "evenings"}, {"number": "no"}],
        "schedules": [
            {"id": "s1", "freq": "WEEKLY", "byday": "SA,MO", "interval": 2, "dtstart": "2026-01-03", "opens_at": "09:30Z", "closes_at": "24:00"},
            {"id": "s2", "freq": "MONTHLY", "byday": "-1FR", "valid_from": "2026-01-01", "valid_to": "2026-12-31"},
            {"id": "s3", "dtstart": "2026-08-01", "valid_from": "2026-08-01", "valid_to": "2026-08-01"},
            {"id": "s4", "freq": "YEARLY"}],
        "cost_options": [{"option": "each", "amount": 2.5, "currency": "GBP"}, {"amount": 3, "currency": "EUR"}],
        "languages": [{"name": "Polish", "code": "PL"}], "wait_time": "2 weeks",
        "additional_urls": [{"label": "Film", "url": "https://film.example/"}, {"url": "javascript:alert(1)"}],
        "service_at_locations": [
            {"location": {"id": "1", "location_type": "virtual"}},
            {"location": {"id": "2", "location_type": "physical", "latitude": 0, "longitude": 0, "addresses": [
                {"address_1": "2 Low Rd", "postal_code": "nonsense", "city": "Crewe"}]},
             "schedules": [{"id": "s5", "freq": "WEEKLY", "byday": "TU"}]}],
        "attributes": [
            {"taxonomy_term": {"name": "Included", "term_uri": "https://pass.example.uk/open-referral/terms/transport/included"}},
            {"taxonomy_term": {"name": "Clubs", "term_uri": "https://else.example/clubs"}}]
    });
    let taken = taken(&item);
    let details = &taken.details;
    assert_eq!(details.description, "Out.\n\nBack.");
    let repeats: Vec<_> = details.schedules.iter().map(|one| one.repeats.clone()).collect();
    assert_eq!(
        repeats,
        [
            Repeats::Weekly { every: 2, days: vec![Weekday::Mon, Weekday::Sat] },
            Repeats::Monthly { every: 1, on: MonthDay::Nth { nth: -1, day: Weekday::Fri } },
            Repeats::Once,
            Repeats::Weekly { every: 1, days: vec![Weekday::Tue] },
        ]
    );
    assert_eq!(details.schedules[3].place_id, Some(details.places[0].place_id));
    assert_eq!((details.costs[0].pence, details.words.fees.as_deref()), (250, Some("3")));
    assert_eq!(details.languages[0].code.as_deref(), Some("pl"));
    assert_eq!(details.links.len(), 1, "nothing but the web");
    assert_eq!(details.places[0].position, None, "0, 0 lies in the sea off Africa");
    let tags: Vec<_> = details.tags.iter().map(Tag::as_str).collect();
    assert_eq!(tags, ["delivery/online", "transport/included"]);
    assert_eq!(taken.aside["categories"], json!(["Clubs"]));
    for field in [Field::Phones, Field::Schedules, Field::Links, Field::Places] {
        assert!(has(&taken, field, FaultCode::NotUnderstood), "{field:?}");
    }
    assert!(!taken.is_faulty());
}

#[test]
fn what_cannot_be_shown_is_faulty_and_says_why() {
    for (item, field, code) in [
        (json!("text"), Field::Whole, FaultCode::NotAService),
        (json!({"id": "1", "name": " <br> "}), Field::Name, FaultCode::Missing),
        (json!({"id": "1", "name": "A", "status": "defunct"}), Field::Whole, FaultCode::NotRunning),
    ] {
        let taken = taken(&item);
        assert!(taken.is_faulty() && has(&taken, field, code), "{item}: {:?}", taken.faults);
    }
    assert!(Taken::of(None, Uuid::nil()).is_faulty());
    let odd = taken(
        &json!({"id": 5, "name": "A", "minimum_age": 18, "maximum_age": 5, "email": "none", "url": "ftp://x"}),
    );
    assert!(!odd.is_faulty() && odd.details.ages == Ages::default());
    assert_eq!((odd.source_id.as_str(), odd.provider.name.as_str()), ("5", "A"));
    for (field, code) in [
        (Field::Ages, FaultCode::NotUnderstood),
        (Field::Email, FaultCode::NotUnderstood),
        (Field::Website, FaultCode::NotUnderstood),
        (Field::Provider, FaultCode::Replaced),
    ] {
        assert!(has(&odd, field, code), "{field:?}");
    }
}

#[test]
fn the_same_item_comes_to_the_same() {
    let item = json!({"id": "1", "name": "A", "locations": [{"id": 3, "name": "Hall", "geometry": {"coordinates": [-2.1, 53.4]}}]});
    assert_eq!(taken(&item).digest(), taken(&item).digest());
    let moved = json!({"id": "1", "name": "A", "locations": [{"id": 3, "name": "Barn", "geometry": {"coordinates": [-2.1, 53.4]}}]});
    assert_ne!(taken(&item).digest(), taken(&moved).digest());
    assert_eq!(taken(&item).details.places[0].place_id, taken(&moved).details.places[0].place_id);
}
