//! What a phone downloads for its first check, and how long it then thinks, in a real browser.

use crate::Figure;
use passport_tests::demo::Demo;
use std::process::Command;

/// Bytes over the wire for `/v` with a square, and milliseconds to its verdict with the processor slowed to a quarter.
pub fn measure() -> Vec<Figure> {
    let demo = Demo::start();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/weigh.js");
    let output =
        Command::new("node").arg(script).arg(&demo.card("valid").square).output().expect("node runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the page could not be weighed: {complaint}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let kilobytes = found["bytes"].as_f64().expect("bytes") / 1000.0;
    vec![
        Figure::new("first load of /v with a square, compressed", format!("{kilobytes:.1} kB"), "≤ 60 kB"),
        Figure::new(
            "square to verdict in Chromium, 4 × slower",
            format!("{} ms", found["milliseconds"]),
            "≤ 300 ms",
        ),
    ]
}
