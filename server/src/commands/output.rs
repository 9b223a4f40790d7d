//! How commands answer: a table for people, one line of JSON for programs.

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
