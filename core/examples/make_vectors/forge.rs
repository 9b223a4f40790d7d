//! Signs what no honest issuer would: any header over any payload.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passport_core::keys::{Signer, SigningKey};

pub fn b64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn unb64(text: &str) -> String {
    String::from_utf8(URL_SAFE_NO_PAD.decode(text).expect("base64url")).expect("UTF-8")
}

/// A JWS of these very texts.
pub fn jws(header: &str, payload: &str, key: &SigningKey) -> String {
    let signed = format!("{}.{}", b64(header.as_bytes()), b64(payload.as_bytes()));
    let signature = key.sign(signed.as_bytes()).expect("signed");
    format!("{signed}.{}", b64(&signature))
}

/// Header and payload of a JWS.
pub fn open(jws: &str) -> (String, String) {
    let mut parts = jws.split('.');
    let mut next = || unb64(parts.next().expect("a part"));
    (next(), next())
}

/// SHA-256 as base64url.
pub fn hash(text: &str) -> String {
    b64(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()).as_ref())
}
