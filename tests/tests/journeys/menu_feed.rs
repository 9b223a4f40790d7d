//! The feed, as a council's program reads it.

mod filters;

use std::collections::BTreeSet;

use passport_core::menu::{Details, Place, Position, Repeats, Schedule};
use passport_tests::menu::{Dice, live, provider};
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::Value;

on_both_databases!(
    pages_add_up_and_lines_are_the_same_as_pages,
    a_record_is_the_same_in_a_list_and_by_its_id,
    every_term_and_taxonomy_stands_at_its_own_address,
    what_is_hidden_or_not_approved_is_nowhere_in_the_feed,
    what_cannot_be_read_is_an_error_that_any_website_may_read,
);

const LISTS: [&str; 5] =
    ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"];

/// A server with services drawn at random in two hubs.
async fn drawn(database: Database) -> TestApp {
    let app = TestApp::on(database).await;
    let mut dice = Dice::new(0x9e37_79b9);
    for slug in ["riverton", "harbourside"] {
        let hub = app.hub(slug).await;
        let mut providers = Vec::new();
        for number in 0..4 {
            providers.push(provider(app.store(), hub.scope(), &format!("{slug} provider {number}")).await);
        }
        for number in 0..24 {
            let details = dice.details("2026-11-21".parse().unwrap());
            live(app.store(), hub.scope(), providers[number % 4], &details).await;
        }
    }
    app.look().await;
    app
}

/// All records of a list, page by page.
async fn all(app: &TestApp, list: &str, asked: &str, per_page: usize) -> Vec<Value> {
    let mut found = Vec::new();
    for number in 1.. {
        let page =
            app.json(&format!("/open-referral/{list}?page={number}&per_page={per_page}&{asked}")).await;
        let fields: BTreeSet<&str> = page.as_object().unwrap().keys().map(String::as_str).collect();
        let eight = "contents empty first_page last_page page_number size total_items total_pages";
        assert_eq!(fields, eight.split(' ').collect(), "{list}");
        let contents = page["contents"].as_array().unwrap();
        assert_eq!(page["size"], contents.len());
        assert_eq!(page["empty"], contents.is_empty());
        assert_eq!((&page["page_number"], &page["first_page"]), (&number.into(), &(number == 1).into()));
        found.extend(contents.iter().cloned());
        if page["last_page"] == true {
            assert_eq!(page["total_items"], found.len(), "{list}?{asked}");
            assert_eq!(page["total_pages"], found.len().div_ceil(per_page));
            break;
        }
        assert_eq!(contents.len(), per_page, "only the last page is shorter");
    }
    found
}

fn ids(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["id"].as_str().unwrap()).collect()
}

