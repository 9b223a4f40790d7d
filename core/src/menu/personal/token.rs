//! The words of a text with where they stand.

use super::{Personal, PersonalKind};

/// What stands between two spaces, without the marks around it.
pub(super) struct Token<'a> {
    /// As it was written.
    pub(super) text: &'a str,
    /// In small letters, with plain apostrophes.
    pub(super) plain: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token<'_> {
    /// It alone.
    pub(super) fn as_a(&self, kind: PersonalKind) -> Personal {
        Personal { kind, start: self.start, end: self.end }
    }

    /// From this one to another.
    pub(super) fn to(&self, last: &Self, kind: PersonalKind) -> Personal {
        Personal { kind, start: self.start, end: last.end }
    }

    /// Whether it begins with a capital, as names do.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_mark = |letter: char| !letter.is_alphanumeric() && letter != '@' && letter != '+';
    let words = text.split_whitespace().map(|word| word.trim_matches(is_mark));
    words.filter(|word| !word.is_empty()).map(|word| token(text, word)).collect()
}

/// A word is a part of the text, so where it stands is how far it is from the text's beginning.
fn token<'a>(text: &str, word: &'a str) -> Token<'a> {
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    let plain = word.to_lowercase().replace(['’', '‘', '`'], "'");
    Token { text: word, plain, start, end: start + word.len() }
}
