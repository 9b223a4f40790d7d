//! A hub, a young person, a card, a printed sheet, a bundle, and a verdict without a network.

use passport_tests::desk::{Desk, Ended};
use passport_tests::{Database, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    a_card_goes_from_the_hub_to_a_verdict_without_a_network,
    a_withdrawn_card_is_refused_from_the_next_bundle_on,
    a_renewed_card_stays_good_until_the_next_one_is_replaced,
);

/// A hub with a young person who has a card for school.
async fn desk_with_card(database: Database) -> (Desk, Value) {
    let desk = Desk::with_hub(database).await;
    let id = &desk.carer("Zoë", "Quillfeather").await;
    let arranged = ["--arrange", "school/time-out:10:library", "--arrange", "school/phone-on-silent"];
    let issued =
        desk.json(&[&["card", "issue", "--hub", "riverton", "--carer", id], &arranged[..]].concat()).await;
    let card = issued["cards"][0].clone();
    (desk, card)
}

async fn show(desk: &Desk, card: &Value) -> Value {
    let id = card["card_id"].as_str().expect("an id");
    desk.json(&["card", "show", id, "--hub", "riverton"]).await
}

/// Fetches the bundle as a checker does at its daily sync, and asks about a square with nothing else.
async fn verdict(desk: &Desk, square: &Value) -> (Ended, Value) {
    let serving = desk.serve();
    let bundle = reqwest::get(serving.url("/api/offline-bundle")).await.expect("an answer");
    std::fs::write(desk.folder().join("bundle.jwt"), bundle.bytes().await.expect("a bundle"))
        .expect("a file");
    serving.stop();
    let root = desk.done(&["keys", "root"]).await;
    let square = square.as_str().expect("a square");
    let words = ["verify", square, "--bundle", "bundle.jwt", "--setting", "school", "--json", "--root"];
    let ended = desk.run(&[&words[..], &[root.trim()]].concat()).await;
    let answer = serde_json::from_str(&ended.said).expect("JSON");
    (ended, answer)
}

async fn a_card_goes_from_the_hub_to_a_verdict_without_a_network(database: Database) {
    let (desk, card) = desk_with_card(database).await;
    let shown = show(&desk, &card).await;
    let (ended, answer) = verdict(&desk, &shown["square"]).await;
    assert_eq!((ended.code, &answer["name"]), (0, &json!("Zoë Q")), "{answer}");
    assert_eq!(answer["state"], "valid_offline", "a bundle never counts as asked just now: {answer}");

    assert_eq!(shown["square"], card["square"], "as it was issued");
    let square = shown["square"].as_str().expect("a square");
    assert_eq!(desk.done(&["unpack", square]).await.trim(), card["text"].as_str().expect("a text"));

    let id = card["card_id"].as_str().expect("an id");
    let sheet = desk.done(&["card", "print", id, "--hub", "riverton"]).await;
    let code = card["short_code"].as_str().expect("a code");
    assert!(sheet.contains("<svg") && sheet.contains(code) && sheet.contains("Zoë"), "what must be printed");
    for private in ["Quillfeather", "2012"] {
        assert!(!sheet.contains(private), "{private} is on the card");
    }
    let found = desk.run(&["audit", "verify"]).await;
    assert_eq!(found.code, 0, "{}{}", found.said, found.complained);
}

async fn a_withdrawn_card_is_refused_from_the_next_bundle_on(database: Database) {
    let (desk, card) = desk_with_card(database).await;
    let square = show(&desk, &card).await["square"].clone();
    desk.done(&["card", "withdraw", card["card_id"].as_str().expect("an id"), "--hub", "riverton"]).await;
    let (ended, answer) = verdict(&desk, &square).await;
    assert_eq!((ended.code, &answer["state"]), (3, &json!("not_in_use")), "{answer}");
    assert_eq!(answer.get("name").unwrap_or(&Value::Null), &Value::Null);
}

async fn a_renewed_card_stays_good_until_the_next_one_is_replaced(database: Database) {
    let (desk, first) = desk_with_card(database).await;
    let mut squares = vec![show(&desk, &first).await["square"].clone()];
    let mut id = first["card_id"].as_str().expect("an id").to_owned();
    for step in ["renew", "replace"] {
        let issued = desk.json(&["card", step, &id, "--hub", "riverton"]).await;
        let next = &issued["cards"][0];
        squares.push(show(&desk, next).await["square"].clone());
        id = next["card_id"].as_str().expect("an id").to_owned();
        let first_is_good = verdict(&desk, &squares[0]).await.0.code == 0;
        assert_eq!(first_is_good, step == "renew", "the first card after {step}");
    }
    for (square, code) in squares.iter().zip([3, 3, 0]) {
        assert_eq!(verdict(&desk, square).await.0.code, code, "renewed, then replaced, then the newest");
    }
}
