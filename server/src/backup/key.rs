//! Whom a backup is sealed to: a pair of keys as text. The public half stands on the server, the private half is kept apart and is needed
//! to restore alone.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::envelope::{EnvelopeError, EnvelopeOpener, EnvelopeSealer, draw_pair};

const PUBLIC: &str = "passport-backup-";
const PRIVATE: &str = "PASSPORT-BACKUP-PRIVATE-";
const KEY_LEN: usize = 32;
/// A mistyped key would seal backups that nobody opens, so both halves carry a sum.
const SUM_LEN: usize = 4;

/// The public half: it seals, and opens nothing.
#[derive(Clone, Debug)]
pub struct BackupRecipient(pub(super) EnvelopeSealer);

/// The private half.
pub struct BackupKey {
    text: Zeroizing<String>,
    pub(super) opener: EnvelopeOpener,
}

/// A text that is no such key, or not that half of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAKey {
    /// The private half where the public one is wanted.
    #[error(
        "this is the private half, which must not be on the server: use the one that begins with {PUBLIC}"
    )]
    Private,
    /// Anything else.
    #[error("is not a backup key, or was mistyped: it begins with {PUBLIC} or {PRIVATE}")]
    Broken,
}

impl BackupKey {
    /// Draws a pair.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(chance: &dyn Chance) -> Result<(Self, BackupRecipient), EnvelopeError> {
        let (seed, public) = draw_pair(chance)?;
        let key = Self {
            text: Zeroizing::new(written(PRIVATE, &seed[..])),
            opener: EnvelopeOpener::from_bytes(&seed[..])?,
        };
        Ok((key, BackupRecipient(public)))
    }

    /// Reads the private half; white space around it is ignored.
    ///
    /// # Errors
    /// [`NotAKey`].
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        let seed = Zeroizing::new(read(PRIVATE, text)?);
        let opener = EnvelopeOpener::from_bytes(&seed[..]).map_err(|_| NotAKey::Broken)?;
        Ok(Self { text: Zeroizing::new(text.to_owned()), opener })
    }

    /// The private half as text, for the operator's file; never for a log.
    pub fn to_text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupKey")
    }
}

impl FromStr for BackupRecipient {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        if text.starts_with(PRIVATE) {
            return Err(NotAKey::Private);
        }
        let public = read(PUBLIC, text)?;
        EnvelopeSealer::from_bytes(&public).map(Self).map_err(|_| NotAKey::Broken)
    }
}

impl fmt::Display for BackupRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(PUBLIC, self.0.as_bytes()))
    }
}

fn written(start: &str, key: &[u8]) -> String {
    format!("{start}{}", URL_SAFE_NO_PAD.encode([key, &sum(start, key)].concat()))
}

fn read(start: &str, text: &str) -> Result<[u8; KEY_LEN], NotAKey> {
    let rest = text.strip_prefix(start).ok_or(NotAKey::Broken)?;
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(rest).map_err(|_| NotAKey::Broken)?);
    let (key, tail) = bytes.split_at_checked(KEY_LEN).ok_or(NotAKey::Broken)?;
    if tail != sum(start, key) {
        return Err(NotAKey::Broken);
    }
    key.try_into().map_err(|_| NotAKey::Broken)
}

fn sum(start: &str, key: &[u8]) -> [u8; SUM_LEN] {
    let digest = Sha256::new().chain_update(start).chain_update(key).finalize();
    let mut sum = [0; SUM_LEN];
    sum.copy_from_slice(&digest[..SUM_LEN]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    #[test]
    fn a_mistyped_key_is_found_out_and_neither_half_passes_for_the_other() {
        let (key, recipient) = BackupKey::draw(&SystemChance).unwrap();
        let (private, public) = (key.to_text().to_owned(), recipient.to_string());
        assert_eq!(public.parse::<BackupRecipient>().unwrap().to_string(), public);
        assert_eq!(BackupKey::parse(&format!(" {private}\n")).unwrap().to_text(), private);
        assert_eq!(private.parse::<BackupRecipient>().unwrap_err(), NotAKey::Private);
        assert_eq!(BackupKey::parse(&public).unwrap_err(), NotAKey::Broken);
        for at in PUBLIC.len()..public.len() {
            let other = if public.as_bytes()[at] == b'A' { "B" } else { "A" };
            let mut typed = public.clone();
            typed.replace_range(at..=at, other);
            assert!(typed.parse::<BackupRecipient>().is_err(), "{at}");
        }
    }
}
