//! The short code under a printed square, for whoever has no camera. §6.

use std::fmt;

use crate::typed_code;

pub use crate::typed_code::TypedCodeError as ShortCodeError;

/// A code such as `K7QX-M2RT-9C`: nine random characters and one that checks them. It opens a card online, so it is never
/// printed by `{:?}` and never logged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ShortCode([u8; 10]);

impl ShortCode {
    /// A code from random bytes, of which 45 bits are used.
    pub fn from_random(random: [u8; 6]) -> Self {
        Self(typed_code::from_bits(random.iter().fold(0, |bits, &byte| bits << 8 | u64::from(byte))))
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
    ///
    /// # Errors
    /// See [`ShortCodeError`].
    pub fn parse(typed: &str) -> Result<Self, ShortCodeError> {
        typed_code::parse(typed).map(Self)
    }

    /// The ten characters without hyphens: what is kept, as HMAC and sealed.
    pub fn as_plain(&self) -> String {
        typed_code::plain(&self.0)
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&typed_code::grouped(&self.0))
    }
}

impl fmt::Debug for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShortCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> ShortCode {
        ShortCode::from_random([0x12, 0x9a, 0x5c, 0xf1, 0x07, 0xee])
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let shown = code().to_string();
        assert_eq!(shown.len(), 12);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', "–"),
            code().as_plain(),
        ] {
            assert_eq!(ShortCode::parse(&typed), Ok(code()));
        }
        let with_letters = ShortCode::from_random([0; 6]);
        assert_eq!(ShortCode::parse("OOOO oooo oO"), Ok(with_letters));
    }

    #[test]
    fn a_printed_code_stays_the_code_it_was() {
        assert_eq!(code().to_string(), "EZ12-FE9K-JT");
        assert_eq!(ShortCode::from_random([0xff, 0x01, 0x80, 0x33, 0xaa, 0x55]).to_string(), "NJA7-3060-Z4");
    }

    #[test]
    fn what_is_no_code_is_named_so() {
        for typed in ["", "K7QX", "K7QX-M2RT-9CC", "UUUU-UUUU-UU", "K7QX-M2RT-9€"] {
            assert_eq!(ShortCode::parse(typed), Err(ShortCodeError::Shape), "{typed}");
        }
    }
}
