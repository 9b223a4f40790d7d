//! The compact JWS that every signed thing here is: split, strictly decoded, verified. ES256 only. RFC 7515 section 7.1.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::keys::{PublicKey, SignError, Signer};

/// base64url without padding (RFC 7515 section 2).
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Strict base64url: padding, loose bits and foreign characters are refused.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Strict base64url of text.
pub(crate) fn decode_text(text: &str) -> Option<String> {
    String::from_utf8(decode(text)?).ok()
}

/// A JWS split into its parts; nothing is believed before [`Jws::is_signed_by`].
pub(crate) struct Jws<'a> {
    /// `b64(header).b64(payload)`, the bytes that are signed.
    pub signed: &'a str,
    /// The decoded header.
    pub header: String,
    /// The decoded payload.
    pub payload: String,
    /// The signature as it came, base64url of exactly 64 bytes.
    signature: &'a str,
}

impl<'a> Jws<'a> {
    /// Splits; `None` unless it is three strictly encoded parts with a signature of 64 bytes.
    pub(crate) fn split(compact: &'a str) -> Option<Self> {
        let (signed, signature) = compact.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        if decode(signature)?.len() != 64 {
            return None;
        }
        Some(Self { signed, header: decode_text(header)?, payload: decode_text(payload)?, signature })
    }

    /// Whether this key signed it.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(self.signed.as_bytes(), self.signature)
    }

    /// The signature's bytes.
    pub(crate) fn signature(&self) -> Option<[u8; 64]> {
        decode(self.signature)?.try_into().ok()
    }
}

/// Signs a header and a payload that are canonical already.
pub(crate) fn sign(header: &str, payload: &str, key: &dyn Signer) -> Result<String, SignError> {
    let signed = join(header, payload);
    let signature = key.sign(signed.as_bytes())?;
    Ok(append(signed, &signature))
}

/// `b64(header).b64(payload)`.
pub(crate) fn join(header: &str, payload: &str) -> String {
    format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()))
}

/// Appends the signature.
pub(crate) fn append(mut signed: String, signature: &[u8; 64]) -> String {
    signed.push('.');
    signed.push_str(&encode(signature));
    signed
}
