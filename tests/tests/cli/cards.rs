//! What is issued, how it is printed, and what stands in the books of it.

use passport_tests::desk::Desk;
use passport_tests::{Database, on_both_databases};
use serde_json::Value;
use std::fs;

on_both_databases!(
    a_printed_card_shows_what_was_chosen_and_nothing_private,
    several_cards_are_printed_on_a_sheet_or_in_letters,
    a_card_is_renewed_replaced_and_withdrawn,
    a_card_withdrawn_by_mistake_is_issued_again_by_the_command_that_is_named,
    a_fare_becomes_a_card_of_its_own_without_a_name,
    every_deed_stands_in_a_record_that_adds_up,
    a_school_is_kept_with_its_hub,
    a_key_is_rotated_only_when_checkers_can_know_it,
);

async fn issue(desk: &Desk, carer: &str, arrangements: &[&str]) -> Vec<Value> {
    let chosen: Vec<&str> = arrangements.iter().flat_map(|one| ["--arrange", one]).collect();
    let issue = ["card", "issue", "--hub", "riverton", "--carer", carer];
    desk.json(&[&issue[..], &chosen].concat()).await["cards"].as_array().expect("cards").clone()
}

fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object[member].as_str().unwrap_or_else(|| panic!("{member} of {object}"))
}

async fn states(desk: &Desk, carer: &str) -> Vec<String> {
    let cards = desk.json(&["card", "list", "--hub", "riverton", "--carer", carer]).await;
    cards.as_array().expect("a list").iter().map(|card| text(card, "state").to_owned()).collect()
}

async fn a_printed_card_shows_what_was_chosen_and_nothing_private(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Zoë", "Marsh").await;
    let issued = issue(&desk, &carer, &["school/time-out:10:library"]).await;
    let card = text(&issued[0], "card_id");
    desk.done(&["card", "print", card, "--hub", "riverton", "--out", "card.html"]).await;
    let page = fs::read_to_string(desk.folder().join("card.html")).expect("the file");
    for printed in
        ["Zoë M", "Riverton Hub", text(&issued[0], "short_code"), "I may step out for ten minutes", "<svg"]
    {
        assert!(page.contains(printed), "{printed} is printed");
    }
    assert!(!page.contains("Marsh") && !page.contains("2012"), "no surname, no date of birth");
}

async fn several_cards_are_printed_on_a_sheet_or_in_letters(database: Database) {
    let desk = Desk::with_hub(database).await;
    let mut cards = Vec::new();
    for given in ["Zoë", "Tom", "Mia"] {
        let carer = desk.carer(given, "Marsh").await;
        cards.push(text(&issue(&desk, &carer, &["school/late-arrival"]).await[0], "card_id").to_owned());
    }
    let print = [&["card", "print", "--hub", "riverton"], &[&*cards[0], &cards[1], &cards[0]][..]].concat();
    let sheet = desk.done(&[&print[..], &["--as", "sheet"]].concat()).await;
    assert_eq!(sheet.matches("Front of the card").count(), 2, "each card once");
    let letters = desk.done(&[&print[..], &["--as", "letter"]].concat()).await;
    assert!(letters.contains("Hello Zoë") && letters.contains("Hello Tom"));

    desk.done(&["card", "withdraw", &cards[1], "--hub", "riverton"]).await;
    let some = desk.run(&[&print[..], &["--as", "sheet"]].concat()).await;
    assert!(some.code == 1 && some.complained.contains("the card is withdrawn already"), "{some:?}");
    assert!(some.said.contains("Zoë M") && !some.said.contains("Tom M"), "the others are printed");
}

async fn a_card_is_renewed_replaced_and_withdrawn(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Zoë", "Marsh").await;
    let issued = issue(&desk, &carer, &["school/time-out:10:library"]).await;
    let renewed = desk.json(&["card", "renew", text(&issued[0], "card_id"), "--hub", "riverton"]).await;
    assert_eq!(states(&desk, &carer).await, ["active", "superseded"]);

    let next = text(&renewed["cards"][0], "card_id");
    let replace = ["card", "replace", next, "--hub", "riverton", "--arrange", "school/late-arrival"];
    let replaced = desk.json(&replace).await;
    assert_eq!(states(&desk, &carer).await, ["active", "withdrawn", "withdrawn"]);
    assert_eq!(replaced["cards"][0]["withdrawn"], serde_json::json!([next, text(&issued[0], "card_id")]));

    let last = text(&replaced["cards"][0], "card_id");
    desk.done(&["card", "withdraw", last, "--hub", "riverton"]).await;
    assert_eq!(states(&desk, &carer).await, ["withdrawn", "withdrawn", "withdrawn"]);
    let printed_again = desk.run(&["card", "print", last, "--hub", "riverton"]).await;
    assert_eq!((printed_again.code, printed_again.said.as_str()), (1, ""));
    assert!(printed_again.complained.contains("the card is withdrawn already"), "{printed_again:?}");
}

