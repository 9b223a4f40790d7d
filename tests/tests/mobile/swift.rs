//! The Swift: every name that the example, the README and the tests' own program use is looked for in the library's, with the labels of each call;
//! where `swiftc` is, that program is compiled with the library, and runs.

mod calls;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use passport_tests::bindings;
use passport_tests::demo::Demo;

use crate::{packaging, told};

const SWIFT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings/swift");
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/mobile/swift/main.swift");

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
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

/// The Swift that this library's is.
fn generated() -> String {
    read(bindings::folder("swift").join("PassportMobile.swift"))
}

/// The Swift of the example, the README and the tests' own program.
fn written() -> String {
    let example = std::fs::read_dir(format!("{SWIFT}/Example")).expect("the example");
    let mut texts: Vec<String> = example.map(|file| read(file.expect("a file").path())).collect();
    texts.extend(bindings::readme::blocks("swift"));
    texts.push(read(PROGRAM));
    texts.join("\n")
}

#[test]
fn every_name_in_the_swift_of_the_example_and_the_readme_is_one_of_this_librarys_swift() {
    let (library, all) = (generated(), written());
    // What a program declares itself or takes from Foundation is told apart by this list, which is meant to be short.
    let own = read(format!("{SWIFT}/names-of-foundation.txt"));
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
}

#[test]
fn every_call_in_the_swift_of_the_example_and_the_readme_has_the_labels_and_the_try_that_this_librarys_swift_asks_for()
 {
    let library = calls::Library::read(&generated());
    let (wrong, count) = library.complaints(&written());
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count > 60, "only {count} calls were found");
    // What a reader would write if the page were wrong.
    let slips = "let square = try wallet.liveSquare(.school, now: now())\nwallet.sync(); try wallet.forget()\n\
        try SupportMenu(address: \"x\"); verifier.check(card: \"x\", setting: nil)\nmenuReviewCode(random: six)";
    let told = [
        "liveSquare(_:now)",
        "sync: no try",
        "SupportMenu(address)",
        "check(card:setting)",
        "menuReviewCode: no try",
    ];
    assert_eq!(library.complaints(slips), (told.map(str::to_owned).to_vec(), 6));
}

#[test]
fn the_terminal_phone_in_swift_knows_the_commands_of_the_one_in_kotlin() {
    let commands = |folder: &str, start: &str| {
        let files = std::fs::read_dir(folder).expect("the example").map(|file| file.expect("a file").path());
        let texts = files.filter(|file| file.is_file()).map(read).collect::<String>();
        let names = texts.split(start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        names.collect::<BTreeSet<_>>()
    };
    let kotlin = commands(&format!("{SWIFT}/../kotlin/example"), "Command(\"");
    assert_eq!(commands(&format!("{SWIFT}/Example"), "Command(name: \""), kotlin);
    assert!(kotlin.len() > 15, "{kotlin:?}");
}

/// A line of Swift without what stands between quotation marks.
fn without_texts(line: &str) -> String {
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"") + "\n"
}

#[tokio::test]
async fn where_swiftc_is_a_program_in_swift_checks_a_card_and_says_that_a_phone_has_none() {
    if Command::new("swiftc").arg("--version").output().is_err() {
        println!(
            "NOT RUN: there is no swiftc here, so the Swift was generated and read but neither compiled nor run."
        );
        return;
    }
    let demo = Demo::start();
    let folder = demo.folder();
    let bundle = reqwest::get(format!("{}/api/offline-bundle", demo.base())).await.expect("a bundle");
    std::fs::write(folder.join("bundle"), bundle.text().await.expect("text")).expect("written");
    let mut checker = Command::new(compiled(folder));
    checker.arg(demo.root_key()).arg(folder.join("bundle")).arg(&demo.card("valid").square);
    assert_eq!(told(checker), "validOffline\nnotRecognised\nvalidOffline\nno card\n");
}

#[test]
fn on_a_mac_the_terminal_phone_in_swift_is_built() {
    if !cfg!(target_os = "macos") {
        println!(
            "NOT RUN: this is no Mac, so the terminal phone in Swift was read but neither compiled nor run."
        );
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let package = packaging::built(folder.path()).join("swift");
    let made = packaging::bindings_in(folder.path()).output().expect("bash");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let beside = bindings::library().parent().expect("a folder").display().to_string();
    let mut swift = Command::new("swift");
    swift.current_dir(package).args(["build", "-Xlinker", &format!("-L{beside}"), "--product", "Example"]);
    let built = swift.output().expect("Xcode's swift");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// The tests' program with the generated Swift.
fn compiled(folder: &Path) -> std::path::PathBuf {
    let (swift, library) = (bindings::folder("swift"), bindings::library());
    let beside = library.parent().expect("a folder").display().to_string();
    let made = folder.join("swift-program");
    let mut compiler = Command::new("swiftc");
    compiler
        .arg("-Xcc")
        .arg(format!("-fmodule-map-file={}", swift.join("PassportMobileFFI.modulemap").display()));
    compiler.arg("-I").arg(&swift).args([
        "-L",
        &beside,
        "-lpassport_mobile",
        "-Xlinker",
        "-rpath",
        "-Xlinker",
        &beside,
    ]);
    compiler.arg(swift.join("PassportMobile.swift")).arg(PROGRAM).arg("-o").arg(&made);
    let output = compiler.output().expect("swiftc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    made
}
