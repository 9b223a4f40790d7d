//! Codes that people type: characters of Crockford's base 32, the last of which checks the others. §6.
//!
//! The check is linear over GF(32): every single wrong character and every swap of neighbours is found before anything is looked up.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a typed text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedCodeError {
    /// Not as many letters and digits of the alphabet as the code has.
    #[error("has not the right number of letters and digits")]
    Shape,
    /// Well-formed, but mistyped somewhere.
    #[error("is mistyped somewhere")]
    Check,
}

/// A code's values: five random bits for each character but the last, which checks them. N is 31 at most.
pub(crate) fn from_bits<const N: usize>(bits: u64) -> [u8; N] {
    let mut values = [0; N];
    for (position, value) in values[..N - 1].iter_mut().enumerate() {
        *value = (bits >> (5 * position)).to_le_bytes()[0] & 31;
    }
    // Σ α^i · c_i = 0 solved for the last: divide by α^(N − 1), that is multiply by α^(32 − N), as α^31 = 1.
    values[N - 1] = (0..32 - N).fold(syndrome(&values), |value, _| times_alpha(value));
    values
}

/// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
pub(crate) fn parse<const N: usize>(typed: &str) -> Result<[u8; N], TypedCodeError> {
    let mut values = [0; N];
    let mut count = 0;
    for character in typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)) {
        let slot = values.get_mut(count).ok_or(TypedCodeError::Shape)?;
        *slot = value_of(character).ok_or(TypedCodeError::Shape)?;
        count += 1;
    }
    match syndrome(&values) {
        _ if count != N => Err(TypedCodeError::Shape),
        0 => Ok(values),
        _ => Err(TypedCodeError::Check),
    }
}

/// The characters without hyphens.
pub(crate) fn plain(values: &[u8]) -> String {
    values.iter().map(|&value| char::from(ALPHABET[usize::from(value)])).collect()
}

/// The characters in groups of four.
pub(crate) fn grouped(values: &[u8]) -> String {
    values.chunks(4).map(plain).collect::<Vec<_>>().join("-")
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

/// `Σ α^i · c_i` over GF(32), by Horner's rule from the last character on.
fn syndrome(values: &[u8]) -> u8 {
    values.iter().rev().fold(0, |sum, value| times_alpha(sum) ^ value)
}

/// Multiplies by α = 2 modulo x^5 + x^2 + 1.
fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code with one wrong character or two neighbours swapped is refused.
    fn finds_every_slip<const N: usize>(bits: u64) {
        let good = from_bits::<N>(bits);
        assert_eq!(parse(&plain(&good)), Ok(good));
        for position in 0..N {
            for other in (0..32).filter(|other| *other != good[position]) {
                let mut wrong = good;
                wrong[position] = other;
                assert_eq!(parse::<N>(&plain(&wrong)), Err(TypedCodeError::Check));
            }
        }
        for position in 0..N - 1 {
            let mut swapped = good;
            swapped.swap(position, position + 1);
            if swapped != good {
                assert_eq!(parse::<N>(&plain(&swapped)), Err(TypedCodeError::Check));
            }
        }
    }

    #[test]
    fn every_single_wrong_character_and_every_swap_is_found() {
        finds_every_slip::<10>(0x129a_5cf1_07ee);
        finds_every_slip::<12>(0x7a_129a_5cf1_07ee);
    }
}
