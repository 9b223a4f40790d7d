//! Dates of a whole timetable, and what is told to nobody.

use super::*;
use crate::menu::{Place, Position, Repeats};
use chrono::NaiveTime;

fn place(n: u128, is_hidden: bool) -> Place {
    serde_json::from_value(serde_json::json!({
        "place_id": Uuid::from_u128(n),
        "town": format!("Town {n}"),
        "position": Position { latitude: 53.0, longitude: -2.0 },
        "is_hidden": is_hidden,
    }))
    .unwrap()
}

fn line(n: u128, place: u128, days: Vec<Weekday>) -> Schedule {
    Schedule {
        schedule_id: Uuid::from_u128(n),
        place_id: Some(Uuid::from_u128(place)),
        repeats: Repeats::Weekly { every: 1, days },
        starts_on: "2026-01-01".parse().unwrap(),
        ends_on: None,
        opens_at: NaiveTime::from_hms_opt(16, 0, 0),
        closes_at: NaiveTime::from_hms_opt(18, 0, 0),
        note: None,
    }
}

fn service() -> Service {
    let provider = Provider {
        provider_id: Uuid::nil(),
        name: "Carers of Riverton".into(),
        description: "Help.".into(),
        website: None,
        email: None,
    };
    let details = Details {
        name: "Safe house".into(),
        places: vec![place(1, true), place(2, false)],
        schedules: vec![line(1, 1, vec![Weekday::Mon]), line(2, 2, vec![Weekday::Tue, Weekday::Mon])],
        ..Details::default()
    };
    Service {
        service_id: Uuid::nil(),
        hub: HubSlug::parse("riverton").unwrap(),
        shared_with: vec![],
        provider,
        details,
        place_on_request: false,
        status: Status::Running,
        checked_on: None,
        visible_from: None,
        visible_until: None,
        changed_at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn a_hidden_place_is_not_in_what_is_published() {
    let published = service().published();
    assert_eq!(published.details.places, [place(2, false)]);
    assert!(published.place_on_request && !service().place_on_request);
    assert_eq!(published.details.schedules[0].place_id, None);
    assert_eq!(published.details.schedules[1].place_id, Some(Uuid::from_u128(2)));
    assert!(!serde_json::to_string(&published).unwrap().contains("Town 1"));
    assert_eq!(published.published(), published);
    let mut open = service();
    open.details.places.remove(0);
    assert!(!open.published().place_on_request);
}

#[test]
fn the_next_dates_are_of_all_lines_together_and_none_twice() {
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let days = |service: &Service| {
        service.next_dates(now, 3).iter().map(|one| one.day.to_string()).collect::<Vec<_>>()
    };
    let mut service = service();
    // Both places on Monday, then Tuesday.
    assert_eq!(days(&service), ["2026-11-23", "2026-11-23", "2026-11-24"]);
    service.details.schedules[0].place_id = service.details.schedules[1].place_id;
    assert_eq!(days(&service), ["2026-11-23", "2026-11-24", "2026-11-30"]);
    service.status = Status::Paused;
    assert_eq!(days(&service), [""; 0]);
}

#[test]
fn days_are_those_of_lines_that_are_not_over() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut service = service();
    assert_eq!(service.days(day("2026-11-22")), [Weekday::Mon, Weekday::Tue]);
    service.details.schedules[1].ends_on = Some(day("2026-11-22"));
    assert_eq!(service.days(day("2026-11-22")), [Weekday::Mon, Weekday::Tue]);
    assert_eq!(service.days(day("2026-11-23")), [Weekday::Mon]);
}
