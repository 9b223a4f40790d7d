//! Secrets at rest: AES-256-GCM under a sealing key that never stands in the database.
//!
//! A sealed secret is bound to its place (table, hub, name), so that a key copied into another hub's row does not open.
//! Bytes: format 1, the sealing key's id (4), a random nonce (12), then ciphertext and tag. The id tells which key opens it, so
//! while the sealing key is being changed a server holds both and opens what either sealed.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::chance::{Chance, NoChance, draw};

const FORMAT: u8 = 1;
const ID_LEN: usize = 4;
const HEADER_LEN: usize = 1 + ID_LEN + NONCE_LEN;

/// The operator's 32 random bytes, from a file. Without them no sealed key opens.
#[derive(Clone)]
pub struct SealingKey {
    bytes: Zeroizing<[u8; 32]>,
    /// What seals nothing and still opens what it sealed, while the key is being changed.
    others: Vec<SealingKey>,
}

/// Nothing else in it is secret than bytes that wipe themselves.
impl ZeroizeOnDrop for SealingKey {}

/// What stands before a sealed secret and tells with which key it was sealed: the format and the key's id.
pub type SealedUnder = [u8; 1 + ID_LEN];

/// Where a sealed secret belongs; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The hub, or none for the server's own.
    pub hub: Option<Uuid>,
    /// Which of them: a key number, a purpose, a card.
    pub name: &'a str,
}

/// Why a secret could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// Not 32 bytes as 43 characters of base64url.
    #[error("a sealing key is 43 characters of base64url (32 random bytes)")]
    Key,
    /// Sealed with another key than the one given.
    #[error("this is not the sealing key that the database was made with")]
    OtherKey,
    /// Changed since, or moved from its place.
    #[error("a sealed key was changed or moved: restore it from a backup")]
    Broken,
    /// No nonce could be drawn.
    #[error(transparent)]
    NoChance(#[from] NoChance),
}

impl SealingKey {
    /// A new key.
    ///
    /// # Errors
    /// [`NoChance`] when the system gives no randomness.
    pub fn generate(chance: &dyn Chance) -> Result<Self, NoChance> {
        Ok(Self::from_bytes(draw(chance)?))
    }

    /// Takes the 32 bytes as they are.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { bytes: Zeroizing::new(bytes), others: Vec::new() }
    }

    /// Reads the 43 characters of [`Self::to_text`]; white space around them is ignored.
    ///
    /// # Errors
    /// [`SealError::Key`] for anything else.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| SealError::Key)?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| SealError::Key)?;
        Ok(Self::from_bytes(bytes))
    }

    /// The same key, which opens what another one sealed besides.
    #[must_use]
    pub fn also_opening(mut self, other: Self) -> Self {
        self.others.push(other);
        self
    }

    /// What tells this key from others and nothing about it, to be shown: 8 hexadecimal digits.
    pub fn name(&self) -> String {
        self.id().iter().fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
    }

    /// How everything begins that this key sealed.
    pub fn seals_as(&self) -> SealedUnder {
        let mut start = [FORMAT; 1 + ID_LEN];
        start[1..].copy_from_slice(&self.id());
        start
    }

    /// The key as text, for the operator's file; never for a log.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.bytes.as_slice()))
    }

    /// Seals a secret for its place.
    ///
    /// # Errors
    /// [`SealError::NoChance`] when no nonce can be drawn.
    pub fn seal(&self, place: &Place<'_>, secret: &[u8], chance: &dyn Chance) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE_LEN] = draw(chance)?;
        let mut body = Zeroizing::new(secret.to_vec());
        let tag = self
            .cipher()?
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.bytes()),
                &mut body,
            )
            .map_err(|_| SealError::Broken)?;
        Ok([&[FORMAT], &self.id()[..], &nonce[..], &body[..], tag.as_ref()].concat())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// [`SealError::OtherKey`] or [`SealError::Broken`].
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if sealed.len() < HEADER_LEN || sealed[0] != FORMAT {
            return Err(SealError::Broken);
        }
        let (header, body) = sealed.split_at(HEADER_LEN);
        let (id, nonce) = header[1..].split_at(ID_LEN);
        let mut keys = std::iter::once(self).chain(&self.others);
        let key = keys.find(|key| id == key.id()).ok_or(SealError::OtherKey)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Broken)?;
        let mut body = Zeroizing::new(body.to_vec());
        let opened = key
            .cipher()?
            .open_in_place(nonce, Aad::from(place.bytes()), &mut body)
            .map_err(|_| SealError::Broken)?;
        Ok(Zeroizing::new(opened.to_vec()))
    }

    /// Another key that only who holds this one can have.
    pub(crate) fn derived(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, self.bytes.as_slice()), purpose);
        let mut derived = Zeroizing::new([0; 32]);
        derived.copy_from_slice(tag.as_ref());
        derived
    }

    /// Tells sealing keys apart without telling anything about them; kept with each secret, so that keys can rotate.
    pub(crate) fn id(&self) -> [u8; ID_LEN] {
        let tag =
            hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, self.bytes.as_slice()), b"passport sealing key id");
        let mut id = [0; ID_LEN];
        id.copy_from_slice(&tag.as_ref()[..ID_LEN]);
        id
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        UnboundKey::new(&AES_256_GCM, self.bytes.as_slice()).map(LessSafeKey::new).map_err(|_| SealError::Key)
    }
}

