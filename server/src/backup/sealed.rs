//! A backup's file: a key drawn for it alone, in an envelope for its recipient, and then the text in pieces of 64 KiB, each sealed with that
//! key and its number, the last one marked as such. So whatever is changed, moved, missing or added shows, also a cut between two pieces.
//!
//! This is the shape of `age` (age-encryption.org), on the cipher and the envelope that this server has already: the crate `age` would
//! bring a second set of cryptography of some sixty crates, part of it not yet released.
//!
//! Bytes: [`MAGIC`], the envelope ([`crate::envelope`]), then pieces, each with a tag of 16 bytes.

use std::io::{self, Read, Write};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{BackupKey, BackupRecipient};
use crate::chance::{Chance, draw};
use crate::envelope::EnvelopeError;

const MAGIC: &[u8] = b"passport backup 1\n";
const PLACE: &[u8] = b"passport backup 1";
/// Format, public half, the sealed key and its tag.
const ENVELOPE_LEN: usize = 1 + 32 + 32 + TAG_LEN;
const PIECE_LEN: usize = 64 * 1024;
const TAG_LEN: usize = 16;

/// Why a file is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// Not one of ours.
    #[error("is not a backup of this program")]
    Foreign,
    /// The envelope does not open.
    #[error("is sealed to another backup key, or was changed")]
    OtherKey,
    /// A piece was changed, moved or cut off, or something follows the last one.
    #[error("was changed or cut off: nothing was taken from it")]
    Broken,
}

/// Seals what is written to it. Without [`Self::finish`] the file has no end, and nobody takes it for whole.
pub struct SealedWriter<W: Write> {
    out: W,
    cipher: LessSafeKey,
    number: u64,
    piece: Zeroizing<Vec<u8>>,
}

