//! Line text: the only free text on a card (a known-as name, a place, a role). §1.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most Unicode scalar values a line text may have.
pub const LONGEST_LINE: usize = 24;

/// One short line in NFC: 1 to 24 characters, nothing that needs a JSON escape, nothing that turns the reading direction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LineText(String);

/// Why a text cannot stand on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineTextError {
    /// Nothing but spaces.
    #[error("is empty")]
    Empty,
    /// More than [`LONGEST_LINE`] characters.
    #[error("is longer than 24 characters")]
    TooLong,
    /// A control, an invisible or a direction-turning character, a double quote or a backslash.
    #[error("has a character that cannot be printed on a card")]
    Forbidden,
    /// Signed text that is not NFC, or has stray spaces: never seen from our issuers.
    #[error("is not in its normal form")]
    NotNormal,
}

impl LineText {
    /// Reads what a person typed: normalises to NFC and folds white space first.
    ///
    /// # Errors
    /// See [`LineTextError`].
    pub fn parse(typed: &str) -> Result<Self, LineTextError> {
        // 4 × the limit bounds the work before normalising; NFC never makes a text that long short enough.
        if typed.len() > LONGEST_LINE * 16 {
            return Err(LineTextError::TooLong);
        }
        let folded = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::exact(folded.nfc().collect())
    }

    /// Reads a signed text, which must be normal already.
    ///
    /// # Errors
    /// See [`LineTextError`].
    pub fn exact(text: String) -> Result<Self, LineTextError> {
        if text.is_empty() {
            return Err(LineTextError::Empty);
        }
        if text.len() > LONGEST_LINE * 4 || text.chars().count() > LONGEST_LINE {
            return Err(LineTextError::TooLong);
        }
        if text.chars().any(is_forbidden) {
            return Err(LineTextError::Forbidden);
        }
        if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || !is_nfc(&text) {
            return Err(LineTextError::NotNormal);
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '"' | '\\') || is_unseen(c)
}

/// Whether a character cannot be seen or turns the reading direction: no name has one, on a card or beside it.
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

impl TryFrom<String> for LineText {
    type Error = LineTextError;
    fn try_from(text: String) -> Result<Self, LineTextError> {
        Self::exact(text)
    }
}

impl From<LineText> for String {
    fn from(text: LineText) -> Self {
        text.0
    }
}

impl fmt::Display for LineText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Never prints the text: names must not reach a log by way of `{:?}`.
impl fmt::Debug for LineText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LineText({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_kinds_are_kept_as_typed() {
        for name in ["Zoë M", "Łukasz K", "O'Neill", "X", "美咲", "Ngọc Ánh T", "Anne-Marie D"] {
            assert_eq!(LineText::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn typed_text_is_normalised_and_signed_text_must_be_normal() {
        assert_eq!(LineText::parse("  Zoe\u{308}   M ").unwrap().as_str(), "Zoë M");
        assert_eq!(LineText::exact("Zoe\u{308} M".into()), Err(LineTextError::NotNormal));
        assert_eq!(LineText::exact("Zoë  M".into()), Err(LineTextError::NotNormal));
        assert_eq!(LineText::exact(" Zoë".into()), Err(LineTextError::NotNormal));
    }

    #[test]
    fn what_cannot_stand_on_a_card_is_refused() {
        assert_eq!(LineText::parse("   "), Err(LineTextError::Empty));
        assert_eq!(LineText::parse(&"é".repeat(25)), Err(LineTextError::TooLong));
        assert!(LineText::parse(&"é".repeat(24)).is_ok());
        for bad in ["a\"b", "a\\b", "a\u{0}b", "a\u{202e}b", "a\u{200b}b", "a\u{feff}b"] {
            assert_eq!(LineText::parse(bad), Err(LineTextError::Forbidden), "{bad:?}");
        }
    }
}
