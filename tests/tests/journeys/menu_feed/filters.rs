//! What the feed's filters leave in, against a naive reading of its records.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use passport_core::menu::taxonomy::taxonomy;
use passport_core::menu::{Position, Postcode, Tag, metres_between};
use passport_server::store::ServiceId;
use passport_tests::{Database, on_both_databases};
use serde_json::Value;

use super::{all, drawn, ids};

on_both_databases!(
    filters_agree_with_a_naive_reading_of_the_records,
    what_changed_since_is_told_and_nothing_else,
    words_leave_in_what_has_them_and_the_pages_of_a_search_add_up,
    places_come_nearest_first_and_none_is_too_far,
);

const TODAY: &str = "2026-11-21";

type Fits = Box<dyn Fn(&Value) -> bool>;

/// By days of the week and times of day.
fn timetables() -> Vec<(String, Fits)> {
    let mut cases: Vec<(String, Fits)> = Vec::new();
    for (days, from, until) in [
        ("MO", "00:00", "24:00"),
        ("SA,SU", "00:00", "24:00"),
        ("we", "16:00", "24:00"),
        ("", "18:30", "24:00"),
        ("", "00:00", "09:00"),
        ("TU,TH", "12:00", "15:00"),
    ] {
        let mut asked = format!("day={days}");
        asked += &(if from == "00:00" { String::new() } else { format!("&start_time={from}") });
        asked += &(if until == "24:00" { String::new() } else { format!("&end_time={until}") });
        let fits: Fits = Box::new(move |one| {
            one["schedules"].as_array().into_iter().flatten().any(|line| is_then(line, days, from, until))
        });
        cases.push((asked, fits));
    }
    cases
}

/// Whether a line of a timetable may still be on one of these days, at these times of the clock.
fn is_then(line: &Value, days: &str, from: &str, until: &str) -> bool {
    let text = |name: &str| line[name].as_str();
    let (opens, closes) = (text("opens_at").unwrap_or("00:00"), text("closes_at").unwrap_or("24:00"));
    // What closes no later than it opens goes on past midnight.
    let closes = if closes <= opens { "24:00" } else { closes };
    let is_over = text("valid_to").is_some_and(|last| last < TODAY);
    let own = match (text("freq"), text("byday")) {
        (None, _) => {
            let day: NaiveDate = text("valid_from").unwrap().parse().unwrap();
            day.weekday().to_string().to_uppercase()
        }
        (Some(_), Some(by)) => by.to_owned(),
        (Some(_), None) => "MO,TU,WE,TH,FR,SA,SU".to_owned(),
    };
    let is_on = days.is_empty() || days.to_uppercase().split(',').any(|day| own.contains(day));
    !is_over && is_on && from < closes && opens < until
}

async fn filters_agree_with_a_naive_reading_of_the_records(database: Database) {
    let app = drawn(database).await;
    let whole = all(&app, "services", "full=true", 500).await;
    let age = |record: &Value, field: &str, none: u64| record[field].as_u64().unwrap_or(none);
    let tags = |record: &Value| -> Vec<Value> {
        let attributes = record["attributes"].as_array().cloned().unwrap_or_default();
        attributes.iter().map(|attribute| attribute["taxonomy_term"].clone()).collect()
    };
    let mut cases: Vec<(String, Fits)> = Vec::new();
    for years in [0, 7, 13, 18, 40] {
        let fits: Fits =
            Box::new(move |one| age(one, "minimum_age", 0) <= years && years <= age(one, "maximum_age", 200));
        cases.push((format!("age={years}"), fits));
        cases.push((
            format!("minimum_age={years}"),
            Box::new(move |one| age(one, "maximum_age", 200) >= years),
        ));
        cases
            .push((format!("maximum_age={years}"), Box::new(move |one| age(one, "minimum_age", 0) <= years)));
    }
    let kinds = app.json("/open-referral/taxonomies?search=getting%20there").await;
    let transport = kinds["contents"][0]["id"].as_str().unwrap().to_owned();
    for tag in ["transport/included", "kind/trip", "urgency/now"] {
        let id = Tag::parse(tag).unwrap().id(app.base()).to_string();
        let fits: Fits = Box::new({
            let id = id.clone();
            move |one| tags(one).iter().any(|term| term["id"] == *id)
        });
        cases.push((format!("taxonomy_term_id={id}"), fits));
        let both: Fits = Box::new(move |one| {
            age(one, "minimum_age", 0) <= 12
                && 12 <= age(one, "maximum_age", 200)
                && tags(one).iter().any(|term| term["id"] == *id)
        });
        cases.push((cases[cases.len() - 1].0.clone() + "&age=12", both));
    }
    let of_transport = transport.clone();
    cases.push((
        format!("taxonomy_id={transport}"),
        Box::new(move |one| tags(one).iter().any(|term| term["taxonomy_id"] == *of_transport)),
    ));
    let organization = whole[0]["organization_id"].as_str().unwrap().to_owned();
    let of_one = organization.clone();
    cases.push((
        format!("organization_id={organization}"),
        Box::new(move |one| one["organization_id"] == *of_one),
    ));
    cases.push((
        "hub=riverton".to_owned(),
        Box::new(|one| one["organization"]["name"].as_str().unwrap().starts_with("riverton")),
    ));
    cases.push(("modified_after=2026-11-20".to_owned(), Box::new(|_| true)));
    cases.push(("modified_after=2026-11-22T00:00:00%2B00:00".to_owned(), Box::new(|_| false)));
    cases.push(("taxonomy_term_id=6f9619ff-8b86-4d01-b42d-00cf4fc964ff".to_owned(), Box::new(|_| false)));
    cases.push(("search=&age=&nothing=like-it".to_owned(), Box::new(|_| true)));
    cases.extend(timetables());
    let mut seen = BTreeMap::new();
    for (asked, fits) in cases {
        let expected: Vec<_> =
            whole.iter().filter(|one| fits(one)).map(|one| one["id"].as_str().unwrap()).collect();
        let found = all(&app, "services", &asked, 5).await;
        assert_eq!(ids(&found), expected, "{asked}");
        let at_places = all(&app, "service_at_locations", &asked, 500).await;
        assert!(at_places.iter().all(|at| expected.contains(&at["service_id"].as_str().unwrap())), "{asked}");
        *seen.entry(expected.is_empty() || expected.len() == whole.len()).or_insert(0) += 1;
    }
    assert!(seen[&false] > 20, "most cases leave some out and some in: {seen:?}");
    let terms = all(&app, "taxonomy_terms", &format!("taxonomy_id={transport}"), 500).await;
    assert_eq!(terms.len(), taxonomy("transport").unwrap().terms.len());
}

