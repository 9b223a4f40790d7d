//! Months as people type them, in any language that has a catalogue.

use std::sync::LazyLock;

use crate::{Catalogue, Speaker};

/// Fewer letters than this name no month: "ma" is March, May, and more in other languages.
const FEWEST_LETTERS: usize = 3;

/// Every month's name in every language, in small letters, as it stands in a date.
static NAMES: LazyLock<Vec<(String, u32)>> = LazyLock::new(|| {
    let speakers = Catalogue::languages().filter_map(|language| Speaker::new(language).ok());
    let names = |speaker: Speaker| (1..=12).map(move |month| (name(&speaker, month), month));
    speakers.flat_map(names).collect()
});

/// The month (1 to 12) whose name begins so, in any language; `None` when there is none, or two languages disagree.
pub fn month_named(typed: &str) -> Option<u32> {
    let typed = typed.to_lowercase();
    if typed.chars().count() < FEWEST_LETTERS {
        return None;
    }
    let mut found = NAMES.iter().filter(|(name, _)| name.starts_with(&typed)).map(|(_, month)| *month);
    let month = found.next()?;
    found.all(|other| other == month).then_some(month)
}

/// What stands beside the day's number.
fn name(speaker: &Speaker, month: u32) -> String {
    let said = speaker.words().date_day(1, month);
    let words = said.split_whitespace().filter(|word| !word.contains(|sign: char| sign.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_by_its_first_letters() {
        for (typed, month) in [("March", 3), ("mar", 3), ("MAY", 5), ("jun", 6), ("jul", 7), ("sept", 9)] {
            assert_eq!(month_named(typed), Some(month), "{typed}");
        }
        for none in ["ma", "", "x", "smarch", "31"] {
            assert_eq!(month_named(none), None, "{none}");
        }
    }

    #[test]
    fn every_month_that_a_page_says_can_be_typed_in_every_language() {
        for language in Catalogue::languages() {
            let speaker = Speaker::new(language).unwrap();
            for month in 1..=12 {
                assert_eq!(month_named(&name(&speaker, month)), Some(month), "{language}");
            }
        }
    }
}
