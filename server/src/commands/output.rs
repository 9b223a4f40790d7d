//! How commands answer: a table for people, one line of JSON for programs, a fault said once.

use serde::Serialize;

/// Prints one line of JSON.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// Prints rows under their titles, each column as wide as its widest cell; says `empty` when there are none.
pub fn table<const N: usize>(titles: [&str; N], rows: &[[String; N]], empty: &str) {
    if rows.is_empty() {
        println!("{empty}");
        return;
    }
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).chain([titles[column].len()]).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: [&str; N]| {
        let padded: Vec<String> =
            cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        println!("{}", padded.join("  ").trim_end());
    };
    line(titles);
    for row in rows {
        line(std::array::from_fn(|column| row[column].as_str()));
    }
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
