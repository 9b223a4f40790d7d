//! A wallet shows that it holds the key which its card will be bound to: the `jwt` proof of `OpenID4VCI` 1.0, appendix F.1. §11.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::jws::Jws;
use crate::keys::{Jwk, PublicKey};

/// The most characters of a proof that are looked at; one of ours has some 500.
const LONGEST_PROOF: usize = 4_096;

/// A proof is good for so many seconds before and after its `iat`, whatever its nonce: phones' clocks differ.
pub const PROOF_WINDOW: u64 = 300;

/// What a proof must be made for.
#[derive(Clone, Copy, Debug)]
pub struct ProofFor<'a> {
    /// The issuer's identifier.
    pub iss: &'a str,
    /// The `client_id` of the token request, if it named one.
    pub client_id: Option<&'a str>,
    /// Seconds since 1970.
    pub now: u64,
}

/// A proof whose signature is verified; its nonce is the caller's to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The key that made it.
    pub key: PublicKey,
    /// The nonce in it.
    pub nonce: String,
}

/// The text is no proof; what was wrong with it is told to the wallet's maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not a JWS of three parts with a signature of 64 bytes.
    #[error("a proof is not a JWT signed with ES256")]
    Form,
    /// `typ` is not `openid4vci-proof+jwt`, or `alg` not `ES256`.
    #[error("a proof needs the header typ openid4vci-proof+jwt and alg ES256")]
    Header,
    /// Not exactly one public P-256 key in `jwk`.
    #[error("a proof needs its public P-256 key in the header jwk, and no kid or x5c")]
    Key,
    /// Signed by another key.
    #[error("a proof is not signed by the key in its header")]
    Signature,
    /// `aud` is another issuer's.
    #[error("the aud of a proof is not this issuer")]
    Audience,
    /// `iss` is not the client that asked for the token.
    #[error("the iss of a proof is not the client_id of the token request")]
    Client,
    /// No whole number in `iat`.
    #[error("a proof needs iat, in whole seconds")]
    IssuedAt,
    /// Too old, or from the future.
    #[error("the iat of a proof is too old or in the future: see the Date of this answer")]
    Time,
    /// No nonce.
    #[error("a proof needs a nonce from the nonce endpoint")]
    NoNonce,
}

#[derive(Deserialize)]
struct Payload {
    iss: Option<String>,
    aud: Option<Value>,
    iat: Option<Value>,
    nonce: Option<String>,
}

/// Reads one proof.
///
/// # Errors
/// See [`ProofError`].
pub fn read_proof(text: &str, expected: ProofFor<'_>) -> Result<Proof, ProofError> {
    if text.len() > LONGEST_PROOF {
        return Err(ProofError::Form);
    }
    let jws = Jws::split(text).ok_or(ProofError::Form)?;
    let header: Map<String, Value> = serde_json::from_str(&jws.header).map_err(|_| ProofError::Form)?;
    if header.get("typ") != Some(&"openid4vci-proof+jwt".into()) || header.get("alg") != Some(&"ES256".into())
    {
        return Err(ProofError::Header);
    }
    if header.contains_key("kid") || header.contains_key("x5c") || header.contains_key("crit") {
        return Err(ProofError::Key);
    }
    let key = header.get("jwk").and_then(public_key).ok_or(ProofError::Key)?;
    if !jws.is_signed_by(&key) {
        return Err(ProofError::Signature);
    }
    let payload: Payload = serde_json::from_str(&jws.payload).map_err(|_| ProofError::Form)?;
    // RFC 7519 section 4.1.3 allows one audience in a list of its own.
    let aud = match &payload.aud {
        Some(Value::Array(all)) if all.len() == 1 => all[0].as_str(),
        aud => aud.as_ref().and_then(Value::as_str),
    };
    if aud != Some(expected.iss) {
        return Err(ProofError::Audience);
    }
    if payload.iss.is_some() && payload.iss.as_deref() != expected.client_id {
        return Err(ProofError::Client);
    }
    let iat = payload.iat.as_ref().and_then(Value::as_u64).ok_or(ProofError::IssuedAt)?;
    if iat.abs_diff(expected.now) > PROOF_WINDOW {
        return Err(ProofError::Time);
    }
    Ok(Proof { key, nonce: payload.nonce.ok_or(ProofError::NoNonce)? })
}

