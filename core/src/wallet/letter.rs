//! The hub's letter: its link, which is also its square, its typed code and the six digits that were told another way.

use serde::{Deserialize, Serialize};

use crate::activation_code::ActivationCode;
use crate::card::{Base, HubSlug, Issuer};

/// Where the letter's link opens, and where that of older letters does.
const OPENS_AT: [&str; 2] = ["/card/activate#", "/activate#"];
/// The characters of a handle: 22 today, and whatever else it may become.
const HANDLE: std::ops::RangeInclusive<usize> = 16..=64;
/// How many digits.
const DIGITS: usize = 6;

/// Where an offer stands; worth nothing without its six digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    base: Base,
    hub: HubSlug,
    handle: String,
}

/// A letter as somebody scanned, pasted or typed it.
pub(super) enum Letter {
    Place(Place),
    /// Twelve characters, to be looked up once.
    Typed(ActivationCode),
}

/// The text is no letter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALetter {
    /// Neither a letter's link nor its typed code.
    #[error("is neither the link of a hub's letter nor its code")]
    Form,
    /// The link of a letter of a server that this app does not know.
    #[error("is the letter of another server")]
    Elsewhere,
}

impl Letter {
    /// Reads a letter of one of these servers.
    pub(super) fn read(text: &str, servers: &[Base]) -> Result<Self, NotALetter> {
        let text = text.trim();
        let Some((address, fragment)) = text.split_once('#') else {
            return ActivationCode::parse(text).map(Self::Typed).ok_or(NotALetter::Form);
        };
        let opened = |path: &&str| address.strip_suffix(path.trim_end_matches('#'));
        let base = OPENS_AT.iter().find_map(opened).ok_or(NotALetter::Form)?;
        let base = Base::parse(base).map_err(|_| NotALetter::Form)?;
        let place = Place::read(base, fragment).ok_or(NotALetter::Form)?;
        if servers.contains(&place.base) { Ok(Self::Place(place)) } else { Err(NotALetter::Elsewhere) }
    }
}

impl Place {
    /// `hub.handle`, as it stands behind the link's `#`.
    fn read(base: Base, fragment: &str) -> Option<Self> {
        let (hub, handle) = fragment.split_once('.')?;
        Self::of(base, hub, handle)
    }

    fn of(base: Base, hub: &str, handle: &str) -> Option<Self> {
        let is_handle = HANDLE.contains(&handle.len())
            && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let hub = HubSlug::parse(hub).ok()?;
        is_handle.then(|| Self { base, hub, handle: handle.to_owned() })
    }

    /// From the address of an offer at this server, `{iss}/offers/{handle}`.
    pub(super) fn of_address(base: Base, address: &str) -> Option<Self> {
        let path = address.strip_prefix(base.as_str())?.strip_prefix("/h/")?;
        let (hub, handle) = path.split_once("/offers/")?;
        Self::of(base, hub, handle)
    }

    /// Where the offer stands.
    pub(super) fn address(&self) -> String {
        format!("{}/offers/{}", self.iss(), self.handle)
    }

    /// The hub that gave it.
    pub(super) fn iss(&self) -> String {
        Issuer { base: self.base.clone(), hub: self.hub.clone() }.iss()
    }
}

/// The six digits, without the spaces and hyphens that people type.
pub(super) fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_read_from_its_link_old_or_new_and_from_its_code() {
        let servers = [Base::parse("https://pass.example.uk").unwrap()];
        let read = |text: &str| {
            Letter::read(text, &servers).map(|letter| match letter {
                Letter::Place(place) => place.address(),
                Letter::Typed(code) => code.to_string(),
            })
        };
        let handle = "abcdefghijklmnop-_0123";
        let address = format!("https://pass.example.uk/h/riverton/offers/{handle}");
        for path in ["/card/activate", "/activate"] {
            let link = format!(" https://pass.example.uk{path}#riverton.{handle}\n");
            assert_eq!(read(&link), Ok(address.clone()));
        }
        let code = ActivationCode::from_random(*b"8 bytes.").to_string();
        assert_eq!(read(&code.to_lowercase()), Ok(code));
        for wrong in [
            "",
            "https://pass.example.uk",
            "https://pass.example.uk/v#0123",
            "https://pass.example.uk/card/activate#riverton",
            "https://pass.example.uk/card/activate#riverton.short",
            "https://pass.example.uk/card/activate#River.abcdefghijklmnop",
            "https://pass.example.uk/card/activate#riverton.abcdefghijklmnop.more",
            "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fpass.example.uk",
        ] {
            assert_eq!(read(wrong), Err(NotALetter::Form), "{wrong}");
        }
        let other = format!("https://evil.example/card/activate#riverton.{handle}");
        assert_eq!(read(&other), Err(NotALetter::Elsewhere));
    }

    #[test]
    fn six_digits_are_read_however_they_are_grouped() {
        assert_eq!(digits(" 123 4-56 ").as_deref(), Some("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(digits(wrong), None, "{wrong}");
        }
    }
}
