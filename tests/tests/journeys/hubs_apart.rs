//! Hubs on one server, and hubs elsewhere: nobody speaks for another.

use passport_core::card::Setting;
use passport_core::verify::{Expected, State, verify};
use passport_tests::hub_in_memory::HubInMemory;
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::Value;
use std::collections::BTreeSet;

on_both_databases!(
    a_card_of_a_hub_elsewhere_is_not_recognised,
    a_genuine_square_under_another_address_is_not_recognised,
    hubs_of_one_server_share_no_key_and_no_list,
    a_hub_cannot_touch_the_card_of_another,
);

#[test]
fn a_hubs_key_signs_neither_card_nor_list_for_another() {
    let now = 1_795_176_000;
    let (riverton, northdale) = (HubInMemory::named("riverton", now), HubInMemory::named("northdale", now));
    let trust = riverton.trust_beside(&northdale);
    let state = |card: &str| verify(card, None, &Expected::Square, &trust, now).state;
    let (card, list) = northdale.forge(&riverton);

    assert_eq!(state(&riverton.printed(7)), State::Valid);
    assert_eq!(state(&card), State::NotRecognised);
    assert!(riverton.is_its_list(&riverton.list()) && !riverton.is_its_list(&list));
    assert!(!riverton.is_its_list(&northdale.list()));
}

async fn a_card_of_a_hub_elsewhere_is_not_recognised(database: Database) {
    let app = TestApp::on(database).await;
    app.hub("northdale").await;
    let elsewhere = HubInMemory::new(1_795_176_000);
    for card in [elsewhere.printed(7), elsewhere.shown_on_phone(Setting::School, 8, 0)] {
        assert_eq!(app.check(&card).await.state, "not_recognised");
    }
}

async fn a_genuine_square_under_another_address_is_not_recognised(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
    let digits = card.square.split_once('#').expect("a square").1;

    let forged = format!("https://pass.example.uk/v#{digits}");
    assert_eq!(app.check(&forged).await.state, "not_recognised");
    assert_eq!(app.check(digits).await.state, "valid");
}

async fn hubs_of_one_server_share_no_key_and_no_list(database: Database) {
    let app = TestApp::on(database).await;
    let mut keys = BTreeSet::new();
    let mut lists = BTreeSet::new();
    for slug in ["riverton", "northdale"] {
        let hub = app.hub(slug).await;
        let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
        assert_eq!(app.check(&card.square).await.state, "valid");

        let published = app.json(&format!("/.well-known/jwt-vc-issuer/h/{slug}")).await;
        assert_eq!(published["issuer"], Value::from(hub.iss()));
        assert_eq!(app.json(&format!("/h/{slug}/.well-known/jwt-vc-issuer")).await, published);
        for key in published["jwks"]["keys"].as_array().expect("keys") {
            assert!(keys.insert(key["x"].to_string()), "two hubs have one key");
        }
        for list in app.json(&format!("/h/{slug}/status")).await["status_lists"].as_array().expect("lists") {
            let address = list.as_str().expect("an address").to_owned();
            assert!(address.starts_with(&format!("{}/status/", hub.iss())), "{address}");
            assert!(lists.insert(address), "two hubs have one list");
        }
    }
    assert!(keys.len() >= 2 && lists.len() >= 2);
}

async fn a_hub_cannot_touch_the_card_of_another(database: Database) {
    let app = TestApp::on(database).await;
    let (riverton, northdale) = (app.hub("riverton").await, app.hub("northdale").await);
    let card = riverton.issue(riverton.carer("Zoë", "Moss").await).await;

    assert!(app.store().withdraw_card(northdale.scope(), card.id).await.is_err());
    assert!(app.store().print_card(northdale.scope(), card.id).await.is_err());
    app.look().await;
    assert_eq!(app.check(&card.square).await.state, "valid");
}