async fn what_changed_since_is_told_and_nothing_else(database: Database) {
    let app = drawn(database).await;
    let before = all(&app, "services", "", 500).await;
    app.after(TimeDelta::days(1)).await;
    let scope = app.store().operator_scope(&"riverton".parse().unwrap()).await.unwrap();
    let some: Vec<ServiceId> = ids(&before).into_iter().step_by(3).map(|id| id.parse().unwrap()).collect();
    let looked_at = app.store().found_right(&scope, &some).await.unwrap();
    app.look().await;
    let whole = all(&app, "services", "full=true", 500).await;
    for since in ["2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22T01:00:00%2B01:00"] {
        let found = all(&app, "services", &format!("modified_after={since}"), 5).await;
        let is_newer = |one: &&Value| one["last_modified"].as_str().unwrap() >= "2026-11-22";
        let expected: Vec<&str> =
            whole.iter().filter(is_newer).map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids(&found), expected, "{since}");
        assert_eq!(found.len() as u64, looked_at, "{since}");
    }
    assert!(looked_at > 0 && looked_at < before.len() as u64, "{looked_at}");
}

async fn words_leave_in_what_has_them_and_the_pages_of_a_search_add_up(database: Database) {
    let app = drawn(database).await;
    let whole = all(&app, "services", "full=true", 500).await;
    for word in ["swimming", "boat", "zoe", "ŁUKASZ", "provider"] {
        let found = all(&app, "services", &format!("search={word}&full=true"), 500).await;
        for per_page in [1, 7] {
            let paged = all(&app, "services", &format!("search={word}&full=true"), per_page).await;
            assert_eq!(paged, found, "{word} by {per_page}");
        }
        let found: BTreeSet<&str> = ids(&found).into_iter().collect();
        let plain = word.to_lowercase().replace('ł', "l");
        for one in &whole {
            let name = one["name"].as_str().unwrap().to_lowercase().replace('ë', "e").replace('ł', "l");
            let has = name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == plain);
            assert!(!has || found.contains(one["id"].as_str().unwrap()), "{word} is in {name}");
        }
    }
    assert!(all(&app, "services", "search=xylophone", 50).await.is_empty());
}

async fn places_come_nearest_first_and_none_is_too_far(database: Database) {
    let app = drawn(database).await;
    let here = Position { latitude: 54.05, longitude: -1.95 };
    app.store().put_postcodes(&[(Postcode::parse("RV1 1AB").unwrap(), here)].into()).await.unwrap();
    let whole = all(&app, "service_at_locations", "full=true", 500).await;
    let metres = |one: &Value| {
        let part = |name: &str| one["location"][name].as_f64();
        let (latitude, longitude) = (part("latitude")?, part("longitude")?);
        Some(metres_between(here, Position { latitude, longitude }))
    };
    let far: BTreeMap<&str, f64> =
        whole.iter().filter_map(|one| Some((one["id"].as_str().unwrap(), metres(one)?))).collect();
    assert!(far.len() > 10 && far.len() < whole.len(), "some have a position and some have none");
    let mut counts = BTreeSet::new();
    for (spelling, within) in
        [("RV1%201AB", None), ("rv11ab", Some(2_000)), ("%20rV1%20%201aB", Some(6_000)), ("RV11AB", Some(0))]
    {
        let proximity = within.map(|metres| format!("&proximity={metres}")).unwrap_or_default();
        let found = all(&app, "service_at_locations", &format!("postcode={spelling}{proximity}"), 7).await;
        let found = ids(&found);
        let expected: BTreeSet<&str> = far
            .iter()
            .filter(|(_, far)| within.is_none_or(|within| **far <= f64::from(within)))
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), expected, "{spelling} {within:?}");
        assert!(found.is_sorted_by(|one, other| far[one] <= far[other]), "{spelling}: the nearest first");
        counts.insert(found.len());
    }
    assert!(counts.len() > 2, "{counts:?}");
}
