//! What was scanned, pasted or typed, as texts to try. §9 "Input".

use std::borrow::Cow;

use super::LARGEST_INPUT;
use crate::card::Base;
use crate::packed::Packed;
use crate::square;

/// The texts an input may stand for: one for a square of a known base or a text, one a base for bare digits, none otherwise.
pub(crate) fn texts<'a>(input: &'a str, bases: &'a [Base]) -> impl Iterator<Item = Cow<'a, str>> {
    let input = if input.len() > LARGEST_INPUT { "" } else { input.trim() };
    let as_square = input.split_once(square::PATH);
    let text = input.contains('~').then_some(Cow::Borrowed(input));
    let (digits, known) = match as_square {
        Some((base, digits)) => (digits, Some(base)),
        None => (input, None),
    };
    let packed = if text.is_some() { None } else { Packed::from_digits(digits).ok() };
    let unpacked = packed.into_iter().flat_map(move |packed| {
        bases
            .iter()
            .filter(move |base| known.is_none_or(|known| base.as_str() == known))
            .filter_map(move |base| packed.unpack(base).ok())
            .map(Cow::Owned)
    });
    text.into_iter().chain(unpacked)
}
