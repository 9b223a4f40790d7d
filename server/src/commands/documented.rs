//! Every command line that the documents show is one that this program takes, and what the security table names is there.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use super::Cli;

/// What stands for something that the reader puts in, and something that fits there.
const PLACEHOLDERS: [(&str, &str); 8] = [
    ("HUB", "riverton"),
    ("ID", "00000000-0000-4000-8000-000000000000"),
    ("CARD", "00000000-0000-4000-8000-000000000000"),
    ("KID", "k1"),
    ("KEY", "AmsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKW"),
    ("COMMAND", "hub"),
    ("RECIPIENT", "passport-backup-AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyCnH3UP"),
    ("ANSWER", "3f2a-3f2a-3f2a-3f2a-3f2a"),
];

/// The documents, by name.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let files = docs.filter(|file| file.extension().is_some_and(|kind| kind == "md"));
    let read =
        |file: std::path::PathBuf| (file.display().to_string(), std::fs::read_to_string(file).unwrap());
    files.chain([root.join("README.md")]).map(read).collect()
}

/// The words of a line as a shell splits it, up to a comment, a pipe or a file.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('"').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
            continue;
        }
        for word in part.split_whitespace() {
            if ["#", "|", ">"].contains(&word) {
                return words;
            }
            let fitting = PLACEHOLDERS.iter().find(|(name, _)| *name == word);
            words.push(fitting.map_or(word, |(_, fitting)| fitting).to_owned());
        }
    }
    words
}

/// Asked for its version or help, a command line is understood as well.
fn refusal(words: &[String]) -> Option<ErrorKind> {
    let kind = Cli::try_parse_from(words).err()?.kind();
    (![ErrorKind::DisplayHelp, ErrorKind::DisplayVersion].contains(&kind)).then_some(kind)
}

/// Commands without `--json`, since a program has all that they say: that it is done, by the exit code; one line that is what was asked for; or a file, or text, of a form of
/// its own.
const SAY_NO_MORE: [&str; 12] = [
    "serve",
    "organisation close",
    "card print",
    "keys escrow ask",
    "keys escrow answer",
    "keys escrow confirm",
    "keys root",
    "export",
    "backup new-key",
    "audit heads",
    "clock confirm",
    "unpack",
];

/// The commands that do something, each with its words.
fn commands(of: &clap::Command, before: &str, all: &mut Vec<(String, bool)>) {
    for command in of.get_subcommands() {
        let name = format!("{before} {}", command.get_name()).trim().to_owned();
        if !command.has_subcommands() || !command.is_subcommand_required_set() {
            let takes_json = command.get_arguments().any(|one| one.get_long() == Some("json"));
            all.push((name.clone(), takes_json));
        }
        commands(command, &name, all);
    }
}

#[test]
fn every_command_tells_programs_what_it_tells_people() {
    let mut all = Vec::new();
    commands(&Cli::command(), "", &mut all);
    assert!(all.len() > 50, "{all:?}");
    let without: Vec<_> = all.iter().filter(|(_, takes)| !takes).map(|(name, _)| name.as_str()).collect();
    assert_eq!(without, SAY_NO_MORE);
}

/// Whether it only names a command, as a sentence does.
fn names_a_command(words: &[String]) -> bool {
    let mut found = Some(Cli::command());
    for word in &words[1..] {
        found = found.and_then(|command| command.find_subcommand(word).cloned());
    }
    found.is_some()
}

#[test]
fn every_documented_command_is_understood() {
    let (mut lines, mut spans) = (0, 0);
    for (file, text) in documents() {
        for line in text.lines().filter(|line| line.starts_with("passport ")) {
            let words = words(line);
            assert_eq!(refusal(&words), None, "{file}: {line}");
            lines += 1;
        }
        // Between blocks of code stands prose.
        for prose in text.split("```").step_by(2) {
            let prose = prose.replace('\n', " ");
            for span in prose.split('`').skip(1).step_by(2).filter(|span| span.starts_with("passport ")) {
                let words = words(span);
                assert!(names_a_command(&words) || refusal(&words).is_none(), "{file}: {span}");
                spans += 1;
            }
        }
    }
    assert!(lines > 5 && spans > 5, "{lines} lines and {spans} mentions were found");
}

#[test]
fn a_command_that_does_not_exist_would_be_found() {
    assert_eq!(refusal(&words("passport hub remove")), Some(ErrorKind::InvalidSubcommand));
    assert_eq!(refusal(&words("passport keys refuse KID --hub a")), Some(ErrorKind::MissingRequiredArgument));
    assert!(!names_a_command(&words("passport hub remove")));
}

/// What a row of the security table may be.
const STATES: [&str; 3] = ["met", "not applicable", "planned"];
/// How the names of files end, where no folder stands before them.
const ENDINGS: [&str; 8] = ["rs", "ts", "js", "html", "toml", "md", "json", "ftl"];

fn security_table() -> String {
    std::fs::read_to_string(root().join("docs/asvs.md")).unwrap()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every name of a function in the sources below a folder.
fn functions(folder: &Path, found: &mut std::collections::BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_ours = path.file_name().is_some_and(|name| name != "node_modules" && name != "target");
        if path.is_dir() && is_ours {
            functions(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let names = text.split("fn ").skip(1).filter_map(|after| after.split(['(', '<']).next());
            found.extend(names.map(str::to_owned));
        }
    }
}

#[test]
fn what_the_security_table_names_is_in_the_tree() {
    let mut known = std::collections::BTreeSet::new();
    for folder in ["core", "server", "words", "tests", "mobile-bindings"] {
        functions(&root().join(folder), &mut known);
    }
    let (mut tests, mut files) = (0, 0);
    let text = security_table();
    for span in text.split('`').skip(1).step_by(2) {
        let plain = |other: &[u8]| {
            span.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || other.contains(&byte))
        };
        if plain(b"_") && span.matches('_').count() >= 3 {
            assert!(known.contains(span), "docs/asvs.md names {span}, which is no test");
            tests += 1;
        } else if span.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
            && !span.starts_with('/')
            && (span.contains('/') || span.rsplit_once('.').is_some_and(|(_, end)| ENDINGS.contains(&end)))
        {
            let folders = ["", "server/src", "tests/tests"].map(|folder| root().join(folder).join(span));
            assert!(folders.iter().any(|file| file.exists()), "docs/asvs.md names {span}, which is no file");
            files += 1;
        }
    }
    assert!(tests > 100 && files > 80, "{tests} tests and {files} files were found");
}

#[test]
fn the_security_table_counts_its_rows() {
    let text = security_table();
    let is_number = |cell: &str| {
        cell.split('.').count() == 3 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect())
        .collect();
    let states: Vec<&str> =
        rows.iter().filter(|row| row.len() == 4 && is_number(row[0])).map(|row| row[2]).collect();
    let [met, not_applicable, planned] =
        STATES.map(|state| states.iter().filter(|one| **one == state).count());
    assert_eq!(met + not_applicable + planned, states.len(), "a row has a state of its own");
    let said = format!(
        "Of {} requirements {met} are met, {not_applicable} are not applicable and {planned} are planned.",
        states.len()
    );
    assert!(text.contains(&said), "docs/asvs.md should say: {said}");
}
