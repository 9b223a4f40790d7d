//! What app developers are given: the Kotlin module and the Swift package, and scripts that say what they need.

use std::path::Path;
use std::process::{Command, Output};

use passport_tests::bindings;

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings");

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

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

/// The words of a text that may be names of the library: what is called or made, and whatever stands after a dot.
fn names(text: &str) -> Vec<&str> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut found = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_letter(byte) {
            continue;
        }
        let word = &text[start..at];
        let is_after_dot = start > 0 && text.as_bytes()[start - 1] == b'.';
        if word.starts_with(char::is_alphabetic)
            && (byte == b'(' || is_after_dot || word.starts_with(char::is_uppercase))
        {
            found.push(word);
        }
        start = at + 1;
    }
    found
}

#[test]
fn the_swift_of_the_example_and_the_readme_calls_what_the_swift_of_this_library_has() {
    let swift = bindings::folder("swift");
    let library = read(swift.join("PassportMobile.swift"));
    let example = std::fs::read_dir(format!("{LIBRARY}/swift/Example")).expect("the example");
    let mut texts: Vec<String> = example.map(|file| read(file.expect("a file").path())).collect();
    texts.extend(bindings::readme::blocks("swift"));
    let all = texts.join("\n");
    // What a program declares itself or takes from Foundation is told apart by this list, which is meant to be short.
    let own = read(format!("{LIBRARY}/swift/names-of-foundation.txt"));
    let own: Vec<&str> = own.split_whitespace().collect();
    let has = |name: &str| {
        library.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
    };
    let declared = |name: &str| {
        ["func ", "let ", "var ", "class ", "struct "]
            .iter()
            .any(|what| all.contains(&format!("{what}{name}")))
    };
    let code: String =
        all.lines().filter(|line| !line.trim_start().starts_with("//")).map(without_texts).collect();
    let unknown: Vec<&str> = names(&code)
        .into_iter()
        .filter(|name| !own.contains(name) && !declared(name) && !has(name))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new(), "names that the generated Swift has not");
    if !compiles(&swift) {
        println!(
            "NOT RUN: there is no swiftc here, so the Swift was generated and read but neither compiled nor run."
        );
    }
}

/// A line of Swift without what stands between quotation marks.
fn without_texts(line: &str) -> String {
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"") + "\n"
}

/// Compiles the generated Swift with the example, where `swiftc` is.
fn compiles(swift: &Path) -> bool {
    if Command::new("swiftc").arg("--version").output().is_err() {
        return false;
    }
    let map = swift.join("PassportMobileFFI.modulemap");
    let mut compiler = Command::new("swiftc");
    compiler.arg("-Xcc").arg(format!("-fmodule-map-file={}", map.display())).arg("-I").arg(swift);
    compiler.args(["-emit-module", "-module-name", "PassportMobile", "-parse-as-library", "-typecheck"]);
    let output = compiler.arg(swift.join("PassportMobile.swift")).output().expect("swiftc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}
