//! The code that is typed to put a card on a phone, where neither a link nor a square is at hand. §11.

use std::fmt;

use crate::typed_code;

/// A code such as `K7QX-M2RT-9CD3`: eleven random characters, 55 bits, and one that checks them. It is never printed by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode([u8; 12]);

impl ActivationCode {
    /// A code from random bits, of which 55 are used.
    pub fn from_random(random: [u8; 8]) -> Self {
        Self(typed_code::from_bits(u64::from_be_bytes(random)))
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1; `None` for what is no such code.
    pub fn parse(typed: &str) -> Option<Self> {
        typed_code::parse(typed).ok().map(Self)
    }

    /// The twelve characters without hyphens: what is kept, as HMAC.
    pub fn as_plain(&self) -> String {
        typed_code::plain(&self.0)
    }
}

impl fmt::Display for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&typed_code::grouped(&self.0))
    }
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed_and_a_slip_is_found() {
        let code = ActivationCode::from_random(*b"8 bytes.");
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (14, 2));
        for typed in [shown.to_lowercase(), shown.replace('-', " "), code.as_plain()] {
            assert_eq!(ActivationCode::parse(&typed), Some(code.clone()));
        }
        let short = crate::short_code::ShortCode::from_random([1; 6]).to_string();
        for typed in ["", &shown[..13], &short, &shown.replacen(&shown[..1], "Z", 1)] {
            assert_eq!(ActivationCode::parse(typed), None, "{typed}");
        }
    }
}
