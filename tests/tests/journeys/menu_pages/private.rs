//! A place whose address nobody may learn here, such as a refuge: it is said that people are told where, and nothing tells where.

use chrono::Weekday;
use passport_core::menu::{Details, Place};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::Value;

use super::{link_before, offer, place, see, service, weekly};

on_both_databases!(
    every_page_paper_and_app_says_that_they_tell_where_and_nothing_says_where,
    no_search_and_no_distance_finds_out_where_it_is,
    its_dates_are_not_said_to_be_at_another_place,
);

const SAID: &str = "They tell you where when you get in touch";
/// What would tell where it is: name, street, town, county, postcode, how to get there, position.
const SECRETS: [&str; 6] = ["Secretham", "Hiddenshire", "M60", "side door", "53.411", "-2.122"];

fn refuge() -> Place {
    Place {
        is_hidden: true,
        county: Some("Hiddenshire".to_owned()),
        street: Some("1 Secretham Lane".to_owned()),
        postcode: Some("M60 7RA".to_owned()),
        getting_there: Some("The bus to Secretham".to_owned()),
        accessibility: Some("A ramp at the side door".to_owned()),
        ..place("Secretham", (53.4111, -2.1222))
    }
}

/// A safe house beside something that has no place at all.
async fn offered(hub: &TestHub<'_>) -> String {
    let house =
        Details { places: vec![refuge()], ..service("Safe house", &["kind/break", "transport/arranged"]) };
    let chat = service("Chat", &["kind/talk", "delivery/text"]);
    offer(hub, &[house, chat]).await[0].to_string()
}

async fn every_page_paper_and_app_says_that_they_tell_where_and_nothing_says_where(database: Database) {
    let app = TestApp::on(database).await;
    let id = offered(&app.hub("riverton").await).await;
    let kinds = [
        "/menu",
        "/menu?q=safe",
        "/menu?near=SJ8990",
        "/menu/ID",
        "/menu/ID?near=SJ8990",
        "/menu/ID/easy-read",
        "/menu/ID/poster",
        "/menu/shared?s=ID",
        "/menu/print",
        "/menu/booklet",
        "/menu/booklet?s=ID&fold=yes",
        "/menu/easy-read?near=SJ8990",
        "/menu/kept.json?s=ID",
        "/open-referral/services/ID",
    ];
    for kind in kinds {
        let address = kind.replace("ID", &id);
        let seen = see(&app, &address).await;
        assert!(seen.body.contains(SAID), "{kind}: {}", seen.body);
        assert!(!seen.body.contains("mile away"), "{kind}: {}", seen.body);
        assert_no_secret(kind, &seen.body.replace(&id, ""));
    }
    for address in
        [format!("/api/menu/services/{id}"), "/api/menu/services".into(), "/api/menu/changes".into()]
    {
        let told = app.json(&address).await;
        let house = told["services"]
            .as_array()
            .map_or(&told, |all| all.iter().find(|one| one["service_id"] == id).unwrap());
        assert_eq!(house["place_on_request"], true, "{house}");
        assert_eq!(house.get("metres"), None);
        assert_no_secret(&address, &house.to_string().replace(&id, ""));
    }
    let chat = app.json("/api/menu/services?q=chat").await;
    assert_eq!(chat["services"][0].get("place_on_request"), None, "{chat}");
}

async fn no_search_and_no_distance_finds_out_where_it_is(database: Database) {
    let app = TestApp::on(database).await;
    offered(&app.hub("riverton").await).await;
    for word in ["secretham", "hiddenshire", "M60", "bus", "ramp", "side+door"] {
        let found = app.json(&format!("/api/menu/services?q={word}")).await;
        assert_eq!(found["total"], 0, "{word}: {found}");
    }
    // At its door and at the other end of the country: the same services in the same order, counted the same, at no distance.
    let at_its_door = answer(&app, "/api/menu/services?near=SJ9389&within=1000").await;
    let far_away = answer(&app, "/api/menu/services?near=TQ3080&within=1000").await;
    assert_eq!(at_its_door, far_away);
    assert_eq!(at_its_door["total"], 2);
    for (near, other) in
        [("near=SJ9389", "near=TQ3080"), ("near=SJ9389&within=1609", "near=TQ3080&within=1609")]
    {
        let here = see(&app, &format!("/menu?{near}")).await.body;
        let there = see(&app, &format!("/menu?{other}")).await.body;
        assert_eq!(here.replace("SJ9389", "[]"), there.replace("TQ3080", "[]"));
    }
}

/// What an app is told, without the address that it asked.
async fn answer(app: &TestApp, address: &str) -> Value {
    let mut told = app.json(address).await;
    told.as_object_mut().unwrap().remove("address");
    told
}

async fn its_dates_are_not_said_to_be_at_another_place(database: Database) {
    let app = TestApp::on(database).await;
    let (house, hall) = (refuge(), place("Riverton", (53.405, -2.155)));
    let mut secret = weekly(Weekday::Tue);
    secret.place_id = Some(house.place_id);
    let details = Details { places: vec![house, hall], schedules: vec![secret], ..service("Talks", &[]) };
    let id = offer(&app.hub("riverton").await, &[details]).await[0];
    let seen = see(&app, &format!("/menu/{id}")).await;
    assert!(
        seen.says("There is another place too. They tell you where when you get in touch."),
        "{}",
        seen.body
    );
    let calendar =
        see(&app, &link_before(&seen, "Put these dates in my calendar").replace("\" download>", "")).await;
    assert!(
        calendar.body.contains("SUMMARY:Talks") && !calendar.body.contains("LOCATION"),
        "{}",
        calendar.body
    );
}

fn assert_no_secret(what: &str, body: &str) {
    for secret in SECRETS {
        assert!(!body.contains(secret), "{what} tells {secret}: {body}");
    }
}
