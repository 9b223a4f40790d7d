//! Who issued a card and where that is published: base, hub, issuer, status list. §2.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A server's public address: `https://host[:port]`, byte for byte as printed on cards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Base(String);

/// A hub's short name in addresses: `[a-z0-9-]{1,16}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HubSlug(String);

/// A hub at a base: `iss` is `{base}/h/{hub}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issuer {
    /// The server's address.
    pub base: Base,
    /// The hub on it.
    pub hub: HubSlug,
}

/// A card's place in one of its issuer's status lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusRef {
    /// List number, 1 to 2^31 − 1.
    pub list: u32,
    /// Index in the list, below 2^17.
    pub idx: u32,
}

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `https://host` (or `http` on this very machine), in lower case, without path and default port.
    #[error(
        "is not an address like https://pass.example.uk (lower case, nothing after the host; http only on localhost)"
    )]
    Base,
    /// Not `[a-z0-9-]{1,16}`, or starts or ends with a hyphen.
    #[error("is not a short name of 1 to 16 letters a-z, digits and hyphens")]
    Slug,
    /// A hub's short name stands in public addresses, so it must not tell that its people are carers.
    #[error("must not contain the word \"carer\": it is seen by everyone who checks a card")]
    TellsTooMuch,
}

const LONGEST_BASE: usize = 100;

impl Base {
    /// Reads an address.
    ///
    /// # Errors
    /// [`AddressError::Base`] unless it is exactly in its one allowed form.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let allowed = text.len() <= LONGEST_BASE
            && match text.split_once("://") {
                Some(("https", authority)) => is_authority(authority, "443"),
                Some(("http", authority)) => is_authority(authority, "80") && is_loopback(authority),
                _ => false,
            };
        if allowed { Ok(Self(text.to_owned())) } else { Err(AddressError::Base) }
    }

    /// The address without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an `https` address.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// The host and port, as a browser sends them in `Host`.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, authority)| authority)
    }

    /// The type of phone cards: `{base}/vct/pass/1`.
    pub fn phone_type(&self) -> String {
        format!("{self}/vct/pass/1")
    }

    /// The type of printed cards: `{base}/vct/printed/1`.
    pub fn printed_type(&self) -> String {
        format!("{self}/vct/printed/1")
    }
}

fn is_loopback(authority: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|host| authority.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
}

fn is_authority(authority: &str, default_port: &str) -> bool {
    let (host, port) = if let Some(rest) = authority.strip_prefix("[::1]") {
        ("localhost", rest.strip_prefix(':').or(if rest.is_empty() { None } else { Some("!") }))
    } else {
        authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.split('.').all(label)
        && port.is_none_or(|port| port != default_port && is_number(port, u32::from(u16::MAX)))
}

/// A decimal number 1..=most without leading zero.
pub(crate) fn is_number(text: &str, most: u32) -> bool {
    parse_number(text, most).is_some()
}

pub(crate) fn parse_number(text: &str, most: u32) -> Option<u32> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with('0') {
        return None;
    }
    text.parse().ok().filter(|&number| (1..=most).contains(&number))
}

impl HubSlug {
    /// Reads a hub's short name.
    ///
    /// # Errors
    /// [`AddressError::Slug`] or [`AddressError::TellsTooMuch`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let shaped = (1..=16).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        match shaped {
            false => Err(AddressError::Slug),
            true if text.contains("carer") => Err(AddressError::TellsTooMuch),
            true => Ok(Self(text.to_owned())),
        }
    }

    /// The short name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Issuer {
    /// `{base}/h/{hub}`, the `iss` of this hub's cards.
    pub fn iss(&self) -> String {
        format!("{}/h/{}", self.base, self.hub)
    }

    /// Reads an `iss`.
    ///
    /// # Errors
    /// [`AddressError`] when it is not of that form.
    pub fn parse(iss: &str) -> Result<Self, AddressError> {
        let (base, hub) = iss.split_once("/h/").ok_or(AddressError::Base)?;
        Ok(Self { base: Base::parse(base)?, hub: HubSlug::parse(hub)? })
    }

    /// The address of status list `n`: `{iss}/status/{n}`.
    pub fn status_uri(&self, n: u32) -> String {
        format!("{}/h/{}/status/{n}", self.base, self.hub)
    }

    /// The audience of a phone's square: `{iss}/v` (§4).
    pub fn square_audience(&self) -> String {
        format!("{}/h/{}/v", self.base, self.hub)
    }
}

macro_rules! text_newtype {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = AddressError;
            fn try_from(text: String) -> Result<Self, AddressError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl std::str::FromStr for $name {
            type Err = AddressError;
            fn from_str(text: &str) -> Result<Self, AddressError> {
                Self::parse(text)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
text_newtype!(Base);
text_newtype!(HubSlug);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_exactly_one_spelling() {
        for good in [
            "https://pass.example.uk",
            "https://xn--bcher-kva.example:8443",
            "http://localhost:8080",
            "http://127.0.0.1:1",
            "http://[::1]:9",
        ] {
            assert_eq!(Base::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "http://pass.example.uk",
            "https://Pass.example.uk",
            "https://pass.example.uk/",
            "https://pass.example.uk:443",
            "https://",
            "https://a..b",
            "https://user@host",
            "https://pass.example.uk:0",
            "https://pass.example.uk:99999",
            "https://[::1]x",
            "http://localhost.evil.uk",
            "ftp://a",
            "https://bücher.example",
            "https://a?b",
            "https://a#b",
            "https://-a.uk",
            "https://a:",
        ] {
            assert_eq!(Base::parse(bad), Err(AddressError::Base), "{bad}");
        }
    }

    #[test]
    fn a_hubs_short_name_never_says_carer() {
        assert_eq!(HubSlug::parse("leeds-carers"), Err(AddressError::TellsTooMuch));
        for bad in ["", "Leeds", "-a", "a-", "a_b", "abcdefghijklmnopq"] {
            assert_eq!(HubSlug::parse(bad), Err(AddressError::Slug), "{bad}");
        }
        assert!(HubSlug::parse("riverton").is_ok());
    }

    #[test]
    fn an_issuer_reads_back_from_its_iss() {
        let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
        assert_eq!(issuer.iss(), "https://pass.example.uk/h/riverton");
        assert_eq!(issuer.status_uri(3), "https://pass.example.uk/h/riverton/status/3");
        for bad in [
            "https://pass.example.uk/h/",
            "https://pass.example.uk",
            "https://pass.example.uk/h/a/b",
            "https://pass.example.uk/x/h/a",
        ] {
            assert!(Issuer::parse(bad).is_err(), "{bad}");
        }
    }
}
