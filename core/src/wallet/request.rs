//! What a wallet sends, and what comes back: plain data that an app carries by whatever means it has.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::device_keys::{DeviceKey, KeyFault};
use crate::dpop::token_hash;
use crate::jws;

/// The most bytes of an answer that are looked at: a photo, and room for whatever a proxy says.
pub(super) const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// A request, to be made as it stands: redirects are not followed, nothing is kept in a cache, no cookie is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number in this talk, to be given back with the answer.
    pub number: u64,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// Empty where nothing is sent.
    pub body: Vec<u8>,
}

/// An answer as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// Names, in whatever case, and values.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

/// A request before it is signed.
pub(super) struct Draft {
    method: &'static str,
    url: String,
    kind: &'static str,
    body: Vec<u8>,
}

/// The token that is shown with a request, and the drawn characters that make its proof unlike all others.
pub(super) struct Proven<'a> {
    pub token: Option<&'a str>,
    /// The nonce that the server asked for, if it ever did (RFC 9449 section 8).
    pub nonce: Option<&'a str>,
    pub drawn: [u8; 16],
    pub now: u64,
}

impl Draft {
    pub(super) fn get(url: impl Into<String>) -> Self {
        Self { method: "GET", url: url.into(), kind: "", body: Vec::new() }
    }

    /// Sends nothing.
    pub(super) fn bare(method: &'static str, url: impl Into<String>) -> Self {
        Self { method, ..Self::get(url) }
    }

    pub(super) fn json(method: &'static str, url: impl Into<String>, value: &Value) -> Self {
        Self { method, url: url.into(), kind: "application/json", body: value.to_string().into_bytes() }
    }

    /// As a form sends it, which OAuth asks for.
    pub(super) fn form(url: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let body = pairs.join("&").into_bytes();
        Self { method: "POST", url: url.into(), kind: "application/x-www-form-urlencoded", body }
    }

    /// Signed with a key that stands in no card (RFC 9449 section 4.2), or as it is.
    pub(super) fn request(
        self,
        number: u64,
        by: Option<(&DeviceKey<'_>, Proven<'_>)>,
    ) -> Result<Request, KeyFault> {
        let mut headers = Vec::new();
        let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
        if !self.kind.is_empty() {
            add("Content-Type", self.kind.to_owned());
        }
        if let Some((key, proven)) = by {
            add("DPoP", self.proof(key, &proven)?);
            if let Some(token) = proven.token {
                add("Authorization", format!("DPoP {token}"));
            }
        }
        Ok(Request { number, method: self.method, url: self.url, headers, body: self.body })
    }

    fn proof(&self, key: &DeviceKey<'_>, proven: &Proven<'_>) -> Result<String, KeyFault> {
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": key.public.to_jwk(None)});
        let mut payload = json!({"jti": jws::encode(&proven.drawn), "htm": self.method, "htu": self.url, "iat": proven.now});
        if let Some(token) = proven.token {
            payload["ath"] = json!(token_hash(token));
        }
        if let Some(nonce) = proven.nonce {
            payload["nonce"] = json!(nonce);
        }
        key.jwt(&header.to_string(), &payload.to_string())
    }
}

impl Answer {
    /// The first header of this name, in whatever case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON of this form; none for anything else.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        if self.body.len() > LARGEST_ANSWER { None } else { serde_json::from_slice(&self.body).ok() }
    }

    /// The code of OAuth or `OpenID4VCI`, such as `invalid_grant`.
    pub(super) fn error(&self) -> String {
        let read: Option<Map<String, Value>> = self.read();
        read.and_then(|read| Some(read.get("error")?.as_str()?.to_owned())).unwrap_or_default()
    }

    /// Seconds to wait by its `Retry-After` (RFC 9110 section 10.2.3), when there were too many tries; a minute where it says no number.
    pub(crate) fn retry_after(&self) -> u64 {
        const A_MINUTE: u64 = 60;
        self.header("retry-after").and_then(|value| value.trim().parse().ok()).unwrap_or(A_MINUTE)
    }

    /// Seconds by which the server's clock is ahead (RFC 9110 section 6.6.1). `Date` is whole seconds, so smaller differences are none.
    pub(super) fn ahead(&self, now: u64) -> Option<i64> {
        const SMALLEST: i64 = 3;
        let date = chrono::DateTime::parse_from_rfc2822(self.header("date")?).ok()?;
        let ahead = date.timestamp().checked_sub(i64::try_from(now).ok()?)?;
        Some(if ahead.abs() < SMALLEST { 0 } else { ahead })
    }
}

/// Percent-encoded for a form.
fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}
