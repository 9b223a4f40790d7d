//! Every command line that the documents show is one that this program takes.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use super::Cli;

/// What stands for something that the reader puts in, and something that fits there.
const PLACEHOLDERS: [(&str, &str); 6] = [
    ("HUB", "riverton"),
    ("ID", "00000000-0000-4000-8000-000000000000"),
    ("CARD", "00000000-0000-4000-8000-000000000000"),
    ("KID", "k1"),
    ("KEY", "AmsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKW"),
    ("COMMAND", "hub"),
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
