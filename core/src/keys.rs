//! ES256 keys: the numbers hubs give them, public keys as points and JWKs, and the one seam through which anything is signed.

use std::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use jsonwebtoken::{Algorithm, DecodingKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::card::AddressError;
use crate::jws;

/// The number of a hub's key; written `k1`, `k2`, … and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kid(u16);

/// A point of P-256, known to lie on the curve.
#[derive(Clone)]
pub struct PublicKey {
    compressed: [u8; 33],
    uncompressed: [u8; 65],
    verifying: DecodingKey,
}

/// A public key as members of a JSON Web Key (RFC 7517), nothing private, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jwk {
    /// `EC`.
    pub kty: String,
    /// `P-256`.
    pub crv: String,
    /// base64url of 32 bytes.
    pub x: String,
    /// base64url of 32 bytes.
    pub y: String,
    /// The key's number, in a key set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<Kid>,
}

/// Signs bytes with ES256: a hub's key here, an HSM's or a phone's behind the same seam.
pub trait Signer: Send + Sync {
    /// The 64 raw bytes r ‖ s over SHA-256 of the message.
    ///
    /// # Errors
    /// [`SignError`] when the key cannot be used now.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError>;
}

/// The key could not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key could not sign")]
pub struct SignError;

/// Bytes that are not a P-256 key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a P-256 key")]
pub struct KeyError;

/// A private key in memory. It is parsed once; aws-lc wipes its memory when dropped.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

impl Kid {
    /// The number of a hub's first key.
    pub const FIRST: Self = Self(1);

    /// Key number 1 to 65,535.
    pub fn new(number: u16) -> Option<Self> {
        (number > 0).then_some(Self(number))
    }

    /// The number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// Reads `k1`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = crate::card::parse_number(text.strip_prefix('k')?, u32::from(u16::MAX))?;
        u16::try_from(number).ok().map(Self)
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k{}", self.0)
    }
}

impl TryFrom<String> for Kid {
    type Error = AddressError;
    fn try_from(text: String) -> Result<Self, AddressError> {
        Self::parse(&text).ok_or(AddressError::Slug)
    }
}

impl From<Kid> for String {
    fn from(kid: Kid) -> Self {
        kid.to_string()
    }
}

impl PublicKey {
    /// From a SEC 1 point, compressed (33 bytes) or not (65 bytes).
    ///
    /// # Errors
    /// [`KeyError`] unless it lies on the curve.
    pub fn from_point(point: &[u8]) -> Result<Self, KeyError> {
        if !matches!((point.len(), point.first()), (33, Some(2 | 3)) | (65, Some(4))) {
            return Err(KeyError);
        }
        let key = p256::PublicKey::from_sec1_bytes(point).map_err(|_| KeyError)?;
        let fixed =
            |compress| -> Result<Vec<u8>, KeyError> { Ok(key.to_sec1_point(compress).as_bytes().to_vec()) };
        let uncompressed: [u8; 65] = fixed(false)?.try_into().map_err(|_| KeyError)?;
        let mut compressed = [0; 33];
        compressed[0] = 2 + (uncompressed[64] & 1);
        compressed[1..].copy_from_slice(&uncompressed[1..33]);
        Ok(Self { compressed, verifying: DecodingKey::from_ec_der(&uncompressed), uncompressed })
    }

