//! `make bench`: the figures that README gives, each beside its target, as one Markdown table, and as JSON in `target/figures.json`. The cost of a
//! verdict stands in core/benches. Nothing here passes or fails.

mod figures {
    pub mod bulk;
    pub mod chart;
    pub mod directories;
    pub mod feed;
    pub mod guessing;
    pub mod issuing;
    pub mod load;
    pub mod million;
    pub mod others;
    pub mod pages;
    pub mod phones;
    pub mod postcodes;
    pub mod rotation;
    pub mod soak;
    pub mod squares;
    pub mod start;
}

use serde_json::json;
use std::path::PathBuf;

/// One line of the table.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// What came out, with its unit.
    pub found: String,
    /// What it should be.
    pub target: &'static str,
}

impl Figure {
    /// A line of the table.
    pub fn new(what: impl Into<String>, found: impl Into<String>, target: &'static str) -> Self {
        Self { what: what.into(), found: found.into(), target }
    }
}

/// Takes one part's figures.
type Measure = fn() -> Vec<Figure>;

/// The parts, in the order of the table.
const PARTS: [(&str, Measure); 14] = [
    ("squares", figures::squares::measure),
    ("others", figures::others::measure),
    ("load", figures::load::measure),
    ("rotation", figures::rotation::measure),
    ("start", figures::start::measure),
    ("issuing", figures::issuing::measure),
    ("million", figures::million::measure),
    ("pages", figures::pages::measure),
    ("phones", figures::phones::measure),
    ("directories", figures::directories::measure),
    ("feed", figures::feed::measure),
    ("postcodes", figures::postcodes::measure),
    ("guessing", figures::guessing::measure),
    ("soak", figures::soak::measure),
];

/// Measures the parts that are named on the command line, or all of them.
fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("| {} | found | target |\n| --- | --- | --- |", machine());
    let mut all = Vec::new();
    for (part, measure) in PARTS {
        if named.is_empty() || named.iter().any(|name| name == part) {
            for Figure { what, found, target } in measure() {
                println!("| {what} | {found} | {target} |");
                all.push(json!({"part": part, "what": what, "found": found, "target": target}));
            }
        }
    }
    let told = json!({"machine": machine(), "figures": all});
    std::fs::write(file(), format!("{told:#}\n")).expect("the target folder can be written");
}

/// `figures.json` in the target folder, above `release/deps`, where this program stands.
fn file() -> PathBuf {
    let program = std::env::current_exe().expect("its own path");
    program.ancestors().nth(3).expect("the target folder").join("figures.json")
}

/// The date and the machine: figures say nothing without them.
#[expect(clippy::disallowed_methods, reason = "the real date is what is wanted")]
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let today = chrono::Utc::now().date_naive();
    format!("{today}, {cores} cores, {}", model.trim_start_matches(['\t', ' ', ':']))
}