impl<W: Write> SealedWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be written, or the system gives no randomness.
    pub fn begin(mut out: W, to: &BackupRecipient, chance: &dyn Chance) -> io::Result<Self> {
        let key = Zeroizing::new(draw::<32>(chance).map_err(io::Error::other)?);
        let envelope = to.0.seal(PLACE, &key[..], chance).map_err(io::Error::other)?;
        out.write_all(MAGIC)?;
        out.write_all(&envelope)?;
        let cipher = cipher(&key[..]).map_err(io::Error::other)?;
        Ok(Self { out, cipher, number: 0, piece: Zeroizing::new(Vec::with_capacity(PIECE_LEN + TAG_LEN)) })
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let tag = self
            .cipher
            .seal_in_place_separate_tag(nonce(self.number, last), Aad::empty(), &mut self.piece)
            .map_err(|_| io::Error::other("a piece cannot be sealed"))?;
        self.out.write_all(&self.piece)?;
        self.out.write_all(tag.as_ref())?;
        self.piece.clear();
        self.number += 1;
        Ok(())
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits until more comes: the last one has to be marked.
        if self.piece.len() == PIECE_LEN {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PIECE_LEN - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a sealed file holds, piece by piece; a piece is given out once its tag fits.
pub struct Opened<R: Read> {
    from: R,
    cipher: LessSafeKey,
    number: u64,
    /// The sealed bytes of the next piece, which is the last one if nothing follows.
    next: Vec<u8>,
    piece: Zeroizing<Vec<u8>>,
    given: usize,
    ended: bool,
}

impl<R: Read> Opened<R> {
    /// Opens a file with the private half.
    ///
    /// # Errors
    /// [`Unreadable`] inside an [`io::Error`], or what is wrong with reading.
    pub fn open(mut from: R, key: &BackupKey) -> io::Result<Self> {
        let head = at_most(&mut from, MAGIC.len() + ENVELOPE_LEN)?;
        let (magic, envelope) =
            head.split_at_checked(MAGIC.len()).ok_or_else(|| refuse(Unreadable::Foreign))?;
        if magic != MAGIC {
            return Err(refuse(Unreadable::Foreign));
        }
        let file_key = key.opener.open(PLACE, envelope).map_err(|_| refuse(Unreadable::OtherKey))?;
        let cipher = cipher(&file_key).map_err(|_| refuse(Unreadable::OtherKey))?;
        let next = at_most(&mut from, PIECE_LEN + TAG_LEN)?;
        let piece = Zeroizing::new(Vec::new());
        Ok(Self { from, cipher, number: 0, next, piece, given: 0, ended: false })
    }

    fn open_next(&mut self) -> io::Result<()> {
        let mut sealed = std::mem::take(&mut self.next);
        if sealed.len() == PIECE_LEN + TAG_LEN {
            self.next = at_most(&mut self.from, PIECE_LEN + TAG_LEN)?;
        }
        let last = self.next.is_empty();
        let opened = self.cipher.open_in_place(nonce(self.number, last), Aad::empty(), &mut sealed);
        let length = opened.map_err(|_| refuse(Unreadable::Broken))?.len();
        sealed.truncate(length);
        self.piece = Zeroizing::new(sealed);
        self.given = 0;
        self.number += 1;
        self.ended = last;
        Ok(())
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.piece.len() {
            if self.ended {
                return Ok(0);
            }
            self.open_next()?;
        }
        let given = into.len().min(self.piece.len() - self.given);
        into[..given].copy_from_slice(&self.piece[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}

/// So many bytes, or all that there are.
fn at_most(from: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    from.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refuse(why: Unreadable) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

fn cipher(key: &[u8]) -> Result<LessSafeKey, EnvelopeError> {
    UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new).map_err(|_| EnvelopeError::Broken)
}

/// No two pieces of a file have one, and no two files have one key.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    bytes[3..11].copy_from_slice(&number.to_be_bytes());
    bytes[11] = u8::from(last);
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    fn sealed(text: &[u8], to: &BackupRecipient) -> Vec<u8> {
        let mut writer = SealedWriter::begin(Vec::new(), to, &SystemChance).unwrap();
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    fn opened(file: &[u8], key: &BackupKey) -> Result<Vec<u8>, Option<Unreadable>> {
        let mut text = Vec::new();
        let read = Opened::open(file, key).and_then(|mut opened| opened.read_to_end(&mut text));
        match read {
            Ok(_) => Ok(text),
            Err(fault) => Err(fault.get_ref().and_then(|why| why.downcast_ref().copied())),
        }
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_alone_whatever_its_length() {
        let (key, recipient) = BackupKey::draw(&SystemChance).unwrap();
        let (other, _) = BackupKey::draw(&SystemChance).unwrap();
        for length in [0, 1, PIECE_LEN - 1, PIECE_LEN, PIECE_LEN + 1, 3 * PIECE_LEN] {
            let text: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let file = sealed(&text, &recipient);
            assert_eq!(opened(&file, &key), Ok(text), "{length}");
            assert_eq!(opened(&file, &other), Err(Some(Unreadable::OtherKey)));
        }
        assert_eq!(opened(b"SQLite format 3", &key), Err(Some(Unreadable::Foreign)));
        assert!(!sealed(b"Zo\xc3\xab", &recipient).windows(3).any(|bytes| bytes == b"Zo\xc3"));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_found() {
        let (key, recipient) = BackupKey::draw(&SystemChance).unwrap();
        let file = sealed(&vec![b'x'; 2 * PIECE_LEN], &recipient);
        let head = MAGIC.len() + ENVELOPE_LEN;
        let piece = PIECE_LEN + TAG_LEN;
        for cut in [0, 5, head - 1, head, head + 15, head + piece, head + piece + 1, file.len() - 1] {
            assert!(opened(&file[..cut], &key).is_err(), "the first {cut} bytes");
        }
        for at in (0..head + 40).chain((head..file.len()).step_by(4099)).chain([file.len() - 1]) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, &key).is_err(), "byte {at}");
        }
        let swapped = [&file[..head], &file[head + piece..], &file[head..head + piece]].concat();
        assert_eq!(opened(&swapped, &key), Err(Some(Unreadable::Broken)));
        assert_eq!(opened(&[&file[..], b"x"].concat(), &key), Err(Some(Unreadable::Broken)));
    }
}
