//! Postcodes, read however they are written, and their outward half, which alone may stand in an address.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A postcode of the United Kingdom, as `SK1 1AA`. Whether it exists only a list of them can tell. It may tell where somebody lives,
/// so it is never printed by `{:?}`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

/// The outward half of a postcode, as `SK1`: thousands of homes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Outward(String);

/// Why a text is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a postcode like SK1 1AA")]
pub struct PostcodeError;

/// The most letters and digits a postcode has, and of its inward half.
const LONGEST: usize = 7;
const INWARD: usize = 3;

impl Postcode {
    /// Reads what a person typed: case, spaces, dots and hyphens do not matter, and of O and 0, I and 1 the one that fits is taken.
    ///
    /// # Errors
    /// [`PostcodeError`] unless it can be read in one way alone.
    pub fn parse(typed: &str) -> Result<Self, PostcodeError> {
        let plain = plain(typed)?;
        let cut = plain.len().checked_sub(INWARD).ok_or(PostcodeError)?;
        let (outward, inward) = plain.split_at(cut);
        let outward = mended(outward, is_outward).ok_or(PostcodeError)?;
        let inward = mended(inward, is_inward).ok_or(PostcodeError)?;
        Ok(Self(format!("{outward} {inward}")))
    }

    /// The postcode with its space.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its outward half.
    pub fn outward(&self) -> Outward {
        Outward(self.0.split(' ').next().unwrap_or_default().to_owned())
    }
}

impl Outward {
    /// Reads what a person typed, as [`Postcode::parse`] does.
    ///
    /// # Errors
    /// [`PostcodeError`] unless it can be read in one way alone.
    pub fn parse(typed: &str) -> Result<Self, PostcodeError> {
        mended(&plain(typed)?, is_outward).map(Self).ok_or(PostcodeError)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Letters and digits alone, in capitals.
pub(super) fn plain(typed: &str) -> Result<String, PostcodeError> {
    let counts =
        |letter: &char| !letter.is_whitespace() && !matches!(letter, '.' | '-' | '\u{2010}'..='\u{2015}');
    let plain: String =
        typed.chars().filter(counts).take(LONGEST + 1).map(|letter| letter.to_ascii_uppercase()).collect();
    let is_plain = plain.len() <= LONGEST && plain.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if is_plain { Ok(plain) } else { Err(PostcodeError) }
}

/// The text with as few as possible of its O, 0, I and 1 taken for one another, so that it has a shape; none if there are two such.
pub(super) fn mended(plain: &str, has_shape: fn(&[u8]) -> bool) -> Option<String> {
    let slips: Vec<usize> =
        plain.bytes().enumerate().filter(|(_, byte)| twin(*byte).is_some()).map(|(at, _)| at).collect();
    let reading = |chosen: u32| {
        let mut bytes = plain.as_bytes().to_vec();
        for (bit, &at) in slips.iter().enumerate() {
            if chosen >> bit & 1 == 1 {
                bytes[at] = twin(bytes[at])?;
            }
        }
        has_shape(&bytes).then_some(bytes)
    };
    let mut readings: Vec<(u32, Vec<u8>)> = (0..1 << slips.len())
        .filter_map(|chosen: u32| Some((chosen.count_ones(), reading(chosen)?)))
        .collect();
    readings.sort();
    let is_one = readings.len() < 2 || readings[0].0 < readings[1].0;
    let (_, bytes) = readings.into_iter().next().filter(|_| is_one)?;
    String::from_utf8(bytes).ok()
}

fn twin(byte: u8) -> Option<u8> {
    let twins = [(b'O', b'0'), (b'I', b'1')];
    twins.iter().find_map(|&(one, other)| match byte {
        _ if byte == one => Some(other),
        _ if byte == other => Some(one),
        _ => None,
    })
}

/// `A9 A99 AA9 AA99 A9A AA9A` in the letters that are used (BS 7666), no district 0 after a single letter or before another digit.
fn is_outward(text: &[u8]) -> bool {
    let first = |byte: u8| byte.is_ascii_uppercase() && !b"QVX".contains(&byte);
    let second = |byte: u8| byte.is_ascii_uppercase() && !b"IJZ".contains(&byte);
    let from_one = |byte: u8| (b'1'..=b'9').contains(&byte);
    match *text {
        [a, b] => first(a) && from_one(b),
        [a, b, c] if from_one(b) => first(a) && (c.is_ascii_digit() || b"ABCDEFGHJKPSTUW".contains(&c)),
        [a, b, c] => first(a) && second(b) && c.is_ascii_digit() || text == b"GIR",
        [a, b, c, d] => {
            let is_last = d.is_ascii_digit() || b"ABEHMNPRVWXY".contains(&d);
            first(a) && second(b) && from_one(c) && is_last
        }
        _ => false,
    }
}

fn is_inward(text: &[u8]) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(&byte);
    matches!(*text, [a, b, c] if a.is_ascii_digit() && letter(b) && letter(c))
}

macro_rules! text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = PostcodeError;
            fn try_from(text: String) -> Result<Self, PostcodeError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

text!(Postcode);
text!(Outward);

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_however_it_is_typed() {
        for (typed, meant) in [
            ("SK1 1AA", "SK1 1AA"),
            (" sk11aa ", "SK1 1AA"),
            ("s k 1 1 a a", "SK1 1AA"),
            ("SK1-1AA", "SK1 1AA"),
            ("M1 1AE", "M1 1AE"),
            ("m601nw", "M60 1NW"),
            ("CR2 6XH", "CR2 6XH"),
            ("DN551PT", "DN55 1PT"),
            ("w1a 0ax", "W1A 0AX"),
            ("EC1A1BB", "EC1A 1BB"),
            ("BS0 1AA", "BS0 1AA"),
            ("GIR 0AA", "GIR 0AA"),
            // Slips that can be meant in one way alone.
            ("SK1O 1AA", "SK10 1AA"),
            ("SKI IAA", "SK1 1AA"),
            ("M6O INW", "M60 1NW"),
            ("S015 2AB", "SO15 2AB"),
            ("0L1 OAA", "OL1 0AA"),
            ("CRO 6XH", "CR0 6XH"),
            ("ECIA IBB", "EC1A 1BB"),
        ] {
            let postcode = Postcode::parse(typed).unwrap_or_else(|_| panic!("{typed}"));
            assert_eq!(postcode.as_str(), meant, "{typed}");
            assert_eq!(Postcode::parse(meant), Ok(postcode), "{meant}");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for typed in [
            "",
            "SK1",
            "SK1 1A",
            "SK1 1AAA",
            "SK111 1AA",
            "1SK 1AA",
            "QK1 1AA",
            "SJ1 1AA",
            "SK1 1CA",
            "SK1 AAA",
            "M0 1AA",
            "SK1 1A\u{301}A",
            "ＳＫ1 1AA",
            "SK1/1AA",
            "SK1 1AA; DROP",
            "A1I 1AAA",
        ] {
            assert_eq!(Postcode::parse(typed), Err(PostcodeError), "{typed}");
        }
    }

    #[test]
    fn its_outward_half_stands_alone_and_its_whole_is_not_printed() {
        let postcode = Postcode::parse("ec1a1bb").unwrap();
        assert_eq!(postcode.outward(), Outward::parse("ecia").unwrap());
        assert_eq!(format!("{postcode:?} {}", postcode.outward()), "Postcode EC1A");
        assert_eq!(Outward::parse("SK1 1AA"), Err(PostcodeError));
    }
}
