//! How commands answer: a table for people, one line of JSON for programs, a fault said once.

use std::io::{ErrorKind, Write as _};

use anyhow::Context as _;
use serde::Serialize;

/// Whoever read the answer has gone: `passport hub list | head -1`.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads the answer any more")]
pub struct ReaderGone;

/// Prints a line of the answer, as `println!` does, but with an error where that would panic.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::commands::output::write(&(format!($($words)*) + "\n"))
    };
}
pub(crate) use say;

/// Writes a part of the answer on standard output; everything that a command answers goes through here.
///
/// # Errors
/// [`ReaderGone`], which ends the program without a word; or what is wrong with standard output.
pub fn write(text: &str) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        written => written.context("the answer cannot be written"),
    }
}

/// Prints one line of JSON.
///
/// # Errors
/// When it cannot be written as JSON, or as [`write()`].
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    say!("{}", serde_json::to_string(value)?)
}

/// Prints rows under their titles, each column as wide as its widest cell; says `empty` when there are none.
///
/// # Errors
/// As [`write()`].
pub fn table<const N: usize>(titles: [&str; N], rows: &[[String; N]], empty: &str) -> anyhow::Result<()> {
    if rows.is_empty() {
        return say!("{empty}");
    }
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).chain([titles[column].len()]).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: [&str; N]| {
        let padded: Vec<String> =
            cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        say!("{}", padded.join("  ").trim_end())
    };
    line(titles)?;
    rows.iter().try_for_each(|row| line(std::array::from_fn(|column| row[column].as_str())))
}

/// The fault and its causes on one line. A message that has taken its cause's words in is not followed by them again.
pub fn whole(fault: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in fault.chain().map(ToString::to_string) {
        if said.is_empty() {
            said = cause;
        } else if !said.ends_with(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let empty = passport_core::card::LineText::parse(" ").unwrap_err();
        let fault = anyhow::Error::new(passport_core::issue::IssueError::Name(empty)).context("card");
        assert_eq!(whole(&fault), "card: the name is empty");
    }
}