/// No `null` and no `""` anywhere.
fn walk(value: &Value, at: &str) {
    match value {
        Value::Null => panic!("null at {at}"),
        Value::String(text) => assert!(!text.trim().is_empty(), "an empty text at {at}"),
        Value::Array(parts) => {
            for (n, part) in parts.iter().enumerate() {
                walk(part, &format!("{at}/{n}"));
            }
        }
        Value::Object(fields) => {
            for (name, part) in fields {
                walk(part, &format!("{at}/{name}"));
            }
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}

async fn pages_add_up_and_lines_are_the_same_as_pages(database: Database) {
    let app = drawn(database).await;
    let about = app.json("/open-referral/").await;
    assert_eq!(about["version"], "HSDS-UK-3.0");
    for list in LISTS {
        let whole = all(&app, list, "full=true", 500).await;
        assert!(whole.len() > 5, "{list}");
        assert_eq!(ids(&whole).into_iter().collect::<BTreeSet<_>>().len(), whole.len(), "{list} repeats");
        for per_page in [1, 7] {
            assert_eq!(all(&app, list, "full=true", per_page).await, whole, "{list} by {per_page}");
        }
        let lines = app.get(&format!("/open-referral/{list}?full=true&format=ndjson")).await;
        assert_eq!(lines.headers()["content-type"], "application/x-ndjson");
        let lines = lines.text().await.unwrap();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, whole, "{list}");
        for record in &whole {
            walk(record, list);
        }
    }
    let minimal = all(&app, "services", "minimal=true", 500).await;
    assert_eq!(ids(&minimal), ids(&all(&app, "services", "", 7).await));
}

async fn a_record_is_the_same_in_a_list_and_by_its_id(database: Database) {
    let app = drawn(database).await;
    for list in LISTS {
        let (short, whole) = (all(&app, list, "", 500).await, all(&app, list, "full=true", 500).await);
        for (short, whole) in short.iter().zip(&whole) {
            let id = short["id"].as_str().unwrap();
            let one = app.json(&format!("/open-referral/{list}/{id}")).await;
            walk(&one, list);
            for (name, value) in short.as_object().unwrap() {
                if value.is_object() && list == "service_at_locations" {
                    assert_eq!(one[name]["id"], value["id"]);
                } else {
                    assert_eq!(one[name], *value, "{name} of {list} {id}");
                }
            }
            if list != "taxonomies" {
                assert_eq!(one, *whole, "{list}");
            }
        }
    }
    let service = &all(&app, "services", "full=true", 500).await[0];
    let term = &service["attributes"][0]["taxonomy_term"];
    let found = app.json(&format!("/open-referral/taxonomy_terms/{}", term["id"].as_str().unwrap())).await;
    assert_eq!(found, *term);
    assert_eq!(service["attributes"][0]["link_id"], service["id"]);
}

async fn every_term_and_taxonomy_stands_at_its_own_address(database: Database) {
    let app = drawn(database).await;
    let mut met = 0;
    for (list, address) in [("taxonomies", "uri"), ("taxonomy_terms", "term_uri")] {
        for short in all(&app, list, "", 500).await {
            let path = short[address].as_str().unwrap().strip_prefix(app.base().as_str()).unwrap();
            let by_id = app.json(&format!("/open-referral/{list}/{}", short["id"].as_str().unwrap())).await;
            assert_eq!(app.json(path).await, by_id, "{path}");
            met += 1;
        }
    }
    assert!(met > 50, "{met}");
    for nothing in ["colour", "Transport", "transport/none-such", "transport/Included", "a/b/c"] {
        assert_eq!(app.get(&format!("/open-referral/terms/{nothing}")).await.status(), 404, "{nothing}");
    }
}

async fn what_is_hidden_or_not_approved_is_nowhere_in_the_feed(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let offers = provider(app.store(), hub.scope(), "O’Neill Trust").await;
    let place = |name: &str, is_hidden| Place {
        place_id: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()),
        name: Some(name.to_owned()),
        street: Some(format!("1 {name} Lane")),
        town: Some("Riverton".to_owned()),
        county: None,
        postcode: Some("RV1 1AB".to_owned()),
        position: Some(Position { latitude: 54.5, longitude: -1.5 }),
        getting_there: Some(format!("The path to {name}")),
        accessibility: None,
        is_hidden,
    };
    let places = vec![place("Secret", true), place("Known", false)];
    let schedule = Schedule {
        schedule_id: uuid::Uuid::nil(),
        place_id: Some(places[0].place_id),
        repeats: Repeats::Once,
        starts_on: "2026-12-01".parse().unwrap(),
        ends_on: None,
        opens_at: None,
        closes_at: None,
        note: None,
    };
    let details =
        Details { name: "Weekend".to_owned(), places, schedules: vec![schedule], ..Details::default() };
    let id = live(app.store(), hub.scope(), offers, &details).await;
    let draft = Details { name: "Draft".to_owned(), ..Details::default() };
    app.store().add_service(hub.scope(), offers, &draft).await.unwrap();
    app.look().await;
    let mut said = String::new();
    for list in LISTS {
        said +=
            &app.get(&format!("/open-referral/{list}?full=true&format=ndjson")).await.text().await.unwrap();
    }
    assert!(said.contains("Known") && !said.contains("Secret") && !said.contains("Draft"), "{said}");
    assert!(!said.contains("virtual"));
    let one = app.json(&format!("/open-referral/services/{id}")).await;
    assert_eq!(one["service_at_locations"].as_array().unwrap().len(), 1);
    let address = &one["service_at_locations"][0]["location"]["addresses"][0];
    assert_eq!((&address["city"], &address["state_province"]), (&"Riverton".into(), &"Riverton".into()));
    let once = &one["schedules"][0];
    assert_eq!((&once["dtstart"], &once["valid_to"]), (&"2026-12-01".into(), &once["valid_from"]));
    assert!(once.get("service_at_location_id").is_none() && once.get("freq").is_none());
    assert_eq!(one["status"], "active");
}

async fn what_cannot_be_read_is_an_error_that_any_website_may_read(database: Database) {
    let app = drawn(database).await;
    for wrong in [
        "services?page=x",
        "services?per_page=many",
        "services?format=xml",
        "services?full=perhaps",
        "services?taxonomy_term_id=1",
        "services?modified_after=yesterday",
        "services?age=-1",
        "services?age=1000",
        "services?day=XX",
        "services?start_time=25:00",
        "services?hub=No%20Hub",
        "service_at_locations?postcode=nowhere",
        "service_at_locations?proximity=100",
        "service_at_locations?postcode=ZZ1%201AA",
    ] {
        let answer = app.get(&format!("/open-referral/{wrong}")).await;
        assert_eq!(answer.status(), 400, "{wrong}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{wrong}");
        let problem: Value = answer.json().await.unwrap();
        let name = wrong.split(['?', '=']).nth(1).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains(&format!("`{name}`")), "{problem}");
    }
    for nothing in
        ["services/x", "services/6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "taxonomy_terms/1", "nothing"]
    {
        let answer = app.get(&format!("/open-referral/{nothing}")).await;
        assert_eq!(answer.status(), 404, "{nothing}");
    }
    let page = app.json("/open-referral/services?page=0&per_page=10000").await;
    assert_eq!(
        (&page["page_number"], &page["total_pages"], &page["size"]),
        (&1.into(), &1.into(), &48.into())
    );
    let page = app.json("/open-referral/services?page=99999999999999999999&per_page=0").await;
    assert_eq!(
        (&page["empty"], &page["last_page"], &page["total_pages"]),
        (&true.into(), &true.into(), &48.into())
    );
}
