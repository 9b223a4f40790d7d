//! Envelopes: what is sealed to a key whose private half lies sealed itself, so that whoever writes one cannot read it back, nor can
//! the running server by what it holds in memory.
//!
//! Sealing draws a key pair for this one envelope (X25519), agrees with the public half of the safeguarding key (or, for the key of a backup's
//! file, of the backup key: [`crate::backup`]), derives a key (HKDF-SHA256) and encrypts (AES-256-GCM). Bytes: format 1, the drawn public half (32), ciphertext and tag.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::chance::{Chance, NoChance, draw};

const FORMAT: u8 = 1;
const KEY_LEN: usize = 32;

/// The public half of such a key: it seals, and opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeSealer([u8; KEY_LEN]);

/// The private half. It is unsealed for one opening and dropped after it.
pub struct EnvelopeOpener(PrivateKey, [u8; KEY_LEN]);

/// Why an envelope could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// Not an envelope, changed since, moved, or sealed to another key.
    #[error("an envelope was changed or moved, or is sealed to another key")]
    Broken,
    /// Nothing could be drawn.
    #[error(transparent)]
    NoChance(#[from] NoChance),
}

/// Draws a pair: the private half as bytes to be sealed, and the public half.
///
/// # Errors
/// When the system gives no randomness.
pub fn draw_pair(chance: &dyn Chance) -> Result<(Zeroizing<[u8; KEY_LEN]>, EnvelopeSealer), EnvelopeError> {
    let seed = Zeroizing::new(draw::<KEY_LEN>(chance)?);
    let EnvelopeOpener(_, public) = EnvelopeOpener::from_bytes(&seed[..])?;
    Ok((seed, EnvelopeSealer(public)))
}

impl EnvelopeSealer {
    /// From the bytes that are kept.
    ///
    /// # Errors
    /// [`EnvelopeError::Broken`] when they are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        bytes.try_into().map(Self).map_err(|_| EnvelopeError::Broken)
    }

    /// The bytes that are kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Seals something for a place; it opens nowhere else.
    ///
    /// # Errors
    /// [`EnvelopeError::NoChance`] when the system gives no randomness.
    pub fn seal(&self, place: &[u8], what: &[u8], chance: &dyn Chance) -> Result<Vec<u8>, EnvelopeError> {
        let seed = Zeroizing::new(draw::<KEY_LEN>(chance)?);
        let EnvelopeOpener(once, once_public) = EnvelopeOpener::from_bytes(&seed[..])?;
        let cipher = cipher(&once, &self.0, (&once_public, &self.0))?;
        let mut body = Zeroizing::new(what.to_vec());
        let tag = cipher
            .seal_in_place_separate_tag(nonce(), Aad::from(place), &mut body)
            .map_err(|_| EnvelopeError::Broken)?;
        Ok([&[FORMAT], &once_public[..], &body[..], tag.as_ref()].concat())
    }
}

impl EnvelopeOpener {
    /// From the bytes that were unsealed.
    ///
    /// # Errors
    /// [`EnvelopeError::Broken`] when they are not a key.
    pub fn from_bytes(seed: &[u8]) -> Result<Self, EnvelopeError> {
        let key = PrivateKey::from_private_key(&X25519, seed).map_err(|_| EnvelopeError::Broken)?;
        let public = key.compute_public_key().map_err(|_| EnvelopeError::Broken)?;
        let public = public.as_ref().try_into().map_err(|_| EnvelopeError::Broken)?;
        Ok(Self(key, public))
    }

    /// Opens what was sealed for a place.
    ///
    /// # Errors
    /// [`EnvelopeError::Broken`].
    pub fn open(&self, place: &[u8], envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let (header, body) = envelope.split_at_checked(1 + KEY_LEN).ok_or(EnvelopeError::Broken)?;
        let once: [u8; KEY_LEN] = header[1..].try_into().map_err(|_| EnvelopeError::Broken)?;
        if header[0] != FORMAT {
            return Err(EnvelopeError::Broken);
        }
        let cipher = cipher(&self.0, &once, (&once, &self.1))?;
        let mut body = Zeroizing::new(body.to_vec());
        let opened =
            cipher.open_in_place(nonce(), Aad::from(place), &mut body).map_err(|_| EnvelopeError::Broken)?;
        Ok(Zeroizing::new(opened.to_vec()))
    }
}

/// The cipher of one envelope: its key stands for both public halves.
fn cipher(
    own: &PrivateKey,
    other: &[u8; KEY_LEN],
    (once, lasting): (&[u8; KEY_LEN], &[u8; KEY_LEN]),
) -> Result<LessSafeKey, EnvelopeError> {
    let other = UnparsedPublicKey::new(&X25519, other);
    agree(own, other, EnvelopeError::Broken, |secret| {
        let drawn = Salt::new(HKDF_SHA256, b"passport envelope 1").extract(secret);
        let info = [&once[..], &lasting[..]];
        let key = drawn.expand(&info, &AES_256_GCM).map_err(|_| EnvelopeError::Broken)?;
        Ok(LessSafeKey::new(UnboundKey::from(key)))
    })
}

/// Each key encrypts once, so its nonce may always be the same.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    #[test]
    fn an_envelope_opens_with_its_key_in_its_place_and_nowhere_else() {
        let (seed, sealer) = draw_pair(&SystemChance).unwrap();
        let opener = EnvelopeOpener::from_bytes(&seed[..]).unwrap();
        let envelope = sealer.seal(b"here", b"who wrote it", &SystemChance).unwrap();
        assert_eq!(opener.open(b"here", &envelope).unwrap().as_slice(), b"who wrote it");
        assert_eq!(opener.open(b"there", &envelope).unwrap_err(), EnvelopeError::Broken);
        let (other, _) = draw_pair(&SystemChance).unwrap();
        let other = EnvelopeOpener::from_bytes(&other[..]).unwrap();
        assert_eq!(other.open(b"here", &envelope).unwrap_err(), EnvelopeError::Broken);
        assert!(!envelope.windows(12).any(|window| window == b"who wrote it"));
    }

    #[test]
    fn every_changed_byte_is_found_and_short_ones_are_none() {
        let (seed, sealer) = draw_pair(&SystemChance).unwrap();
        let opener = EnvelopeOpener::from_bytes(&seed[..]).unwrap();
        let envelope = sealer.seal(b"here", b"who", &SystemChance).unwrap();
        for at in 0..envelope.len() {
            let mut changed = envelope.clone();
            changed[at] ^= 1;
            assert!(opener.open(b"here", &changed).is_err(), "byte {at}");
            assert!(opener.open(b"here", &envelope[..at]).is_err(), "the first {at} bytes");
        }
    }

    #[test]
    fn two_envelopes_with_the_same_in_them_are_not_alike() {
        let (_, sealer) = draw_pair(&SystemChance).unwrap();
        let seal = || sealer.seal(b"here", b"who", &SystemChance).unwrap();
        assert_ne!(seal(), seal());
    }
}
