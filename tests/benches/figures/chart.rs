//! How long checks wait at each rate, as a picture for the README.

use std::fmt::Write as _;
use std::time::Duration;

/// Where it is put, from the folder of the tests.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/latency.svg");

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;
/// Around the lines, for the numbers.
const EDGE: f64 = 56.0;
/// The waits at the bottom and at the top, in milliseconds; both ways go by powers of ten and two.
const LEAST: f64 = 0.1;
const MOST: f64 = 100.0;

/// The waits at one rate.
pub struct Point {
    /// Checks a second.
    pub rate: u32,
    middle: f64,
    p99: f64,
}

impl Point {
    /// Of all waits.
    pub fn of(rate: u32, mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        let of = |per_cent: usize| waits[waits.len() * per_cent / 100].as_secs_f64() * 1e3;
        Self { rate, middle: of(50), p99: of(99) }
    }

    /// As it stands in the table.
    pub fn told(&self) -> String {
        format!("{:.1} ms, p99 {:.1} ms", self.middle, self.p99)
    }
}

/// Draws both lines, and the one point beside them.
pub fn draw(alone: &[Point], beside: &Point) {
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" role="img">
<title>How long POST /api/verify takes at each rate</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>
"##
    );
    for wait in [0.1, 1.0, 10.0, 100.0] {
        let y = height(wait);
        let (right, label) = (WIDTH - EDGE, EDGE - 8.0);
        let rule = format!(r##"<path d="M{EDGE} {y}H{right}" stroke="#b1b4b6"/>"##);
        writeln!(svg, r#"{rule}<text x="{label}" y="{}" text-anchor="end">{wait} ms</text>"#, y + 4.0)
            .expect("text");
    }
    for point in alone {
        let x = across(point.rate, alone);
        writeln!(
            svg,
            r#"<text x="{x}" y="{}" text-anchor="middle">{}</text>"#,
            HEIGHT - EDGE + 22.0,
            point.rate
        )
        .expect("text");
    }
    // At the end of its line, on the side where the other is not.
    let last = &alone[alone.len() - 1];
    let name = |svg: &mut String, y: f64, colour: &str, text: &str| {
        let x = across(last.rate, alone);
        writeln!(svg, r#"<text x="{x}" y="{y:.1}" text-anchor="end" fill="{colour}">{text}</text>"#)
            .expect("text");
    };
    for (colour, text, aside, wait) in [
        ("#1d70b8", "half of them, at most", 22.0, (|point| point.middle) as fn(&Point) -> f64),
        ("#d4351c", "99 of 100, at most", -12.0, |point| point.p99),
    ] {
        let at = |point: &Point| format!("{:.1} {:.1}", across(point.rate, alone), height(wait(point)));
        let line: Vec<String> = alone.iter().map(at).collect();
        writeln!(svg, r#"<path d="M{}" fill="none" stroke="{colour}" stroke-width="2.5"/>"#, line.join("L"))
            .expect("text");
        name(&mut svg, height(wait(last)) + aside, colour, text);
    }
    let (x, y) = (across(beside.rate, alone), height(beside.p99));
    write!(svg, r##"<circle cx="{x}" cy="{y:.1}" r="5" fill="#d4351c"/><text x="{x}" y="{:.1}" text-anchor="middle">99 of 100 while cards are issued</text>
<text x="{}" y="{}" text-anchor="middle">checks a second, on 2 cores with the load beside</text>
</svg>
"##, y - 14.0, WIDTH / 2.0, HEIGHT - 10.0).expect("text");
    std::fs::write(FILE, svg).expect("docs can be written");
}

fn height(wait: f64) -> f64 {
    let share = (wait.clamp(LEAST, MOST) / LEAST).log10() / (MOST / LEAST).log10();
    HEIGHT - EDGE - share * (HEIGHT - 1.6 * EDGE)
}

fn across(rate: u32, all: &[Point]) -> f64 {
    let (first, last) = (f64::from(all[0].rate), f64::from(all[all.len() - 1].rate));
    EDGE + 24.0 + (f64::from(rate) / first).log2() / (last / first).log2() * (WIDTH - 2.0 * EDGE - 48.0)
}
