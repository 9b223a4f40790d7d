//! The short code under a printed square, for whoever has no camera. §6.
//!
//! Nine random characters of Crockford's base 32 and one check character, linear over GF(32): every single wrong character and
//! every swap of neighbours is found before anything is looked up.

use std::fmt;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code such as `K7QX-M2RT-9C`. It opens a card online, so it is never printed by `{:?}` and never logged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ShortCode([u8; 10]);

/// Why a typed text is not a short code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShortCodeError {
    /// Not ten letters and digits of the alphabet.
    #[error("has not ten letters and digits")]
    Shape,
    /// Well-formed, but mistyped somewhere.
    #[error("is mistyped somewhere")]
    Check,
}

impl ShortCode {
    /// A code from random bytes, of which 45 bits are used.
    pub fn from_random(random: [u8; 6]) -> Self {
        let bits = random.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
        let mut values = [0; 10];
        for (position, value) in values[..9].iter_mut().enumerate() {
            *value = (bits >> (5 * position)).to_le_bytes()[0] & 31;
        }
        // Σ α^i · c_i = 0 solved for c_9: divide by α^9, that is multiply by α^(31 − 9), as α^31 = 1.
        values[9] = times_alpha(syndrome(&values), 31 - 9);
        Self(values)
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
    ///
    /// # Errors
    /// See [`ShortCodeError`].
    pub fn parse(typed: &str) -> Result<Self, ShortCodeError> {
        let mut values = [0; 10];
        let mut count = 0;
        for character in typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)) {
            let slot = values.get_mut(count).ok_or(ShortCodeError::Shape)?;
            *slot = value_of(character).ok_or(ShortCodeError::Shape)?;
            count += 1;
        }
        match (count, syndrome(&values)) {
            (10, 0) => Ok(Self(values)),
            (10, _) => Err(ShortCodeError::Check),
            _ => Err(ShortCodeError::Shape),
        }
    }

    /// The ten characters without hyphens: what is kept, as HMAC and sealed.
    pub fn as_plain(&self) -> String {
        self.0.iter().map(|&value| char::from(ALPHABET[usize::from(value)])).collect()
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value_of(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|&known| char::from(known) == upper).and_then(|value| u8::try_from(value).ok())
}

/// `Σ α^i · c_i` over GF(32).
fn syndrome(values: &[u8; 10]) -> u8 {
    values.iter().zip(0..).fold(0, |sum, (&value, power)| sum ^ times_alpha(value, power))
}

/// Multiplies by α = 2 so many times, modulo x^5 + x^2 + 1.
fn times_alpha(value: u8, power: u32) -> u8 {
    (0..power).fold(value, |value, _| {
        let doubled = value << 1;
        if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
    })
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.as_plain();
        write!(f, "{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..])
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
    fn every_single_wrong_character_and_every_swap_is_found() {
        let plain = code().as_plain().into_bytes();
        for position in 0..10 {
            for &other in ALPHABET.iter().filter(|&&other| other != plain[position]) {
                let mut wrong = plain.clone();
                wrong[position] = other;
                assert_eq!(
                    ShortCode::parse(std::str::from_utf8(&wrong).unwrap()),
                    Err(ShortCodeError::Check)
                );
            }
        }
        for position in 0..9 {
            let mut swapped = plain.clone();
            swapped.swap(position, position + 1);
            if swapped != plain {
                assert_eq!(
                    ShortCode::parse(std::str::from_utf8(&swapped).unwrap()),
                    Err(ShortCodeError::Check)
                );
            }
        }
    }

    #[test]
    fn what_is_no_code_is_named_so() {
        for typed in ["", "K7QX", "K7QX-M2RT-9CC", "UUUU-UUUU-UU", "K7QX-M2RT-9€"] {
            assert_eq!(ShortCode::parse(typed), Err(ShortCodeError::Shape), "{typed}");
        }
    }
}
