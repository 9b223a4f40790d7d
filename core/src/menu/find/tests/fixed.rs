//! What people type, and what they mean.

use super::*;
use crate::menu::{MOST_LETTERS, MOST_WORDS, Place, Status};

fn place(latitude: f64, is_hidden: bool) -> Place {
    let position = json!({ "latitude": latitude, "longitude": -2.16 });
    let place =
        json!({ "place_id": Uuid::nil(), "town": "Didsbury", "position": position, "is_hidden": is_hidden });
    serde_json::from_value(place).unwrap()
}

fn menu() -> Vec<Service> {
    let mut cafe = named(1, "Zoë’s Café");
    cafe.details.description = "Games and cakes every Tuesday.".into();
    cafe.details.places = vec![place(53.41, false)];
    let mut swim = named(2, "Swimming club");
    swim.details.description = "A group for carers aged 8 to 12.".into();
    swim.details.tags.insert(tag("transport/included"));
    let mut talk = named(3, "Someone to talk to");
    talk.details.description = "Counselling in Łódź Street, by O’Neill and Sons. We swim too.".into();
    let mut car = named(4, "Car scheme");
    car.details.words.bring = Some("Nothing but a coat for the café.".into());
    vec![cafe, swim, talk, car]
}

fn found(index: &Index, words: &str) -> Vec<String> {
    let wanted = Wanted { words: words.into(), ..Wanted::default() };
    index.find(&wanted, today()).hits.iter().map(|hit| hit.service.details.name.clone()).collect()
}

#[test]
fn people_find_what_they_mean() {
    let index = index(menu());
    for (typed, expected) in [
        // Accents and case do not count, and a name counts more than the rest.
        ("cafe", &["Zoë’s Café", "Car scheme"][..]),
        ("ZOES CAFÉ", &["Zoë’s Café"]),
        ("zoe", &["Zoë’s Café"]),
        ("lodz", &["Someone to talk to"]),
        ("oneill", &["Someone to talk to"]),
        // Slips.
        ("didsbery", &["Zoë’s Café"]),
        ("didsbruy", &["Zoë’s Café"]),
        ("conselling", &["Someone to talk to"]),
        ("swiming", &["Swimming club", "Someone to talk to"]),
        ("gmaes", &["Zoë’s Café"]),
        // Plurals and forms.
        ("game", &["Zoë’s Café"]),
        ("clubs", &["Swimming club"]),
        ("swims", &["Swimming club", "Someone to talk to"]),
        ("talking", &["Someone to talk to"]),
        // Beginnings, while typing.
        ("couns", &["Someone to talk to"]),
        ("swimming cl", &["Swimming club"]),
        ("c", &["Car scheme", "Zoë’s Café", "Swimming club", "Someone to talk to"]),
        // All words must be there, but not the little ones.
        ("I want to go swimming", &[""; 0]),
        ("I want a swimming club", &["Swimming club"]),
        ("swimming games", &[""; 0]),
        // A car is no carer, once it is a whole word.
        ("car scheme", &["Car scheme"]),
        // What is said of a tag.
        ("transport included", &[""; 0]),
        ("included", &["Swimming club"]),
        ("riverton trust car", &["Car scheme", "Swimming club"]),
        // Nothing to go by: everything.
        ("", &["Car scheme", "Someone to talk to", "Swimming club", "Zoë’s Café"]),
        ("?! — …", &["Car scheme", "Someone to talk to", "Swimming club", "Zoë’s Café"]),
        ("xylophone", &[""; 0]),
    ] {
        let mut hits = found(&index, typed);
        // Where somebody is was not said, so that a place comes first; here words are looked at.
        let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        if !matches!(typed, "cafe") {
            hits.sort();
            expected.sort();
        }
        assert_eq!(hits, expected, "{typed}");
    }
}

#[test]
fn the_best_by_words_comes_first() {
    let index = index(menu());
    assert_eq!(found(&index, "swim"), ["Swimming club", "Someone to talk to"]);
    let mut rest = menu();
    rest[0].details.places.clear();
    let index = super::index(rest);
    assert_eq!(found(&index, "ca"), ["Car scheme", "Zoë’s Café", "Swimming club"]);
}

