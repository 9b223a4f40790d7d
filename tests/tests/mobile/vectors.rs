//! The vectors of `tests/vectors`, through Kotlin and Python.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use passport_tests::bindings::{kotlin, python};
use serde_json::Value;

use crate::{told, told_when_given};

fn read(name: &str) -> Value {
    let path = format!("{}/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("vectors")).expect("JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The root key of the vectors.
fn root() -> String {
    text(&read("keys")["root"]["public"]).to_owned()
}

/// Each case as a line for a program, and what the program must say of it.
fn verdicts() -> (String, Vec<String>) {
    let (trusts, mut asked, mut expected) = (read("trust"), String::new(), Vec::new());
    let mut ask = |parts: &[&str]| {
        let parts: Vec<_> = parts.iter().map(|part| STANDARD.encode(part)).collect();
        asked.push_str(&parts.join(" "));
        asked.push('\n');
    };
    let mut given = None;
    for case in read("verify").as_array().expect("cases") {
        let (trust, fetched_at) = (&trusts[text(&case["trust"])], case["fetched_at"].to_string());
        if given != Some((text(&case["trust"]).to_owned(), fetched_at.clone())) {
            give(&mut ask, trust, &fetched_at);
            given = Some((text(&case["trust"]).to_owned(), fetched_at));
        }
        let wanted = &case["expected"];
        let (aud, nonce) = (text(&wanted["aud"]), text(&wanted["nonce"]));
        ask(&["check", text(&case["input"]), text(&case["setting"]), aud, nonce, &case["now"].to_string()]);
        expected.push(line_of(&case["verdict"]));
    }
    for case in read("bundles").as_array().expect("cases").iter().filter(|case| case["held_iat"].is_null()) {
        ask(&["bundle", text(&case["root"]), text(&case["token"]), &case["now"].to_string()]);
        expected.push(if case["bundle"].is_null() { "refused" } else { "taken" }.to_owned());
    }
    (asked, expected)
}

fn give(ask: &mut impl FnMut(&[&str]), trust: &Value, fetched_at: &str) {
    let bases = trust["bases"].as_array().expect("bases").iter().map(text);
    ask(&["trust"].into_iter().chain(bases).collect::<Vec<_>>());
    for (iss, hub) in trust["issuers"].as_object().expect("hubs") {
        let jwks = hub["jwks"].to_string();
        let start = ["hub", iss, text(&hub["name"]), text(&hub["telephone"]), &jwks];
        let retired = hub["retired_kids"].as_array().expect("kids").iter().map(text);
        ask(&start.into_iter().chain(retired).collect::<Vec<_>>());
    }
    ask(&["begin"]);
    let read_at = trust["lists_read_at"].to_string();
    for (uri, token) in trust["lists"].as_object().expect("lists") {
        ask(&["list", uri, text(token), &read_at, fetched_at]);
    }
}

/// A verdict as the programs write it.
fn line_of(verdict: &Value) -> String {
    let lines = verdict["lines"].as_array().expect("lines").iter().map(|line| match line {
        Value::String(code) => code.clone(),
        arrangement => arrangement.to_string(),
    });
    let lines: Vec<_> = lines.collect();
    let hub = &verdict["hub"];
    let hub = if hub.is_null() {
        String::new()
    } else {
        format!("{}, {}", text(&hub["name"]), text(&hub["telephone"]))
    };
    let issued = if verdict["list_issued_at"].is_null() {
        String::new()
    } else {
        verdict["list_issued_at"].to_string()
    };
    let parts = [
        text(&verdict["state"]),
        text(&verdict["why"]),
        text(&verdict["name"]),
        &lines.join(";"),
        text(&verdict["valid_until"]),
        &issued,
        &hub,
    ];
    parts.join("|")
}

fn agrees(mut program: Command) {
    let (asked, expected) = verdicts();
    assert!(expected.len() > 2_400);
    program.arg(root());
    let told = told_when_given(program, &asked);
    for (at, (told, expected)) in told.lines().zip(&expected).enumerate() {
        assert_eq!(told, expected, "case {at}");
    }
    assert_eq!(told.lines().count(), expected.len());
}

#[test]
fn kotlin_agrees_with_every_verdict_of_the_vectors() {
    agrees(kotlin("Vectors"));
}

#[test]
fn python_agrees_with_every_verdict_of_the_vectors() {
    agrees(python("vectors"));
}

#[test]
fn a_hundred_thousand_verifications_through_kotlin_leave_the_memory_flat() {
    let bundles = read("bundles");
    let bundle =
        bundles.as_array().expect("cases").iter().find(|case| !case["bundle"].is_null()).expect("a good one");
    let cases = read("verify");
    let printed = |case: &&Value| {
        text(&case["name"]).starts_with("school, typical") && text(&case["verdict"]["state"]) == "valid"
    };
    let card = cases.as_array().expect("cases").iter().find(printed).expect("a good card");
    let mut program = kotlin("Memory");
    // Java takes all of its heap at the start, so that what grows is the library's.
    program.env("JAVA_TOOL_OPTIONS", "-Xms64m -Xmx64m -XX:+AlwaysPreTouch");
    program.args([
        text(&bundle["root"]),
        text(&bundle["token"]),
        text(&card["input"]),
        &bundle["now"].to_string(),
    ]);
    assert_eq!(told(program), "flat\n");
}
