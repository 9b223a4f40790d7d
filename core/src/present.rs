//! A phone shows a credential: the KB-JWT that its device key signs. §4; RFC 9901 section 4.3.

use aws_lc_rs::digest;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::card::Issuer;
use crate::credential::{Broken, Credential, Kind};
use crate::jws::{self, Jws};
use crate::keys::{PublicKey, SignError, Signer};

/// The one header; a foreign wallet may turn its two members round.
pub(crate) const HEADER: &str = r#"{"typ":"kb+jwt","alg":"ES256"}"#;
const HEADER_TURNED: &str = r#"{"alg":"ES256","typ":"kb+jwt"}"#;

/// For whom a presentation was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whoever looks at the square: `aud` is `{iss}/v`, the nonce 8 random bytes of the phone's own.
    Square,
    /// One verifier that asked with its own nonce (`OpenID4VP`).
    Verifier {
        /// The verifier's identifier.
        aud: String,
        /// The nonce it gave.
        nonce: String,
    },
}

/// Why a phone cannot show a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PresentError {
    /// It is not a phone credential alone: broken, printed, or with a KB-JWT already.
    #[error("is not a phone's card")]
    NotAPhoneCard,
    /// The device key could not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Makes the text that goes into a live square, signed by the device key that the credential names.
///
/// # Errors
/// See [`PresentError`].
pub fn present(
    credential: &str,
    iat: u64,
    nonce: [u8; 8],
    device: &dyn Signer,
) -> Result<String, PresentError> {
    let read = Credential::parse(credential).map_err(|Broken| PresentError::NotAPhoneCard)?;
    if matches!(read.claims.kind, Kind::Printed) || !read.key_binding.is_empty() {
        return Err(PresentError::NotAPhoneCard);
    }
    Ok(present_with(&read, iat, nonce, |signed| device.sign(signed))?)
}

/// The same for a credential that was read, signed by whatever signs; what may go wrong is its own.
pub(crate) fn present_with<E>(
    credential: &Credential<'_>,
    iat: u64,
    nonce: [u8; 8],
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], E>,
) -> Result<String, E> {
    let text = credential.text;
    let signed = jws::join(HEADER, &payload(&credential.claims.issuer, iat, nonce, text));
    let signature = sign(signed.as_bytes())?;
    Ok(format!("{text}{}", jws::append(signed, &signature)))
}

