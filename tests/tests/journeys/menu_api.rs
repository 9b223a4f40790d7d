//! The menu's API, as an app uses it: search, one service, the questions, and a copy that is kept up to date.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use passport_core::menu::{Ages, Cost, Details, Tag};
use passport_tests::menu::{Dice, live, provider};
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    an_app_searches_as_the_pages_do_and_is_told_what_was_not_understood,
    a_copy_that_asks_for_changes_is_the_same_as_a_whole_one,
    the_questions_and_answers_are_told_in_words,
);

fn details(name: &str, tags: &[&str], ages: (u8, u8)) -> Details {
    Details {
        name: name.to_owned(),
        tags: tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect(),
        ages: Ages { from: Some(ages.0), to: Some(ages.1) },
        costs: vec![Cost { what: None, pence: 0, note: None }],
        ..Details::default()
    }
}

fn names(answer: &Value) -> BTreeSet<&str> {
    answer["services"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

async fn an_app_searches_as_the_pages_do_and_is_told_what_was_not_understood(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let offers = provider(app.store(), hub.scope(), "O’Neill Trust").await;
    for one in [
        details("Zoë’s trips", &["kind/trip", "transport/included"], (8, 12)),
        details("Farm mornings", &["kind/break", "transport/included"], (11, 18)),
        details("Night line", &["kind/talk", "delivery/phone", "urgency/now"], (8, 25)),
    ] {
        live(app.store(), hub.scope(), offers, &one).await;
    }
    app.look().await;
    let all = app.json("/api/menu/services").await;
    assert_eq!((&all["total"], &all["page"], &all["pages"]), (&3.into(), &1.into(), &1.into()));
    assert_eq!(all["services"][0]["name"], "Night line", "help that is there now comes first");
    let asked =
        app.json("/api/menu/services?transport=included&age=9&colour=blue&kind=none&near=SK1%201AA").await;
    assert_eq!(names(&asked), ["Zoë’s trips"].into());
    assert_eq!(asked["address"], "age=9&transport=included");
    let left_out: BTreeMap<&str, &str> = asked["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["why"].as_str().unwrap()))
        .collect();
    assert_eq!(left_out["colour"], "unknown-name");
    assert_eq!(left_out["kind"], "unknown-value");
    assert!(left_out.contains_key("near") && !asked.to_string().contains("1AA"), "{asked}");
    assert_eq!(asked["counts"]["tags"]["kind/trip"], 1);
    let second = app.json("/api/menu/services?per_page=2&page=2").await;
    assert_eq!((&second["pages"], second["services"].as_array().unwrap().len()), (&2.into(), 1));
    assert_eq!(app.get("/api/menu/services?per_page=x").await.status(), 400);

    let id = all["services"][0]["service_id"].as_str().unwrap();
    let one = app.json(&format!("/api/menu/services/{id}")).await;
    assert_eq!((&one["name"], &one["freshness"]), (&json!("Night line"), &json!("fresh")));
    assert_eq!(app.get("/api/menu/services/none").await.status(), 404);
}

/// Takes an answer over, as docs/menu.md says.
fn take_over(copy: &mut BTreeMap<String, Value>, answer: &Value) -> String {
    if answer["is_whole"] == true {
        copy.clear();
    }
    for one in answer["services"].as_array().unwrap() {
        copy.insert(one["service_id"].as_str().unwrap().to_owned(), one.clone());
    }
    for id in answer["gone"].as_array().unwrap() {
        copy.remove(id.as_str().unwrap());
    }
    answer["until"].as_str().unwrap().to_owned()
}

async fn a_copy_that_asks_for_changes_is_the_same_as_a_whole_one(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let offers = provider(app.store(), hub.scope(), "O’Neill Trust").await;
    let mut dice = Dice::new(77);
    let mut copy = BTreeMap::new();
    let mut since = take_over(&mut copy, &app.json("/api/menu/changes").await);
    for _ in 0..6 {
        for _ in 0..4 {
            let details = dice.details("2026-11-21".parse().unwrap());
            live(app.store(), hub.scope(), offers, &details).await;
        }
        app.after(TimeDelta::hours(30)).await;
        let answer = app.json(&format!("/api/menu/changes?since={since}")).await;
        assert_eq!(answer["is_whole"], false);
        since = take_over(&mut copy, &answer);
        let mut whole = BTreeMap::new();
        take_over(&mut whole, &app.json("/api/menu/changes").await);
        let ids = |of: &BTreeMap<String, Value>| of.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&copy), ids(&whole));
    }
    assert_eq!(copy.len(), 24);
    let few = app.json(&format!("/api/menu/changes?since={since}")).await;
    assert!(few["services"].as_array().unwrap().len() < 24, "only what is new");
    let elsewhere = app.json("/api/menu/changes?hub=harbourside").await;
    assert_eq!(elsewhere["services"], json!([]));

    // Nobody looks at any of them for half a year.
    app.after(TimeDelta::days(190)).await;
    let answer = app.json(&format!("/api/menu/changes?since={since}")).await;
    take_over(&mut copy, &answer);
    assert!(copy.is_empty(), "{} are left", copy.len());
    assert_eq!(app.get("/api/menu/changes?since=yesterday").await.status(), 400);
}

async fn the_questions_and_answers_are_told_in_words(database: Database) {
    let app = TestApp::on(database).await;
    let terms = app.json("/api/menu/terms").await;
    let getting_there = terms["taxonomies"].as_array().unwrap().iter().find(|one| one["code"] == "transport");
    let getting_there = getting_there.unwrap();
    assert_eq!(getting_there["question"], "How will you get there?");
    assert_eq!(getting_there["terms"][0]["name"], "They pick you up");
    assert_eq!(getting_there["terms"][0]["is_own"], false);
}
