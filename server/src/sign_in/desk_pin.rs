//! The PIN that opens a locked desk: six digits that are typed many times a day, good for one browser and one day.

use zeroize::Zeroizing;

/// So many digits.
const DIGITS: usize = 6;

/// A PIN as somebody typed it.
pub struct DeskPin(Zeroizing<String>);

/// Why a PIN is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPin {
    /// Not six digits.
    NotSixDigits,
    /// One digit six times, or digits in a row.
    TooEasy,
}

impl DeskPin {
    /// Reads six digits; spaces between them do not matter.
    ///
    /// # Errors
    /// [`NotAPin::NotSixDigits`].
    pub fn typed(text: &str) -> Result<Self, NotAPin> {
        let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).take(DIGITS + 1).collect();
        if digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit()) {
            Ok(Self(Zeroizing::new(digits)))
        } else {
            Err(NotAPin::NotSixDigits)
        }
    }

    /// Checks one that somebody chooses: five tries must not find it.
    ///
    /// # Errors
    /// [`NotAPin::TooEasy`].
    pub fn check(&self) -> Result<(), NotAPin> {
        let steps: Vec<i16> =
            self.0.as_bytes().windows(2).map(|two| i16::from(two[1]) - i16::from(two[0])).collect();
        let is_even = [0, 1, -1].iter().any(|step| steps.iter().all(|one| one == step));
        let repeats = self.0[..2] == self.0[2..4] && self.0[..2] == self.0[4..] || self.0[..3] == self.0[3..];
        if is_even || repeats { Err(NotAPin::TooEasy) } else { Ok(()) }
    }

    /// The digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Never shown.
impl std::fmt::Debug for DeskPin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeskPin")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_six_digits_that_nobody_tries_first() {
        for typed in ["12345", "1234567", "12345a", "", "１２３４５６"] {
            assert_eq!(DeskPin::typed(typed).err(), Some(NotAPin::NotSixDigits), "{typed}");
        }
        for easy in ["111111", "123456", "987654", "121212", "123123"] {
            assert_eq!(DeskPin::typed(easy).unwrap().check(), Err(NotAPin::TooEasy), "{easy}");
        }
        for good in ["473905", "47 39 05", "112233"] {
            assert_eq!(DeskPin::typed(good).unwrap().check(), Ok(()), "{good}");
        }
    }
}