impl Place<'_> {
    /// The associated data: each part ends with a zero byte, which no table, name or hyphenated UUID contains.
    fn bytes(&self) -> Vec<u8> {
        let hub = self.hub.map_or_else(|| "server".to_owned(), |hub| hub.to_string());
        format!("passport sealed\0{}\0{hub}\0{}\0", self.table, self.name).into_bytes()
    }
}

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    const HUB: Uuid = Uuid::from_u128(1);

    fn place(hub: Option<Uuid>, name: &str) -> Place<'_> {
        Place { table: "signing_key", hub, name }
    }

    #[test]
    fn a_sealed_secret_opens_in_its_own_place_only() {
        let key = SealingKey::from_bytes([7; 32]);
        let sealed = key.seal(&place(Some(HUB), "k1"), b"secret", &SystemChance).unwrap();
        assert_eq!(key.open(&place(Some(HUB), "k1"), &sealed).unwrap().as_slice(), b"secret");
        for elsewhere in [place(Some(Uuid::from_u128(2)), "k1"), place(None, "k1"), place(Some(HUB), "k2")] {
            assert_eq!(key.open(&elsewhere, &sealed).unwrap_err(), SealError::Broken);
        }
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
    }

    #[test]
    fn another_sealing_key_is_told_from_damage() {
        let sealed =
            SealingKey::from_bytes([7; 32]).seal(&place(None, "audit"), b"secret", &SystemChance).unwrap();
        let other = SealingKey::from_bytes([8; 32]);
        assert_eq!(other.open(&place(None, "audit"), &sealed).unwrap_err(), SealError::OtherKey);
        let mut damaged = sealed.clone();
        damaged[HEADER_LEN] ^= 1;
        let key = SealingKey::from_bytes([7; 32]);
        assert_eq!(key.open(&place(None, "audit"), &damaged).unwrap_err(), SealError::Broken);
        assert_eq!(key.open(&place(None, "audit"), &sealed[..9]).unwrap_err(), SealError::Broken);
    }

    #[test]
    fn while_a_key_is_changed_both_open_and_one_seals() {
        let (old, new) = (SealingKey::from_bytes([7; 32]), SealingKey::from_bytes([8; 32]));
        let place = place(None, "audit");
        let before = old.seal(&place, b"secret", &SystemChance).unwrap();
        let both = new.clone().also_opening(old.clone());
        let after = both.seal(&place, b"secret", &SystemChance).unwrap();
        for sealed in [&before, &after] {
            assert_eq!(both.open(&place, sealed).unwrap().as_slice(), b"secret");
        }
        assert!(after.starts_with(&new.seals_as()) && before.starts_with(&old.seals_as()));
        assert_eq!(old.open(&place, &after).unwrap_err(), SealError::OtherKey);
        assert_eq!(new.open(&place, &before).unwrap_err(), SealError::OtherKey);
        assert_eq!((old.name().len(), both.name()), (8, new.name()));
    }

    #[test]
    fn what_opens_or_signs_is_wiped_when_it_is_dropped() {
        fn wiped<T: ZeroizeOnDrop>(_: &T) {}
        let key = SealingKey::from_bytes([7; 32]);
        wiped(&key);
        wiped(&key.to_text());
        let sealed = key.seal(&place(None, "audit"), b"secret", &SystemChance).unwrap();
        wiped(&key.open(&place(None, "audit"), &sealed).unwrap());
        wiped(&passport_core::keys::SigningKey::generate().unwrap().1);
    }

    #[test]
    fn a_sealing_key_reads_back_from_its_text() {
        let key = SealingKey::generate(&SystemChance).unwrap();
        assert_eq!(SealingKey::parse(&format!(" {}\n", *key.to_text())).unwrap().bytes, key.bytes);
        assert_eq!(SealingKey::parse("too short").unwrap_err(), SealError::Key);
        assert_eq!(format!("{key:?}"), "SealingKey");
    }
}
