//! From an empty folder to a card in the hand, and what becomes of it.

use passport_tests::operator::{Operator, done};
use passport_tests::program::passport;
use passport_tests::{Database, on_both_databases};
use serde_json::Value;
use std::fs;

on_both_databases!(
    a_card_is_issued_printed_renewed_replaced_and_withdrawn,
    a_fare_becomes_a_card_of_its_own_without_a_name,
    every_deed_stands_in_a_record_that_adds_up,
    a_school_is_kept_with_its_hub,
);

fn issue(operator: &Operator, carer: &str, arrangements: &[&str]) -> Vec<Value> {
    let chosen: Vec<&str> = arrangements.iter().flat_map(|one| ["--arrange", one]).collect();
    let issued =
        operator.json(&[&["card", "issue", "--hub", "riverton", "--carer", carer], &chosen[..]].concat());
    issued["cards"].as_array().expect("cards").clone()
}

fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object[member].as_str().unwrap_or_else(|| panic!("{member} of {object}"))
}

fn states(operator: &Operator, carer: &str) -> Vec<String> {
    let cards = operator.json(&["card", "list", "--hub", "riverton", "--carer", carer]);
    cards.as_array().expect("a list").iter().map(|card| text(card, "state").to_owned()).collect()
}

async fn a_card_is_issued_printed_renewed_replaced_and_withdrawn(database: Database) {
    let operator = Operator::on(database).with_hub();
    let carer = operator.carer("Zoë", "Marsh");
    let issued = issue(&operator, &carer, &["school/time-out:10:library", "school/phone-on-silent"]);
    let card = text(&issued[0], "card_id");

    let file = operator.folder().join("card.html");
    operator.ok(&["card", "print", card, "--hub", "riverton", "--out", file.to_str().expect("a path")]);
    let page = fs::read_to_string(&file).expect("the file");
    for printed in
        ["Zoë M", "Riverton Hub", text(&issued[0], "short_code"), "I may step out for ten minutes", "<svg"]
    {
        assert!(page.contains(printed), "{printed} is printed");
    }
    assert!(!page.contains("Marsh") && !page.contains("2012"), "no surname, no date of birth");

    let shown = operator.json(&["card", "show", card, "--hub", "riverton"]);
    let unpacked = done(passport().args(["unpack", text(&shown, "square")]));
    assert_eq!(unpacked.out.trim(), text(&issued[0], "text"));

    let renewed = operator.json(&["card", "renew", card, "--hub", "riverton"]);
    assert_eq!(states(&operator, &carer), ["active", "superseded"]);
    let next = text(&renewed["cards"][0], "card_id").to_owned();
    let replaced =
        operator.json(&["card", "replace", &next, "--hub", "riverton", "--arrange", "school/late-arrival"]);
    assert_eq!(states(&operator, &carer), ["active", "withdrawn", "superseded"]);
    let last = text(&replaced["cards"][0], "card_id").to_owned();
    operator.ok(&["card", "withdraw", &last, "--hub", "riverton"]);
    assert_eq!(states(&operator, &carer), ["withdrawn", "withdrawn", "superseded"]);

    let printed_again = operator.run(&["card", "print", &last, "--hub", "riverton"]);
    assert_eq!((printed_again.code, printed_again.out.as_str()), (1, ""));
    assert!(printed_again.err.contains("the card is withdrawn already"), "{}", printed_again.err);
}

async fn a_fare_becomes_a_card_of_its_own_without_a_name(database: Database) {
    let operator = Operator::on(database).with_hub();
    let carer = operator.carer("Aoife", "O'Neill");
    let issued = issue(&operator, &carer, &["school/homework-time", "transport/fare:child"]);
    let kinds: Vec<&str> = issued.iter().map(|card| text(card, "kind")).collect();
    assert_eq!(kinds, ["printed", "fare"]);
    let page = operator.ok(&["card", "print", text(&issued[1], "card_id"), "--hub", "riverton"]);
    assert!(page.contains("Fare card") && !page.contains("Aoife"));
}

async fn every_deed_stands_in_a_record_that_adds_up(database: Database) {
    let operator = Operator::on(database).with_hub();
    let before = operator.json(&["audit", "verify"])["entries"].as_u64().expect("a number");
    let carer = operator.carer("Łukasz", "Kowalski");
    issue(&operator, &carer, &["school/late-arrival"]);
    operator.ok(&["carer", "show", &carer, "--hub", "riverton"]);
    let after = operator.json(&["audit", "verify"]);
    assert_eq!(after["sound"], true);
    assert!(after["entries"].as_u64() >= Some(before + 5), "added, issued, signed, opened, listed: {after}");

    let heads = operator.folder().join("heads.json");
    fs::write(&heads, operator.ok(&["audit", "heads"])).expect("a file");
    operator.carer("Tom", "Reed");
    let kept = ["audit", "verify", "--heads", heads.to_str().expect("a path")];
    assert!(operator.ok(&kept).contains("entries add up"));
}

async fn a_school_is_kept_with_its_hub(database: Database) {
    let operator = Operator::on(database).with_hub();
    let added = operator.json(&[
        "organisation",
        "add",
        "--hub",
        "riverton",
        "--kind",
        "school",
        "--name",
        "Hill Road School",
    ]);
    let school = text(&added, "organisation_id").to_owned();
    let person = ["--given", "Mia", "--born", "2012-05-14", "--school", &school];
    let carer = operator.ok(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat());
    let record = operator.json(&["carer", "show", carer.trim(), "--hub", "riverton"]);
    assert_eq!(record["school_id"], school.as_str());
    operator.ok(&["organisation", "close", &school, "--hub", "riverton"]);
    assert!(operator.ok(&["organisation", "list", "--hub", "riverton"]).contains("closed"));
}