    /// From a JWK; the curve is checked here because `DecodingKey::from_jwk` does not look at `crv`.
    ///
    /// # Errors
    /// [`KeyError`] unless it is an EC key of P-256 with 32-byte coordinates on the curve.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, KeyError> {
        if jwk.kty != "EC" || jwk.crv != "P-256" {
            return Err(KeyError);
        }
        Self::from_coordinates(&jwk.x, &jwk.y)
    }

    /// From base64url coordinates.
    ///
    /// # Errors
    /// [`KeyError`], as for a JWK.
    pub fn from_coordinates(x: &str, y: &str) -> Result<Self, KeyError> {
        let (x, y) = (jws::decode(x).ok_or(KeyError)?, jws::decode(y).ok_or(KeyError)?);
        if x.len() != 32 || y.len() != 32 {
            return Err(KeyError);
        }
        Self::from_point(&[&[4], &x[..], &y[..]].concat())
    }

    /// From the 44 characters in which a root key is written (base64url of the compressed point).
    ///
    /// # Errors
    /// [`KeyError`] unless it is such a text.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let point = jws::decode(text).filter(|point| point.len() == 33).ok_or(KeyError)?;
        Self::from_point(&point)
    }

    /// The 44 characters of [`Self::from_text`].
    pub fn to_text(&self) -> String {
        jws::encode(&self.compressed)
    }

    /// The compressed point: 02 or 03, then x.
    pub fn compressed(&self) -> &[u8; 33] {
        &self.compressed
    }

    /// The point in full: 04, x, y.
    pub fn uncompressed(&self) -> &[u8; 65] {
        &self.uncompressed
    }

    /// The x coordinate as base64url.
    pub fn x(&self) -> String {
        jws::encode(&self.uncompressed[1..33])
    }

    /// The y coordinate as base64url.
    pub fn y(&self) -> String {
        jws::encode(&self.uncompressed[33..])
    }

    /// As a JWK, with a key number where it stands in a set.
    pub fn to_jwk(&self, kid: Option<Kid>) -> Jwk {
        Jwk { kty: "EC".into(), crv: "P-256".into(), x: self.x(), y: self.y(), kid }
    }

    /// Whether it signed the message; the signature is base64url of 64 bytes.
    pub(crate) fn verifies(&self, message: &[u8], signature: &str) -> bool {
        jsonwebtoken::crypto::verify(signature, message, &self.verifying, Algorithm::ES256).unwrap_or(false)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.compressed == other.compressed
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.to_text())
    }
}

impl SigningKey {
    /// A new key, with its PKCS#8 form to be sealed and kept. The one place where the system's randomness is used in this
    /// crate: aws-lc draws keys and signature nonces itself.
    ///
    /// # Errors
    /// [`KeyError`] when the system gives no randomness.
    #[expect(clippy::disallowed_methods, reason = "keys are drawn here, by aws-lc itself")]
    pub fn generate() -> Result<(Self, Zeroizing<Vec<u8>>), KeyError> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| KeyError)?;
        let kept = Zeroizing::new(document.as_ref().to_vec());
        Ok((Self::from_pkcs8(&kept)?, kept))
    }

    /// From PKCS#8.
    ///
    /// # Errors
    /// [`KeyError`] when it is not a P-256 private key.
    pub fn from_pkcs8(document: &[u8]) -> Result<Self, KeyError> {
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document).map_err(|_| KeyError)?;
        let public = PublicKey::from_point(pair.public_key().as_ref())?;
        Ok(Self { pair, public })
    }

    /// Its public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }
}

impl Signer for SigningKey {
    #[expect(clippy::disallowed_methods, reason = "aws-lc draws each signature's nonce itself")]
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        let signature = self.pair.sign(&SystemRandom::new(), message).map_err(|_| SignError)?;
        signature.as_ref().try_into().map_err(|_| SignError)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(of {:?})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_signs_and_its_public_half_verifies_in_every_form() {
        let (key, document) = SigningKey::generate().unwrap();
        let signature = jws::encode(&key.sign(b"message").unwrap());
        let again = SigningKey::from_pkcs8(&document).unwrap();
        for public in [
            again.public().clone(),
            PublicKey::from_point(key.public().compressed()).unwrap(),
            PublicKey::from_jwk(&key.public().to_jwk(None)).unwrap(),
            PublicKey::from_text(&key.public().to_text()).unwrap(),
        ] {
            assert!(public.verifies(b"message", &signature));
            assert!(!public.verifies(b"massage", &signature));
        }
    }

    #[test]
    fn a_point_off_the_curve_or_of_another_curve_is_refused() {
        let (key, _) = SigningKey::generate().unwrap();
        let good = key.public().to_jwk(None);
        assert!(PublicKey::from_jwk(&Jwk { y: jws::encode(&[7; 32]), ..good.clone() }).is_err());
        assert!(PublicKey::from_jwk(&Jwk { crv: "P-384".into(), ..good.clone() }).is_err());
        assert!(PublicKey::from_jwk(&Jwk { x: good.x[..42].into(), ..good }).is_err());
        assert!(PublicKey::from_point(&[0]).is_err());
    }

    #[test]
    fn a_zero_signature_is_refused() {
        let (key, _) = SigningKey::generate().unwrap();
        assert!(!key.public().verifies(b"", &jws::encode(&[0; 64])));
    }

    #[test]
    fn key_numbers_have_one_spelling() {
        assert_eq!(Kid::parse("k65535"), Kid::new(65535));
        for bad in ["k0", "k01", "1", "k65536", "K1", "k", "k+1", "k1 "] {
            assert_eq!(Kid::parse(bad), None, "{bad}");
        }
    }
}
