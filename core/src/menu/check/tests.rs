//! One fault at a time in a service that has none.

use super::*;
use crate::menu::{
    Ages, Capacity, Language, Link, MOST_TAGS, MonthDay, Place, Position, Repeats, Schedule, Tag, Telephone,
};
use uuid::Uuid;

fn whole() -> Details {
    let place = Place {
        place_id: Uuid::from_u128(1),
        name: Some("Zoë’s Café".into()),
        street: Some("1 High Street\nRiverton".into()),
        town: Some("Riverton".into()),
        county: None,
        postcode: Some("SK1 1AA".into()),
        position: Some(Position { latitude: 53.4, longitude: -2.1 }),
        getting_there: Some("The 192 stops outside.".into()),
        accessibility: None,
        is_hidden: false,
    };
    let schedule = Schedule {
        schedule_id: Uuid::from_u128(2),
        place_id: Some(place.place_id),
        repeats: Repeats::Weekly { every: 1, days: vec![chrono::Weekday::Tue] },
        starts_on: "2026-11-01".parse().unwrap(),
        ends_on: Some("2027-03-31".parse().unwrap()),
        opens_at: Some("16:00:00".parse().unwrap()),
        closes_at: Some("18:00:00".parse().unwrap()),
        note: Some("term time only".into()),
    };
    Details {
        name: "Tuesday club".into(),
        description: "Games.\n\nAnd tea.".into(),
        website: Some("https://www.example.org/club?day=tue#top".into()),
        email: Some("hello@club.example.org".into()),
        phones: vec![Telephone {
            number: "+44 (0)161 496 0000 ext 12".into(),
            note: Some("evenings".into()),
        }],
        ages: Ages { from: Some(8), to: Some(17) },
        places: vec![place],
        schedules: vec![schedule],
        languages: vec![Language { name: "Cymraeg".into(), code: Some("cy".into()) }],
        capacity: Some(Capacity { left: 2, of: Some(12) }),
        links: vec![Link { label: "A film".into(), url: "http://films.example.org:8080/1".into() }],
        areas: vec!["Riverton".into()],
        ..Details::default()
    }
}

#[test]
fn a_service_that_is_right_has_no_fault() {
    assert_eq!(whole().check(), []);
    let least = Details { name: "Line".into(), ..Details::default() };
    assert_eq!(least.check(), []);
}

#[test]
fn each_fault_is_named_with_its_field() {
    type Spoil = fn(&mut Details);
    let cases: [(Spoil, &str, Wrong); 33] = [
        (|one| one.name = "  ".into(), "name", Wrong::Missing),
        (|one| one.name = "é".repeat(SHORT_TEXT + 1), "name", Wrong::TooLong(SHORT_TEXT)),
        (|one| one.name = "a\nb".into(), "name", Wrong::Unseen),
        (|one| one.name = "a\u{202e}b".into(), "name", Wrong::Unseen),
        (|one| one.description = " \n".into(), "description", Wrong::Empty),
        (|one| one.description = "a".repeat(LONG_TEXT + 1), "description", Wrong::TooLong(LONG_TEXT)),
        (|one| one.description = "a\u{0}".into(), "description", Wrong::Unseen),
        (|one| one.website = Some("javascript:alert(1)".into()), "website", Wrong::Url),
        (|one| one.website = Some("https://user:pass@example.org".into()), "website", Wrong::Url),
        (|one| one.website = Some("https://example.org/a b".into()), "website", Wrong::Url),
        (|one| one.website = Some("https://localhost/".into()), "website", Wrong::Url),
        (|one| one.email = Some("hello@club".into()), "email", Wrong::Email),
        (|one| one.email = Some("a b@example.org".into()), "email", Wrong::Email),
        (|one| one.phones[0].number = "ring us".into(), "phones.0.number", Wrong::Telephone),
        (|one| one.phones[0].note = Some(String::new()), "phones.0.note", Wrong::Empty),
        (|one| one.ages.to = Some(121), "ages.to", Wrong::Age),
        (|one| one.ages.to = Some(7), "ages.to", Wrong::Backwards),
        (|one| one.words.bring = Some("\r".into()), "words.bring", Wrong::Empty),
        (|one| one.places.push(one.places[0].clone()), "places.1", Wrong::Twice),
        (|one| one.places[0].postcode = Some("nowhere".into()), "places.0.postcode", Wrong::Postcode),
        (
            |one| one.places[0].position = Some(Position { latitude: f64::NAN, longitude: 0.0 }),
            "places.0.position",
            Wrong::Position,
        ),
        (|one| one.schedules.push(one.schedules[0].clone()), "schedules.1", Wrong::Twice),
        (|one| one.schedules[0].place_id = Some(Uuid::nil()), "schedules.0.place_id", Wrong::NoPlace),
        (
            |one| one.schedules[0].closes_at = one.schedules[0].opens_at,
            "schedules.0.closes_at",
            Wrong::Backwards,
        ),
        (|one| one.schedules[0].opens_at = None, "schedules.0.closes_at", Wrong::NoOpening),
        (|one| one.schedules[0].ends_on = "2026-10-31".parse().ok(), "schedules.0.ends_on", Wrong::Backwards),
        (
            |one| one.schedules[0].repeats = Repeats::Weekly { every: 1, days: vec![] },
            "schedules.0.repeats",
            Wrong::NoDay,
        ),
        (
            |one| one.schedules[0].repeats = Repeats::Monthly { every: 0, on: MonthDay::Date(1) },
            "schedules.0.repeats",
            Wrong::NoDay,
        ),
        (|one| one.schedules[0].starts_on = chrono::NaiveDate::MIN, "schedules.0.starts_on", Wrong::NoDay),
        (|one| one.languages[0].code = Some("c".into()), "languages.0.code", Wrong::Language),
        (|one| one.capacity = Some(Capacity { left: 13, of: Some(12) }), "capacity.of", Wrong::Backwards),
        (|one| one.links[0].url = "ftp://example.org".into(), "links.0.url", Wrong::Url),
        (|one| one.areas = vec!["here".into(); MOST_AREAS + 1], "areas", Wrong::TooMany(MOST_AREAS)),
    ];
    for (spoil, field, wrong) in cases {
        let mut details = whole();
        spoil(&mut details);
        assert_eq!(details.check(), [Fault { field: field.into(), wrong }]);
    }
    let mut details = whole();
    details.tags = (0..=MOST_TAGS).map(|n| Tag::parse(&format!("kind/own-{n}")).unwrap()).collect();
    assert_eq!(details.check(), [Fault { field: "tags".into(), wrong: Wrong::TooMany(MOST_TAGS) }]);
}

#[test]
fn telephone_numbers_are_as_people_write_them() {
    for right in ["999", "0808 800 5000", "(0161) 496-0000", "+44 161 496 0000", "0161 496 0000 ext 3"] {
        assert!(shapes::is_telephone(right), "{right}");
    }
    for wrong in ["", "12", "0161 496 000a", "44+161", "0161 ext ", "1234567890123456"] {
        assert!(!shapes::is_telephone(wrong), "{wrong}");
    }
}
