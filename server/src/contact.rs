//! What a hub shows of itself on every card: its name, and the number to ring.

use passport_core::card::is_unseen;

use crate::store::LONGEST_HUB_NAME;

/// Why a name cannot be a hub's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShownNameError {
    /// Nothing but spaces.
    #[error("is empty")]
    Empty,
    /// More than [`LONGEST_HUB_NAME`] letters.
    #[error("is longer than 60 characters")]
    TooLong,
    /// A character that cannot be seen, or that turns the reading direction.
    #[error("has a character that cannot be seen, or that turns the reading direction")]
    Unseen,
    /// It says what the hub is for.
    #[error("must not contain \"carer\": it stands on every card and is seen by everyone who checks one")]
    SaysCarer,
}

/// What was typed cannot be dialled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a telephone number such as 01632 960100")]
pub struct NotATelephone;

/// A name that strangers see, with single spaces: one short line that does not tell what the hub is for.
///
/// # Errors
/// [`ShownNameError`] with the reason.
pub fn shown_name(text: &str) -> Result<String, ShownNameError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(ShownNameError::Empty),
        longer if longer > LONGEST_HUB_NAME => Err(ShownNameError::TooLong),
        _ if name.chars().any(is_unseen) => Err(ShownNameError::Unseen),
        _ if name.to_lowercase().contains("carer") => Err(ShownNameError::SaysCarer),
        _ => Ok(name),
    }
}

/// A number as people dial it: 3 to 15 digits, at most 24 characters with what stands between them.
///
/// # Errors
/// [`NotATelephone`] when it is none.
pub fn telephone(text: &str) -> Result<String, NotATelephone> {
    let number = text.trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let known = number.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c));
    if known && (3..=15).contains(&digits) && number.len() <= 24 {
        Ok(number.to_owned())
    } else {
        Err(NotATelephone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_a_hub_never_tells_what_it_is_for() {
        assert_eq!(shown_name("  Riverton   Hub "), Ok("Riverton Hub".to_owned()));
        for (typed, fault) in [
            ("Riverton Young CARERS", ShownNameError::SaysCarer),
            (" ", ShownNameError::Empty),
            ("a\u{7}b", ShownNameError::Unseen),
            ("Riverton \u{202e}buH", ShownNameError::Unseen),
            (&"x".repeat(61), ShownNameError::TooLong),
        ] {
            assert_eq!(shown_name(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn number_to_ring_is_one_that_can_be_dialled() {
        assert_eq!(telephone(" 01632 960100 "), Ok("01632 960100".to_owned()));
        assert!(telephone("+44 (0)1632 960100").is_ok());
        for wrong in ["ask at the desk", "12", ""] {
            assert_eq!(telephone(wrong), Err(NotATelephone), "{wrong}");
        }
    }
}