/// The canonical payload of a square's KB-JWT.
pub(crate) fn payload(issuer: &Issuer, iat: u64, nonce: [u8; 8], credential: &str) -> String {
    let (aud, nonce, hash) = (issuer.square_audience(), jws::encode(&nonce), sd_hash(credential));
    format!(r#"{{"iat":{iat},"aud":"{aud}","nonce":"{nonce}","sd_hash":"{hash}"}}"#)
}

/// SHA-256 over everything up to and including the tilde.
fn sd_hash(credential: &str) -> String {
    jws::encode(digest::digest(&digest::SHA256, credential.as_bytes()).as_ref())
}

/// A KB-JWT that is sound but for its time, which the caller judges.
pub(crate) struct KeyBinding {
    pub iat: u64,
    pub nonce: String,
    pub signature: [u8; 64],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    iat: u64,
    aud: String,
    nonce: String,
    sd_hash: String,
}

/// Reads the KB-JWT behind a credential. With `device`, its signature is verified.
pub(crate) fn read(
    credential: &Credential<'_>,
    device: Option<&PublicKey>,
    expected: &Expected,
) -> Result<KeyBinding, Broken> {
    let jws = Jws::split(credential.key_binding).ok_or(Broken)?;
    if jws.header != HEADER && jws.header != HEADER_TURNED {
        return Err(Broken);
    }
    if device.is_some_and(|device| !jws.is_signed_by(device)) {
        return Err(Broken);
    }
    let payload = read_payload(&jws.payload).ok_or(Broken)?;
    let meant_for_us = match expected {
        Expected::Square => {
            payload.aud == credential.claims.issuer.square_audience() && is_square_nonce(&payload.nonce)
        }
        Expected::Verifier { aud, nonce } => payload.aud == *aud && payload.nonce == *nonce,
    };
    if !meant_for_us || payload.sd_hash != sd_hash(credential.text) || payload.iat > u64::from(u32::MAX) {
        return Err(Broken);
    }
    Ok(KeyBinding { iat: payload.iat, nonce: payload.nonce, signature: jws.signature().ok_or(Broken)? })
}

/// Exactly the four members in any order, without white space, duplicates or escapes: written again in the order found, it
/// must be the same bytes.
fn read_payload(payload: &str) -> Option<Payload> {
    let found: Map<String, Value> = serde_json::from_str(payload).ok()?;
    let again = serde_json::to_string(&found).ok()?;
    if again != payload {
        return None;
    }
    serde_json::from_value(Value::Object(found)).ok()
}

fn is_square_nonce(nonce: &str) -> bool {
    jws::decode(nonce).is_some_and(|bytes| bytes.len() == 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Arrangement, Arrangements, Setting};
    use crate::credential::{Claims, sign, tests::printed};
    use crate::keys::{Kid, SigningKey};

    fn phone(device: &SigningKey, hub: &SigningKey) -> String {
        let claims = Claims {
            kind: Kind::Phone { setting: Setting::School, device: device.public().clone() },
            arrangements: Arrangements::new(vec![Arrangement::PhoneOnSilent]).unwrap(),
            ..printed()
        };
        sign(&claims, Kid::new(1).unwrap(), hub).unwrap()
    }

    #[test]
    fn a_presentation_is_bound_to_its_device_its_hub_and_its_credential() {
        let ((device, _), (hub, _)) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let text = present(&phone(&device, &hub), 1_800_000_000, [9; 8], &device).unwrap();
        let read_back = Credential::parse(&text).unwrap();
        assert_eq!(read(&read_back, Some(device.public()), &Expected::Square).unwrap().iat, 1_800_000_000);
        assert!(read(&read_back, Some(hub.public()), &Expected::Square).is_err());
        let verifier = Expected::Verifier { aud: "x".into(), nonce: "y".into() };
        assert!(read(&read_back, Some(device.public()), &verifier).is_err());
    }

    #[test]
    fn a_printed_card_or_a_presentation_cannot_be_presented() {
        let ((device, _), (hub, _)) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let paper = sign(&printed(), Kid::new(1).unwrap(), &hub).unwrap();
        let shown = present(&phone(&device, &hub), 1, [0; 8], &device).unwrap();
        for text in [paper, shown, "x~".into()] {
            assert_eq!(present(&text, 1, [0; 8], &device), Err(PresentError::NotAPhoneCard));
        }
    }

    #[test]
    fn a_payload_in_another_order_is_read_and_one_with_duplicates_is_not() {
        assert!(read_payload(r#"{"sd_hash":"h","nonce":"n","aud":"a","iat":1}"#).is_some());
        for bad in [
            r#"{"iat":1,"iat":1,"aud":"a","nonce":"n","sd_hash":"h"}"#,
            r#"{"iat":1, "aud":"a","nonce":"n","sd_hash":"h"}"#,
            r#"{"iat":1,"aud":"\u0061","nonce":"n","sd_hash":"h"}"#,
            r#"{"iat":1.0,"aud":"a","nonce":"n","sd_hash":"h"}"#,
            r#"{"iat":1,"aud":["a"],"nonce":"n","sd_hash":"h"}"#,
            r#"{"iat":1,"aud":"a","nonce":"n","sd_hash":"h","exp":9}"#,
            r#"{"iat":1,"aud":"a","sd_hash":"h"}"#,
        ] {
            assert!(read_payload(bad).is_none(), "{bad}");
        }
    }
}
