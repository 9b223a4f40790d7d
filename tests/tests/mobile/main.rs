//! The phone library in the hands of apps: programs in Kotlin and Python, compiled and run (`tests/mobile`).

mod documentation;
mod example;
mod journeys;
mod menu;
mod packaging;
mod readme;
mod swift;
mod vectors;

use std::io::Write as _;
use std::process::{Command, Stdio};

use passport_tests::bindings::{kotlin, python};

/// What a program prints when all is well.
fn told(program: Command) -> String {
    told_when_given(program, "")
}

/// The same of a program that reads this.
fn told_when_given(mut program: Command, given: &str) -> String {
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut running = piped.expect("set up by `make setup`");
    let mut input = running.stdin.take().expect("a pipe");
    let given = given.to_owned();
    let writing = std::thread::spawn(move || input.write_all(given.as_bytes()));
    let output = running.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}\n{said}\n{}", String::from_utf8_lossy(&output.stdout));
    writing.join().expect("a thread").expect("the program reads all of it");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_library_answers_in_kotlin_and_python() {
    for program in [kotlin("Version"), python("version")] {
        assert_eq!(told(program).trim(), env!("CARGO_PKG_VERSION"));
    }
}
