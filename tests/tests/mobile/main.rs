//! The phone library in the hands of apps: programs in Kotlin and Python, compiled and run (`tests/mobile`).

mod example;
mod menu;
mod packaging;

use std::process::Command;

use passport_tests::bindings::{kotlin, python};

/// What a program prints when all is well.
fn told(mut program: Command) -> String {
    let output = program.output().expect("set up by `make setup`");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}\n{said}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_library_answers_in_kotlin_and_python() {
    for program in [kotlin("Version"), python("version")] {
        assert_eq!(told(program).trim(), env!("CARGO_PKG_VERSION"));
    }
}
