//! `make bench`: the figures that README gives, each beside its target, as one Markdown table. The cost of a verdict stands in
//! core/benches. Nothing here passes or fails.

mod figures {
    pub mod directories;
    pub mod feed;
    pub mod load;
    pub mod pages;
    pub mod phones;
    pub mod postcodes;
    pub mod squares;
}

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

/// Measures the parts that are named on the command line, or all of them.
fn main() {
    let parts: [(&str, Measure); 7] = [
        ("squares", figures::squares::measure),
        ("load", figures::load::measure),
        ("pages", figures::pages::measure),
        ("phones", figures::phones::measure),
        ("directories", figures::directories::measure),
        ("feed", figures::feed::measure),
        ("postcodes", figures::postcodes::measure),
    ];
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("| {} | found | target |\n| --- | --- | --- |", machine());
    for (part, measure) in parts {
        if named.is_empty() || named.iter().any(|name| name == part) {
            for Figure { what, found, target } in measure() {
                println!("| {what} | {found} | {target} |");
            }
        }
    }
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