#[test]
fn what_is_hidden_can_neither_be_read_nor_searched_nor_measured() {
    let mut refuge = named(1, "Refuge");
    refuge.details.places = vec![place(53.41, true)];
    let index = index(vec![refuge]);
    assert!(index.services()[0].details.places.is_empty());
    assert_eq!(found(&index, "didsbury"), [""; 0]);
    let at = Some(Position { latitude: 53.41, longitude: -2.16 });
    let wanted = Wanted { at, within: Some(10), ..Wanted::default() };
    assert_eq!(index.find(&wanted, today()).hits[0].metres, None);
}

#[test]
fn only_what_is_visible_is_found() {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let mut services: Vec<Service> = (1..=7).map(|n| named(n, &format!("Club {n}"))).collect();
    services[0].visible_from = day("2026-11-23");
    services[1].visible_until = day("2026-11-21");
    (services[2].visible_from, services[2].visible_until) = (day(TODAY), day(TODAY));
    services[3].checked_on = day("2026-05-22");
    services[4].checked_on = None;
    services[5].checked_on = day("2026-05-23");
    let index = index(services);
    assert_eq!(found(&index, "club"), ["Club 3", "Club 7", "Club 6"]);
    assert!(index.service(Uuid::from_u128(5)).is_some() && index.service(Uuid::nil()).is_none());
}

#[test]
fn help_now_comes_first_then_near_then_by_phone_then_the_rest_and_what_is_not_sure_last() {
    let mut services: Vec<Service> = (1..=9).map(|n| named(n, &format!("Club {n}"))).collect();
    services[1].details.tags.insert(tag("delivery/phone"));
    services[2].details.places = vec![place(53.5, false)];
    services[3].details.places = vec![place(53.42, false), place(54.9, false)];
    services[4].details.tags.insert(tag("urgency/now"));
    services[5].details.places = vec![place(55.0, false)];
    services[6].checked_on = "2026-07-22".parse().ok();
    services[6].details.tags.insert(tag("urgency/now"));
    services[7].status = Status::Paused;
    let index = index(services);
    let names = |wanted: &Wanted| {
        let hits = index.find(wanted, today()).hits;
        hits.iter().map(|hit| hit.service.details.name[5..].parse::<u8>().unwrap()).collect::<Vec<_>>()
    };
    let at = Some(Position { latitude: 53.41, longitude: -2.16 });
    assert_eq!(names(&Wanted { at, ..Wanted::default() }), [5, 4, 3, 2, 6, 1, 9, 7, 8]);
    assert_eq!(names(&Wanted { at, within: Some(5000), ..Wanted::default() }), [5, 4, 2, 1, 9, 7, 8]);
    assert_eq!(names(&Wanted::default()), [5, 3, 4, 6, 2, 1, 9, 7, 8]);
    let metres: Vec<_> =
        index.find(&Wanted { at, ..Wanted::default() }, today()).hits.iter().map(|hit| hit.metres).collect();
    assert_eq!(metres[..4], [None, Some(1112), Some(10_008), None]);
}

#[test]
fn work_is_bounded_whatever_is_typed() {
    let index = index(menu());
    let swims = found(&index, "swimming");
    assert!(!swims.is_empty() && found(&index, "swimming zzzz").is_empty());
    // What stands behind so many words or letters is not looked at.
    assert_eq!(found(&index, &("swimming ".repeat(MOST_WORDS) + "zzzz")), swims);
    assert_eq!(found(&index, &format!("swimming{}zzzz", " ".repeat(MOST_LETTERS))), swims);
    assert_eq!(found(&index, &"swimming ".repeat(100_000)), swims);
    for typed in ["é".repeat(100_000), "\u{301}".repeat(1000), "swimmign ".repeat(5000)] {
        found(&index, &typed);
    }
    assert_eq!(
        Index::default().find(&Wanted { words: "x".into(), ..Wanted::default() }, today()),
        Found::default()
    );
}