/// The public key of a header's `jwk`. Members such as `use` or `kid` are left aside; a private one (RFC 7518 section 6) means that
/// the key is not secret any more.
pub(crate) fn public_key(jwk: &Value) -> Option<PublicKey> {
    let members = jwk.as_object()?;
    if ["d", "p", "q", "dp", "dq", "qi", "oth", "k"].iter().any(|private| members.contains_key(*private)) {
        return None;
    }
    let member = |name: &str| Some(members.get(name)?.as_str()?.to_owned());
    let jwk = Jwk { kty: member("kty")?, crv: member("crv")?, x: member("x")?, y: member("y")?, kid: None };
    PublicKey::from_jwk(&jwk).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jws;
    use crate::keys::SigningKey;
    use serde_json::json;

    const ISS: &str = "https://pass.example.uk/h/riverton";

    fn check(header: &Value, payload: &Value, key: &SigningKey) -> Result<Proof, ProofError> {
        let text = jws::sign(&header.to_string(), &payload.to_string(), key).unwrap();
        read_proof(&text, ProofFor { iss: ISS, client_id: Some("wallet"), now: 1_800_000_000 })
    }

    #[test]
    fn a_proof_is_read_and_every_fault_has_its_name() {
        let (key, _) = SigningKey::generate().unwrap();
        let jwk = serde_json::to_value(key.public().to_jwk(None)).unwrap();
        let header = json!({"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": jwk});
        let payload = json!({"aud": ISS, "iat": 1_800_000_000, "nonce": "n"});
        let good = check(&header, &payload, &key).unwrap();
        assert_eq!((&good.key, good.nonce.as_str()), (key.public(), "n"));

        let with = |value: &Value, name: &str, member: Value| {
            let mut value = value.clone();
            value[name] = member;
            value
        };
        let named = with(&header, "jwk", with(&jwk, "use", json!("sig")));
        assert!(check(&named, &with(&payload, "iss", json!("wallet")), &key).is_ok());
        assert!(check(&header, &with(&payload, "aud", json!([ISS])), &key).is_ok());
        for iat in [1_799_999_700, 1_800_000_300] {
            assert!(check(&header, &with(&payload, "iat", json!(iat)), &key).is_ok());
        }
        let headers = [
            (with(&header, "typ", json!("JWT")), ProofError::Header),
            (with(&header, "alg", json!("ES384")), ProofError::Header),
            (with(&header, "kid", json!("did:x")), ProofError::Key),
            (with(&header, "jwk", with(&jwk, "d", json!("secret"))), ProofError::Key),
            (with(&header, "jwk", with(&jwk, "crv", json!("P-384"))), ProofError::Key),
            (with(&header, "jwk", Value::Null), ProofError::Key),
        ];
        for (header, fault) in headers {
            assert_eq!(check(&header, &payload, &key), Err(fault), "{header}");
        }
        let payloads = [
            (with(&payload, "aud", json!("https://pass.example.uk/h/northdale")), ProofError::Audience),
            (with(&payload, "iss", json!("another")), ProofError::Client),
            (with(&payload, "iat", json!("now")), ProofError::IssuedAt),
            (with(&payload, "iat", json!(1_799_999_699)), ProofError::Time),
            (with(&payload, "iat", json!(1_800_000_301)), ProofError::Time),
            (with(&payload, "iat", json!(0)), ProofError::Time),
            (with(&payload, "nonce", Value::Null), ProofError::NoNonce),
        ];
        for (payload, fault) in payloads {
            assert_eq!(check(&header, &payload, &key), Err(fault), "{payload}");
        }
        let (other, _) = SigningKey::generate().unwrap();
        assert_eq!(check(&header, &payload, &other), Err(ProofError::Signature));
        let expected = ProofFor { iss: ISS, client_id: None, now: 1_800_000_000 };
        for text in ["", "a.b.c", &"a".repeat(LONGEST_PROOF + 1)] {
            assert_eq!(read_proof(text, expected), Err(ProofError::Form));
        }
    }
}
