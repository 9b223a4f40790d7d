//! A client shows that a token is its own, by a key that stands in no card: RFC 9449 section 4.3. §11.

use aws_lc_rs::digest::{SHA256, digest};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::jws::{self, Jws};
use crate::keys::PublicKey;
use crate::proof::public_key;

/// A proof is good for so many seconds before and after its `iat`: phones' clocks differ.
pub const DPOP_WINDOW: u64 = 300;
/// The most characters of a proof that are looked at; one of ours has some 600.
const LONGEST_PROOF: usize = 4_096;
/// The most characters of a proof's own identifier.
const LONGEST_JTI: usize = 128;

/// The request that a proof must be made for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// The address without query and fragment.
    pub address: &'a str,
    /// The access token that comes with it; none at the token endpoint.
    pub token: Option<&'a str>,
    /// Seconds since 1970.
    pub now: u64,
}

/// A proof that is good for its request, if it was not used before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DpopProof {
    /// The key that made it.
    pub key: PublicKey,
    /// Its own identifier, which its key uses once.
    pub jti: String,
    /// When it was made, in seconds since 1970.
    pub iat: u64,
}

/// The text is no proof for this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DpopError {
    /// Not a JWS with ES256 and the header that RFC 9449 asks for.
    #[error("the DPoP proof is not a JWT of typ dpop+jwt signed with ES256 by the key in its header")]
    Form,
    /// Made for another method or address.
    #[error("the DPoP proof is for another htm or htu")]
    Elsewhere,
    /// Too old, or from the future.
    #[error("the iat of the DPoP proof is too old or in the future: see the Date of this answer")]
    Time,
    /// Made for another token, or for none.
    #[error("the ath of the DPoP proof is not this access token's")]
    Token,
}

#[derive(Deserialize)]
struct Payload {
    jti: String,
    htm: String,
    htu: String,
    iat: u64,
    ath: Option<String>,
}

/// Reads a proof. Whether it was used before is the caller's to know.
///
/// # Errors
/// See [`DpopError`].
pub fn read_dpop(text: &str, request: Request<'_>) -> Result<DpopProof, DpopError> {
    if text.len() > LONGEST_PROOF {
        return Err(DpopError::Form);
    }
    let jws = Jws::split(text).ok_or(DpopError::Form)?;
    let header: Map<String, Value> = serde_json::from_str(&jws.header).map_err(|_| DpopError::Form)?;
    let is = |name: &str, value: &str| header.get(name).and_then(Value::as_str) == Some(value);
    if !is("typ", "dpop+jwt") || !is("alg", "ES256") || header.contains_key("crit") {
        return Err(DpopError::Form);
    }
    let key = header.get("jwk").and_then(public_key).ok_or(DpopError::Form)?;
    if !jws.is_signed_by(&key) {
        return Err(DpopError::Form);
    }
    let payload: Payload = serde_json::from_str(&jws.payload).map_err(|_| DpopError::Form)?;
    if payload.jti.is_empty() || payload.jti.len() > LONGEST_JTI {
        return Err(DpopError::Form);
    }
    // Section 4.3, step 9: compared without query and fragment.
    let htu = payload.htu.split(['?', '#']).next().unwrap_or_default();
    if payload.htm != request.method || htu != request.address {
        return Err(DpopError::Elsewhere);
    }
    if payload.iat.abs_diff(request.now) > DPOP_WINDOW {
        return Err(DpopError::Time);
    }
    if request.token.is_some() && payload.ath != request.token.map(token_hash) {
        return Err(DpopError::Token);
    }
    Ok(DpopProof { key, jti: payload.jti, iat: payload.iat })
}

/// The `ath` of a token: base64url of its SHA-256.
pub(crate) fn token_hash(token: &str) -> String {
    jws::encode(digest(&SHA256, token.as_bytes()).as_ref())
}

/// How a key is named where a token is bound to it: its JWK thumbprint, 43 characters (RFC 7638 section 3).
pub fn thumbprint(key: &PublicKey) -> String {
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, key.x(), key.y());
    jws::encode(digest(&SHA256, canonical.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SigningKey;
    use serde_json::json;

    const NOW: u64 = 1_800_000_000;
    const TOKEN: &str = "token";
    const REQUEST: Request<'_> =
        Request { method: "GET", address: "https://pass.example.uk/api/card", token: Some(TOKEN), now: NOW };

    #[test]
    fn a_proof_is_good_for_its_own_request_and_token_only() {
        let (key, _) = SigningKey::generate().unwrap();
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": key.public().to_jwk(None)});
        let payload = json!({"jti": "1", "htm": "GET", "htu": "https://pass.example.uk/api/card?x#y",
            "iat": NOW, "ath": token_hash(TOKEN)});
        let check = |header: &Value, payload: &Value, by: &SigningKey| {
            read_dpop(&jws::sign(&header.to_string(), &payload.to_string(), by).unwrap(), REQUEST)
        };
        let read = DpopProof { key: key.public().clone(), jti: "1".to_owned(), iat: NOW };
        assert_eq!(check(&header, &payload, &key), Ok(read));
        let (other, _) = SigningKey::generate().unwrap();
        assert_eq!(check(&header, &payload, &other), Err(DpopError::Form));
        for (name, value, fault) in [
            ("jti", json!(""), DpopError::Form),
            ("jti", json!(null), DpopError::Form),
            ("htm", json!("POST"), DpopError::Elsewhere),
            ("htu", json!("https://pass.example.uk/api/card/photo"), DpopError::Elsewhere),
            ("iat", json!(NOW - 301), DpopError::Time),
            ("iat", json!(NOW + 301), DpopError::Time),
            ("iat", json!("now"), DpopError::Form),
            ("ath", json!(token_hash("another")), DpopError::Token),
            ("ath", json!(null), DpopError::Token),
        ] {
            let mut wrong = payload.clone();
            wrong[name] = value;
            assert_eq!(check(&header, &wrong, &key), Err(fault), "{wrong}");
        }
        for (name, value) in
            [("typ", json!("JWT")), ("alg", json!("none")), ("jwk", json!({})), ("crit", json!([]))]
        {
            let mut wrong = header.clone();
            wrong[name] = value;
            assert_eq!(check(&wrong, &payload, &key), Err(DpopError::Form), "{wrong}");
        }
        assert_eq!(read_dpop("a.b", REQUEST), Err(DpopError::Form));
    }

    #[test]
    fn a_thumbprint_is_of_the_four_members_alone() {
        // The key of RFC 9449 section 4.1, whose thumbprint stands in its section 6.1.
        let key = PublicKey::from_coordinates(
            "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
        );
        assert_eq!(thumbprint(&key.unwrap()), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }
}
