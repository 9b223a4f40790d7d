//! What app developers are given: the Kotlin module and the Swift package, and scripts that say what they need.

use std::process::{Command, Output};

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings");

/// Runs a script where neither an NDK nor Xcode is.
fn script(name: &str) -> Output {
    let mut script = Command::new(format!("{LIBRARY}/scripts/{name}"));
    script.env("CARGO_TARGET_DIR", std::env::temp_dir().join("no-such-target"));
    script.env_remove("ANDROID_NDK_HOME").env_remove("ANDROID_NDK_ROOT").output().expect("bash")
}

#[test]
fn the_scripts_for_phones_say_all_that_is_missing_and_where_it_comes_from() {
    for (name, needs) in [
        ("android", &["ANDROID_NDK_HOME", "Android's NDK", "make bindings"][..]),
        ("ios", &["make bindings"][..]),
    ] {
        let output = script(name);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(needs.iter().all(|need| said.contains(need)), "{name}: {said}");
        assert!(output.stdout.is_empty(), "nothing was begun");
    }
}