async fn a_card_withdrawn_by_mistake_is_issued_again_by_the_command_that_is_named(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Zoë", "Marsh").await;
    let issued = issue(&desk, &carer, &["school/time-out:10:library"]).await;
    let first = text(&issued[0], "card_id");
    let renewed = desk.json(&["card", "renew", first, "--hub", "riverton"]).await;
    let second = text(&renewed["cards"][0], "card_id");
    let told = desk.done(&["card", "withdraw", second, "--hub", "riverton"]).await;
    assert!(told.contains(&format!("withdrawn with it: card {first}")), "{told}");
    for deed in ["replace", "renew", "print", "withdraw"] {
        let refused = desk.run(&["card", deed, second, "--hub", "riverton"]).await;
        let named = format!("`passport card issue --hub riverton --like {second}`");
        assert!(refused.code == 1 && refused.complained.contains(&named), "{deed}: {refused:?}");
    }
    desk.done(&["card", "issue", "--hub", "riverton", "--like", second]).await;
    assert_eq!(states(&desk, &carer).await, ["active", "withdrawn", "withdrawn"]);
    let both = desk.run(&["card", "issue", "--hub", "riverton", "--like", second, "--carer", &carer]).await;
    assert_eq!(both.code, 2, "{both:?}");
}

async fn a_fare_becomes_a_card_of_its_own_without_a_name(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Aoife", "O'Neill").await;
    let issued = issue(&desk, &carer, &["school/homework-time", "transport/fare:child"]).await;
    let kinds: Vec<&str> = issued.iter().map(|card| text(card, "kind")).collect();
    assert_eq!(kinds, ["printed", "fare"]);
    let page = desk.done(&["card", "print", text(&issued[1], "card_id"), "--hub", "riverton"]).await;
    assert!(page.contains("Fare card") && !page.contains("Aoife"));
}

async fn every_deed_stands_in_a_record_that_adds_up(database: Database) {
    let desk = Desk::with_hub(database).await;
    let before = desk.json(&["audit", "verify"]).await["entries"].as_u64().expect("a number");
    let carer = desk.carer("Łukasz", "Kowalski").await;
    issue(&desk, &carer, &["school/late-arrival"]).await;
    desk.done(&["carer", "show", &carer, "--hub", "riverton"]).await;
    let after = desk.json(&["audit", "verify"]).await;
    assert_eq!(after["sound"], true);
    assert!(after["entries"].as_u64() >= Some(before + 5), "added, issued, signed, opened, listed: {after}");

    let heads = desk.done(&["audit", "heads"]).await;
    let mut kept: Value = serde_json::from_str(&heads).expect("JSON");
    assert_eq!(text(&kept[0], "head").len(), 43, "32 bytes as base64url: {heads}");
    let file = desk.folder().join("heads.json");
    fs::write(&file, heads).expect("a file");
    desk.carer("Tom", "Reed").await;
    assert!(desk.done(&["audit", "verify", "--heads", "heads.json"]).await.contains("entries add up"));
    fs::write(&file, "[]").expect("a file");
    let nothing = desk.run(&["audit", "verify", "--heads", "heads.json"]).await;
    assert!(nothing.code == 1 && nothing.complained.contains("holds no heads"), "{nothing:?}");
    kept[0]["head"] = "A".repeat(43).into();
    fs::write(&file, kept.to_string()).expect("a file");
    assert_eq!(desk.run(&["audit", "verify", "--heads", "heads.json"]).await.code, 3);
    kept[0]["head"] = "not base64url".into();
    fs::write(&file, kept.to_string()).expect("a file");
    let unread = desk.run(&["audit", "verify", "--heads", "heads.json"]).await;
    assert!(unread.complained.contains("is not what `passport audit heads` printed"), "{unread:?}");
}

async fn a_school_is_kept_with_its_hub(database: Database) {
    let desk = Desk::with_hub(database).await;
    let add = ["organisation", "add", "--hub", "riverton", "--kind", "school", "--name", "Hill Road School"];
    let added = desk.json(&add).await;
    let school = text(&added, "organisation_id");
    let person = ["--given", "Mia", "--born", "2012-05-14", "--school", school];
    let carer = desk.done(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat()).await;
    let record = desk.json(&["carer", "show", carer.trim(), "--hub", "riverton"]).await;
    assert_eq!(record["school_id"], school);
    desk.done(&["organisation", "close", school, "--hub", "riverton"]).await;
    assert!(desk.done(&["organisation", "list", "--hub", "riverton"]).await.contains("closed"));
}

async fn a_key_is_rotated_only_when_checkers_can_know_it(database: Database) {
    let desk = Desk::with_hub(database).await;
    desk.done(&["keys", "new", "--hub", "riverton"]).await;
    let unpublished = desk.run(&["keys", "activate", "k2", "--hub", "riverton"]).await;
    assert!(unpublished.complained.contains("k2 is not published yet"), "{unpublished:?}");
    desk.done(&["keys", "publish", "k2", "--hub", "riverton"]).await;
    let soon = desk.run(&["keys", "activate", "k2", "--hub", "riverton"]).await;
    assert_eq!(soon.code, 1);
    assert!(soon.complained.contains("checkers may not know this key before"), "{soon:?}");
    let unsaid = desk.run(&["keys", "refuse", "k1", "--hub", "riverton"]).await;
    assert_eq!(unsaid.code, 2);
    assert!(unsaid.complained.contains("--all-its-cards-end"), "{unsaid:?}");
    desk.done(&["keys", "refuse", "k1", "--all-its-cards-end", "--hub", "riverton"]).await;
    let keys = desk.json(&["keys", "list", "--hub", "riverton"]).await;
    assert_eq!((&keys[0]["state"], &keys[1]["state"]), (&"refused".into(), &"active".into()));
}
