//! What app developers are given: the Kotlin module and the Swift package, and scripts that say what they need.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use passport_tests::bindings;

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings");

/// Runs a script where neither an NDK nor Xcode is.
fn script(name: &str) -> Output {
    let mut script = Command::new(format!("{LIBRARY}/scripts/{name}"));
    script.env("CARGO_TARGET_DIR", std::env::temp_dir().join("no-such-target"));
    script.env_remove("ANDROID_NDK_HOME").env_remove("ANDROID_NDK_ROOT").output().expect("bash")
}

/// Kinds of processor for which Rust has nothing here.
fn without_rust<'a>(kinds: &[&'a str]) -> Vec<&'a str> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc").stdout;
    let libraries = Path::new(String::from_utf8_lossy(&sysroot).trim()).join("lib/rustlib");
    kinds.iter().copied().filter(|kind| !libraries.join(kind).is_dir()).collect()
}

#[test]
fn the_scripts_for_phones_say_all_that_is_missing_and_where_it_comes_from() {
    let androids =
        ["aarch64-linux-android", "armv7-linux-androideabi", "x86_64-linux-android", "i686-linux-android"];
    let iphones = ["aarch64-apple-ios", "aarch64-apple-ios-sim", "x86_64-apple-ios"];
    let of_apple = if cfg!(target_os = "macos") { &[][..] } else { &["macOS", "xcodebuild"] };
    for (name, kinds, needs) in [
        ("android", &androids[..], &["ANDROID_NDK_HOME", "Android's NDK", "make bindings"][..]),
        ("ios", &iphones[..], &[of_apple, &["make bindings"]].concat()),
    ] {
        let output = script(name);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(needs.iter().all(|need| said.contains(need)), "{name}: {said}");
        for kind in without_rust(kinds) {
            assert!(said.contains(&format!("rustup target add {kind}")), "{name}: {said}");
        }
        assert!(output.stdout.is_empty(), "nothing was begun");
    }
}

/// A build folder with what cargo would have put there, and a cargo that builds nothing.
pub fn built(folder: &Path) -> std::path::PathBuf {
    let debug = folder.join("made here/debug");
    fs::create_dir_all(&debug).expect("a folder");
    let library = bindings::library();
    for file in [library.clone(), library.with_file_name("uniffi-bindgen")] {
        let copy = debug.join(file.file_name().expect("a name"));
        fs::copy(&file, copy).expect("built before the tests");
    }
    let cargo = folder.join("cargo");
    // The generator asks the real one where the library's settings stand.
    let real = env!("CARGO");
    fs::write(&cargo, format!("#!/bin/sh\n[ \"$1\" = build ] || exec \"{real}\" \"$@\"\n"))
        .expect("a script");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("may run");
    debug.with_file_name("bindings")
}

/// The script in such a folder, for no app's versions of the plugins.
pub fn bindings_in(folder: &Path) -> Command {
    let mut script = Command::new(format!("{LIBRARY}/scripts/bindings"));
    let path = std::env::var("PATH").expect("a path");
    script.current_dir(folder).env("CARGO_TARGET_DIR", "made here").env_remove("CARGO");
    script.env("PATH", format!("{}:{path}", folder.display()));
    script.env_remove("AGP_VERSION").env_remove("KOTLIN_VERSION");
    script
}

#[test]
fn make_bindings_writes_a_kotlin_module_and_a_swift_package_also_where_the_build_folder_is_named_from_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = built(folder.path());
    let output = bindings_in(folder.path()).output().expect("bash");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (file, says) in [
        ("kotlin/settings.gradle.kts", "include(\":example\")"),
        ("kotlin/src/main/kotlin/youngcarer/passport/passport_mobile.kt", "class CardWallet"),
        ("kotlin/src/main/AndroidManifest.xml", "<manifest"),
        ("kotlin/consumer-rules.pro", "youngcarer.passport"),
        ("kotlin/example/src/main/kotlin/TerminalPhone.kt", "fun main"),
        ("swift/Package.swift", "PassportMobileFFI"),
        ("swift/Sources/PassportMobile/PassportMobile.swift", "open class CardWallet"),
        ("swift/Sources/PassportMobileFFI/include/module.modulemap", "module PassportMobileFFI"),
        ("swift/Sources/PassportMobileFFI/include/PassportMobileFFI.h", "RustBuffer"),
        ("swift/Sources/Example/main.swift", "PassportMobile"),
        ("README.md", "# The phone library"),
    ] {
        let text = fs::read_to_string(out.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(says), "{file}");
    }
}

