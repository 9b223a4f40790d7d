//! Packed cards: the same text, losslessly squeezed for a square. §5.
//!
//! Constant text is rebuilt from a template, the device key is a compressed point, `sd_hash` is computed again. `pack` unpacks
//! what it made and compares: it either gives bytes that rebuild the text exactly, or refuses.

mod digits;
mod fields;
mod reader;

use crate::card::Base;
use crate::credential::{Broken, Claims, Credential, Kind};
use crate::keys::{Kid, PublicKey, SignError, Signer};
use crate::present::{self, Expected};
use crate::{credential, jws};

/// The most bytes of a printed card: QR version 10 at level M with a base of 30 characters.
pub const LARGEST_PRINTED: usize = 176;
/// The most bytes of a phone's presentation: QR version 13.
pub const LARGEST_PHONE: usize = 292;

const PRINTED: u8 = 1;
const PHONE: u8 = 2;

/// The bytes of a square. Only the hub's short name is in them: the base stands before `/v#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Packed(Vec<u8>);

/// Why a text cannot go into a square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not a card of ours in canonical form, a phone's card without its KB-JWT, or paper with one.
    #[error("is not a card in the form that a square holds")]
    NotCanonical,
    /// Too many bytes for a square that a cheap phone can read: a place, a role or the name must be shorter.
    #[error("holds {bytes} bytes where a square has room for {room}: shorten a place, a role or the name")]
    TooDense {
        /// How many bytes it would take.
        bytes: usize,
        /// How many there may be.
        room: usize,
    },
}

/// Packs a printed card, or a phone's presentation with its KB-JWT.
///
/// # Errors
/// See [`PackError`].
pub fn pack(text: &str) -> Result<Packed, PackError> {
    let credential = Credential::parse(text).map_err(|Broken| PackError::NotCanonical)?;
    let bytes = fields::write(&credential).map_err(|Broken| PackError::NotCanonical)?;
    let room = if bytes[0] == PRINTED { LARGEST_PRINTED } else { LARGEST_PHONE };
    if bytes.len() > room {
        return Err(PackError::TooDense { bytes: bytes.len(), room });
    }
    let packed = Packed(bytes);
    match packed.unpack(&credential.claims.issuer.base) {
        Ok(again) if again == text => Ok(packed),
        _ => Err(PackError::NotCanonical),
    }
}

/// Packs what a card will say, before anybody signs it: as many bytes as the signed card will have, a phone's with its KB-JWT, under
/// signatures that are nobody's.
///
/// # Errors
/// As [`pack`].
pub fn draft(claims: &Claims, kid: Kid) -> Result<Packed, PackError> {
    struct Nobody;
    impl Signer for Nobody {
        fn sign(&self, _: &[u8]) -> Result<[u8; 64], SignError> {
            Ok([1; 64])
        }
    }
    let text = credential::sign(claims, kid, &Nobody).map_err(|_| PackError::NotCanonical)?;
    match claims.kind {
        Kind::Printed => pack(&text),
        Kind::Phone { .. } => {
            // Any time packs into as many bytes.
            let shown = present::present(&text, 1, [0; 8], &Nobody).map_err(|_| PackError::NotCanonical)?;
            pack(&shown)
        }
    }
}

impl Packed {
    /// Takes bytes as they are; whether they are a card shows when they are unpacked.
    ///
    /// # Errors
    /// [`Broken`] for more bytes than any square holds.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Broken> {
        if bytes.len() > LARGEST_PHONE { Err(Broken) } else { Ok(Self(bytes)) }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The decimal digits that stand after `/v#`.
    pub fn digits(&self) -> String {
        digits::write(&self.0)
    }

    /// Reads the digits of a square.
    ///
    /// # Errors
    /// [`Broken`] for a group too large for its bytes, a length that no byte count gives, or more than any square holds.
    pub fn from_digits(text: &str) -> Result<Self, Broken> {
        Self::from_bytes(digits::read(text).ok_or(Broken)?)
    }

    /// Rebuilds the standard text, of a card issued at this base.
    ///
    /// # Errors
    /// [`Broken`] unless every byte is used and is the one way to write the text.
    pub fn unpack(&self, base: &Base) -> Result<String, Broken> {
        let fields =
            fields::read(&self.0, base).filter(|fields| fields.claims.fit_together()).ok_or(Broken)?;
        let signed = jws::join(&credential::header(fields.kid), &fields.claims.to_json());
        let mut text = jws::append(signed, &fields.signature);
        text.push('~');
        if let Some(shown) = fields.shown {
            let payload = present::payload(&fields.claims.issuer, shown.iat.into(), shown.nonce, &text);
            text.push_str(&jws::append(jws::join(present::HEADER, &payload), &shown.signature));
        }
        Ok(text)
    }
}

/// What a KB-JWT adds to a packed card.
struct Shown {
    iat: u32,
    nonce: [u8; 8],
    signature: [u8; 64],
}

impl Shown {
    /// From the KB-JWT behind a credential, in canonical form or refused when the text is compared.
    fn of(credential: &Credential<'_>) -> Result<Option<Self>, Broken> {
        match credential.claims.kind {
            Kind::Printed => Ok(None),
            Kind::Phone { .. } => {
                let binding = present::read(credential, None::<&PublicKey>, &Expected::Square)?;
                let nonce =
                    jws::decode(&binding.nonce).and_then(|nonce| nonce.try_into().ok()).ok_or(Broken)?;
                let iat = u32::try_from(binding.iat).map_err(|_| Broken)?;
                Ok(Some(Self { iat, nonce, signature: binding.signature }))
            }
        }
    }
}
