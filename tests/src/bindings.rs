//! The phone library as apps use it: its Kotlin and Python, generated from the library that was built, and the programs in
//! `tests/mobile` that are compiled with them once for all tests of a run.

pub mod readme;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use crate::program;

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/mobile");
const COMPILER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/kotlin-compiler");
/// Where Debian's libjna-java puts it.
const JNA: &str = "/usr/share/java/jna.jar";

/// The terminal phone: compiled with the programs, since it shows how the library is used.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings/kotlin/example");

static BUILT: OnceLock<PathBuf> = OnceLock::new();

/// A command that runs `main` of a Kotlin program of `tests/mobile/kotlin`.
pub fn kotlin(program: &str) -> Command {
    java(&format!("youngcarer.passport.programs.{program}Kt"))
}

/// A command that runs the terminal phone.
pub fn example() -> Command {
    java("youngcarer.passport.example.TerminalPhoneKt")
}

/// A command that runs what the library's README shows; see [`readme::kotlin`] for what it is given.
pub fn readme_program() -> Command {
    java("youngcarer.passport.readme.ReadmeKt")
}

fn java(class: &str) -> Command {
    let built = built();
    let libraries = ["kotlin-stdlib.jar", "kotlinx-coroutines-core-jvm.jar"];
    let libraries: Vec<_> = libraries.iter().map(|jar| format!("{COMPILER}/lib/{jar}")).collect();
    let mut command = Command::new("java");
    command.arg(format!("-Djna.library.path={}", built.display()));
    command.args(["-ea", "-XX:+UseSerialGC", "-cp"]);
    command.arg(format!("{}:{JNA}:{}", built.join("programs.jar").display(), libraries.join(":")));
    command.arg(class);
    command
}

/// A command that runs a Python program of `tests/mobile/python`.
pub fn python(program: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(format!("{PROGRAMS}/python/{program}.py")).env("PYTHONPATH", built());
    command
}

/// The Kotlin that was generated.
pub fn generated_kotlin() -> PathBuf {
    built().join("youngcarer/passport/passport_mobile.kt")
}

/// The library that was built, as this system calls it.
pub fn library() -> PathBuf {
    program::beside(&format!("{DLL_PREFIX}passport_mobile{DLL_SUFFIX}"))
}

/// The folder of what was generated in a language that is only looked at.
pub fn folder(language: &str) -> PathBuf {
    let folder = built().join(language);
    generate(&library(), &folder, language);
    folder
}

/// The folder with the library, its Python and the compiled Kotlin. Its name is the digest of what it was made from, so that it is
/// made once, by whichever test of a run needs it first.
fn built() -> &'static Path {
    BUILT.get_or_init(|| {
        let library = library();
        let sources = kotlin_sources();
        let folder = library.with_file_name("bindings").join(digest(&library, &sources));
        fs::create_dir_all(&folder).expect("a folder for the bindings");
        let lock = File::create(folder.join("lock")).expect("a lock");
        lock.lock().expect("the lock");
        if !folder.join("done").exists() {
            fs::copy(&library, folder.join(library.file_name().expect("a name"))).expect("the library");
            for language in ["kotlin", "python"] {
                generate(&library, &folder, language);
            }
            fs::write(folder.join("Readme.kt"), readme::kotlin()).expect("a program");
            compile(&folder, &sources);
            File::create(folder.join("done")).expect("a mark");
        }
        folder
    })
}

fn kotlin_sources() -> Vec<PathBuf> {
    let folders = [format!("{PROGRAMS}/kotlin"), EXAMPLE.to_owned()];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the programs"));
    let files = files.map(|entry| entry.expect("a file").path());
    let mut found: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "kt")).collect();
    found.sort();
    found
}

fn digest(library: &Path, sources: &[PathBuf]) -> String {
    let mut digest = Sha256::new();
    for file in sources.iter().map(PathBuf::as_path).chain([library]) {
        digest.update(fs::read(file).expect("a file to read"));
    }
    digest.update(readme::kotlin());
    digest.finalize().iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn generate(library: &Path, folder: &Path, language: &str) {
    let mut generator = Command::new(program::beside("uniffi-bindgen"));
    // It asks cargo where the library's settings stand.
    generator.current_dir(env!("CARGO_MANIFEST_DIR"));
    generator.args(["generate", "--no-format", "--crate", "passport_mobile", "--language", language]);
    run(generator.arg("--out-dir").arg(folder).arg(library));
}

fn compile(folder: &Path, sources: &[PathBuf]) {
    let mut compiler = Command::new(format!("{COMPILER}/bin/kotlinc"));
    compiler.args(["-nowarn", "-no-reflect", "-classpath", JNA, "-d"]).arg(folder.join("programs.jar"));
    let generated = [folder.join("youngcarer"), folder.join("Readme.kt")];
    run(compiler.env("JAVA_OPTS", "-Xmx1200M").args(generated).args(sources));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}: see `make setup`"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}
