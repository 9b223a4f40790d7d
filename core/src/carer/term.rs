//! School terms, for what is kept no longer than one.
//!
//! Every school has days of its own, so the days are those of the Education (Start of Compulsory School Age) Order 1998: a term
//! ends on 31 December, 31 March and 31 August.

use chrono::{Datelike, NaiveDate};

/// The first day of the term that a day belongs to: 1 September, 1 January or 1 April.
pub fn term_start(day: NaiveDate) -> NaiveDate {
    let first = match day.month() {
        1..=3 => 1,
        4..=8 => 4,
        _ => 9,
    };
    // The first of a month is a day of every calendar that has the month.
    day.with_day(1).and_then(|day| day.with_month(first)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_begins_in_september_january_and_april() {
        for (day, first) in [
            ("2026-09-01", "2026-09-01"),
            ("2026-11-22", "2026-09-01"),
            ("2026-12-31", "2026-09-01"),
            ("2027-01-01", "2027-01-01"),
            ("2027-03-31", "2027-01-01"),
            ("2027-04-01", "2027-04-01"),
            ("2027-08-31", "2027-04-01"),
            ("2024-02-29", "2024-01-01"),
        ] {
            assert_eq!(term_start(day.parse().unwrap()).to_string(), first, "{day}");
        }
    }
}