#[test]
fn an_app_names_the_kotlin_module_as_the_readme_says_and_each_plugin_has_one_version() {
    let read = |file: &str| fs::read_to_string(format!("{LIBRARY}/{file}")).expect("a file");
    let (settings, module) = (read("kotlin/settings.gradle.kts"), read("kotlin/build.gradle.kts"));
    let value = |text: &str, name: &str| {
        let line =
            text.lines().find_map(|line| line.strip_prefix(&format!("{name} = \"")).map(str::to_owned));
        line.and_then(|rest| Some(rest.strip_suffix('"')?.to_owned())).unwrap_or_else(|| panic!("no {name}"))
    };
    let name = format!("{}:{}", value(&module, "group"), value(&settings, "rootProject.name"));
    assert!(read("README.md").contains(&format!("implementation(\"{name}\")")), "{name}");
    // A plugin that the module names with its version is in the example's reach already, and refused a second time.
    assert!(!read("kotlin/example/build.gradle.kts").contains("version"));
}

/// The plugins of a Gradle build, each with its version.
fn plugins(build: &str) -> Vec<(&str, &str)> {
    let named =
        build.lines().filter_map(|line| line.trim().strip_prefix("id(\"")?.split_once("\") version \""));
    named.filter_map(|(plugin, rest)| Some((plugin, rest.split_once('"')?.0))).collect()
}

#[test]
fn the_kotlin_module_has_the_versions_of_the_app_that_names_them_and_its_own_for_one_that_does_not() {
    let own = fs::read_to_string(format!("{LIBRARY}/kotlin/build.gradle.kts")).expect("the module's");
    let [(_, android), (_, kotlin), (_, of_example)] = plugins(&own)[..] else { panic!("{own}") };
    assert_eq!(kotlin, of_example);
    let folder = tempfile::tempdir().expect("a folder");
    let out = built(folder.path());
    for (names, expected) in [
        (&[][..], [android, kotlin]),
        (&[("AGP_VERSION", "9.1.0-rc01")], ["9.1.0-rc01", kotlin]),
        (&[("AGP_VERSION", "8.9.1"), ("KOTLIN_VERSION", "2.1.20")], ["8.9.1", "2.1.20"]),
        (&[("AGP_VERSION", ""), ("KOTLIN_VERSION", "2.4.0")], [android, "2.4.0"]),
    ] {
        let output = bindings_in(folder.path()).envs(names.iter().copied()).output().expect("bash");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let written = fs::read_to_string(out.join("kotlin/build.gradle.kts")).expect("written");
        let versions: Vec<_> = plugins(&written).into_iter().map(|(_, version)| version).collect();
        assert_eq!(versions, [expected[0], expected[1], expected[1]], "{names:?}");
        let without_versions = |text: &str| {
            text.split('"').filter(|part| !part.starts_with(char::is_numeric)).collect::<String>()
        };
        assert_eq!(without_versions(&written), without_versions(&own), "nothing else changes");
    }
    for no_version in ["8.9.1/e; s/x", "8.9.1\"", "the newest", "$(id)"] {
        let output = bindings_in(folder.path()).env("KOTLIN_VERSION", no_version).output().expect("bash");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && said.contains("KOTLIN_VERSION"), "{no_version}: {said}");
        assert!(out.join("kotlin/build.gradle.kts").exists(), "what was there stays");
    }
}
