//! What a phone downloads for its first check and for its card, and how long it then thinks, in a real browser.

use crate::Figure;
use passport_tests::demo::Demo;
use serde_json::Value;
use std::process::Command;

/// Of `/v`, the checker and the card on a phone: bytes over the wire for the first visit, and milliseconds from a square to its verdict with the
/// processor slowed to a quarter; the checker reads the square out of a picture and has no network.
pub fn measure() -> Vec<Figure> {
    let demo = Demo::start();
    let card = demo.card("valid");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/weigh.js");
    let output =
        Command::new("node").arg(script).args([&card.square, &card.print_url]).output().expect("node runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the pages could not be weighed: {complaint}");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let kilobytes = |page: &Value| format!("{:.1} kB", page["bytes"].as_f64().expect("bytes") / 1000.0);
    let milliseconds = |page: &Value| format!("{} ms", page["milliseconds"]);
    let (page, checker) = (&found["page"], &found["checker"]);
    vec![
        Figure::new("first load of /v with a square, compressed", kilobytes(page), "≤ 60 kB"),
        Figure::new("square to verdict in Chromium, 4 × slower", milliseconds(page), "≤ 300 ms"),
        Figure::new("first load of /menu, compressed", kilobytes(&found["menu"]), "≤ 60 kB"),
        Figure::new("first load of /check, compressed", kilobytes(checker), "≤ 60 kB"),
        Figure::new(
            "picture of a square to verdict at /check, offline, 4 × slower",
            milliseconds(checker),
            "≤ 300 ms",
        ),
        Figure::new(
            "first load of /card, compressed, without the scanner",
            kilobytes(&found["card"]),
            "≤ 120 kB",
        ),
    ]
}
