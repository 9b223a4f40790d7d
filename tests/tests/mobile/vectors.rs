//! The vectors of `tests/vectors`, through Kotlin and Python: everything in them that the library lets an app see.
//!
//! It lets no app see four things, since no app has to do them itself. How a text is packed: a square is only drawn for a card that the phone holds,
//! so the packed squares are read by checking them, and must come to what their text comes to. The bits of a status list: a list is taken or
//! refused, and the verdicts tell what it says. The coordinates of a point: a key is taken or refused, whole or compressed. The words of
//! `spoken.json`: the library gives codes, and an app says them in words of its own.

mod questions;

use std::process::Command;

use passport_tests::bindings::{kotlin, python};
use questions::{Expected, all, read, root, text};
use serde_json::Value;

use crate::{told, told_when_given};

fn agrees(mut program: Command) {
    let (asked, expected) = all();
    program.arg(root());
    let told = told_when_given(program, &asked);
    let told: Vec<_> = told.lines().collect();
    assert_eq!(told.len(), expected.len());
    let mut recognised = 0;
    for (at, (name, expected)) in expected.iter().enumerate() {
        match expected {
            Expected::Told(expected) => assert_eq!(told[at], expected, "{name}"),
            Expected::Beginning(expected) => assert!(told[at].starts_with(expected), "{name}: {}", told[at]),
            Expected::AsBefore => {
                assert_eq!(told[at], told[at - 1], "{name}");
                recognised += usize::from(!told[at].starts_with("not_recognised"));
            }
        }
    }
    assert!(recognised >= 15, "only {recognised} squares are of cards");
}

#[test]
fn kotlin_agrees_with_every_vector() {
    agrees(kotlin("Vectors"));
}

#[test]
fn python_agrees_with_every_vector() {
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
