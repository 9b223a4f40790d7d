//! The program `passport` itself, as people run it.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::OnceLock;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// A command that runs it, with nothing of this process's settings, and whether or not its pages were built. `PASSPORT_BINARY` names it; without that it is built first.
pub fn passport() -> Command {
    let mut command = Command::new(PROGRAM.get_or_init(find));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PASSPORT_")) {
        command.env_remove(name);
    }
    command.env("PASSPORT_WITHOUT_PAGES", "1");
    command
}

fn find() -> PathBuf {
    std::env::var_os("PASSPORT_BINARY").map_or_else(build, PathBuf::from)
}

/// What cargo builds beside the program, such as the phone library.
pub fn beside(file: &str) -> PathBuf {
    PROGRAM.get_or_init(find).with_file_name(file)
}

/// In MB, what of a running program is in memory now (Linux).
pub fn memory(process: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its size");
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kilobytes / 1000.0
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let mut building = Command::new(cargo);
    building.args(["build", "--quiet", "--lib", "--bins", "--manifest-path", manifest]);
    assert!(building.status().expect("cargo runs").success(), "the program does not build");
    let tests = std::env::current_exe().expect("this test's own path");
    // target/debug/deps/test → target/debug/passport
    let folder = tests.ancestors().nth(2).expect("two folders above a test");
    folder.join("passport")
}
