//! Numbers to ring, and postcodes.

use super::token::Token;
use super::{Personal, PersonalKind};

/// Fewer digits are a time, a price or a house.
const FEWEST_DIGITS: usize = 7;
/// What may stand between the digits of one number.
const BETWEEN: &str = " -‐‑–().\u{a0}";

/// Runs of digits that are long enough to be rung.
pub(super) fn telephones(text: &str) -> Vec<Personal> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let mut since_digit = 0;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        if letter.is_numeric() {
            let (start, _, digits) = run.unwrap_or((at, at, 0));
            run = Some((start, at + letter.len_utf8(), digits + 1));
            since_digit = 0;
        } else if run.is_some() && BETWEEN.contains(letter) && since_digit < 2 {
            since_digit += 1;
        } else if let Some((start, end, digits)) = run.take()
            && digits >= FEWEST_DIGITS
        {
            found.push(Personal { kind: PersonalKind::Telephone, start, end });
        }
    }
    found
}

/// Postcodes, in one piece or in two.
pub(super) fn postcodes(tokens: &[Token<'_>]) -> Vec<Personal> {
    let whole = tokens.iter().filter(|token| {
        let at = token.plain.len().checked_sub(3).and_then(|at| token.plain.split_at_checked(at));
        at.is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward))
    });
    let whole = whole.map(|token| token.as_a(PersonalKind::Postcode));
    let halves = tokens.windows(2).filter(|pair| is_outward(&pair[0].plain) && is_inward(&pair[1].plain));
    whole.chain(halves.map(|pair| pair[0].to(&pair[1], PersonalKind::Postcode))).collect()
}

/// `ls1`, `sw1a`: one or two letters, a digit, and one more sign perhaps.
fn is_outward(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &bytes[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// `4ap`: a digit and two letters.
fn is_inward(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_digit() && bytes[1..].iter().all(u8::is_ascii_alphabetic)
}
