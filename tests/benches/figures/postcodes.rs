//! A whole country's postcodes, loaded by the program itself from a file in the shape of Code-Point Open.

use crate::Figure;
use passport_tests::{Database, program};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// So many rows; Great Britain has about 1.7 million. `PASSPORT_FIGURES_SMALL` takes a tenth, to see that it runs.
fn rows() -> usize {
    if std::env::var_os("PASSPORT_FIGURES_SMALL").is_some() { 170_000 } else { 1_700_000 }
}

/// Seconds and memory on each database.
pub fn measure() -> Vec<Figure> {
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.iter().flat_map(|(name, database)| on(name, database)).collect()
}

fn on(name: &str, database: &Database) -> Vec<Figure> {
    let folder = tempfile::TempDir::with_prefix("passport-postcodes-").expect("a folder");
    std::fs::write(folder.path().join("all.csv"), file(rows())).expect("it is written");
    let run = |words: &[&str]| {
        let mut command = program::passport();
        command.args(words).current_dir(folder.path()).stdout(Stdio::null());
        command.env("PASSPORT_DATA", folder.path()).env("PASSPORT_DATABASE", database.url());
        command
    };
    assert!(run(&["migrate"]).status().expect("it runs").success());
    let began = Instant::now();
    let most = most_memory(&mut run(&["postcodes", "import", "all.csv"]));
    let took = began.elapsed();
    let began = Instant::now();
    most_memory(&mut run(&["postcodes", "import", "all.csv"]));
    let again = began.elapsed();
    vec![
        Figure::new(
            format!("{} postcodes loaded, {name}", rows()),
            format!("{:.0} s, again {:.0} s", took.as_secs_f64(), again.as_secs_f64()),
            "≤ 120 s",
        ),
        Figure::new(format!("memory of that, {name}"), format!("{} MB", most / 1_000), "≤ 150 MB"),
    ]
}

/// Runs a command to its end and gives the most memory that it had, in kB.
fn most_memory(command: &mut Command) -> u64 {
    let mut running = command.spawn().expect("it starts");
    let status = format!("/proc/{}/status", running.id());
    let mut most = 0;
    loop {
        if let Some(ended) = running.try_wait().expect("it is ours") {
            assert!(ended.success(), "it loads them");
            return most;
        }
        most = most.max(high_water(Path::new(&status)).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn high_water(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

/// Postcodes of 100 areas with up to 99 districts each, as long as there are rows.
fn file(rows: usize) -> String {
    let letters: Vec<char> = "ABDEFGHJLNPQRSTUWXYZ".chars().collect();
    let mut text = String::with_capacity(rows * 90);
    for number in 0..rows {
        let (first, second) = (letters[number % 20], letters[number / 20 % 20]);
        let (sector, district) = (number / 400 % 10, 1 + number / 4_000 % 99);
        let area = number / 396_000;
        let (one, two) = (letters[area % 20], letters[area / 20 % 20]);
        let (easting, northing) = (200_000 + number % 400_000, 100_000 + number / 4 % 800_000);
        // Writing to a text does not fail.
        let _ = writeln!(
            text,
            "\"{one}{two}{district} {sector}{first}{second}\",10,{easting},{northing},\"E92000001\",\"E19000001\",\"E18000002\",\"\",\"E08000007\",\"E05000783\"\r"
        );
    }
    text
}
