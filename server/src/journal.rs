//! The journal: what a restored backup must not undo, written to a file outside the database before the deed is acknowledged. Ids and public
//! halves of keys, no names. docs/operations.md, "Back up and restore".
//!
//! A line is written and on the disk before its transaction is committed. If the commit then fails, the line stays: whoever asked for the deed
//! was told that it failed, and after a restore it is done.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use passport_core::carer::Purpose;
use passport_core::keys::{Kid, PublicKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::private_file::make_for_owner_of_folder;
use crate::store::{CarerId, HubId, OrganisationId, PersonId, ReviewId, ReviewReason, Role};

/// No line is as long.
const LONGEST_LINE: u64 = 4096;

/// A file that is only ever added to.
#[derive(Clone, Debug)]
pub struct Journal(PathBuf);

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// In which hub.
    pub hub: HubId,
    /// What was done.
    #[serde(flatten)]
    pub deed: Noted,
}

/// What a restored backup must not undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Noted {
    /// A young person was erased.
    Erased {
        /// Who.
        carer: CarerId,
    },
    /// Somebody works for the hub no more, or not at one of its desks.
    AccessEnded {
        /// Who.
        person: PersonId,
        /// The organisation at whose desk they were; nothing for the hub's own staff.
        desk: Option<OrganisationId>,
    },
    /// One role of somebody ended.
    RoleEnded {
        /// Who.
        person: PersonId,
        /// Where.
        organisation: OrganisationId,
        /// Which.
        role: Role,
    },
    /// A colleague is a manager now, or a worker.
    RoleChanged {
        /// Who.
        person: PersonId,
        /// Which of the two.
        role: Role,
    },
    /// Somebody signs in with another password, or with everything anew: what a backup holds may be known to somebody else.
    SignInChanged {
        /// Who.
        person: PersonId,
    },
    /// The hub works with an organisation no more: its desk is shut.
    DeskShut {
        /// Which.
        organisation: OrganisationId,
    },
    /// Something that was agreed about a young person was taken back.
    AgreementEnded {
        /// Whom.
        carer: CarerId,
        /// What.
        purpose: Purpose,
    },
    /// The photo of a young person was removed.
    PhotoRemoved {
        /// Whose.
        carer: CarerId,
    },
    /// Somebody may not be safe, and their record is protected.
    RecordProtected {
        /// Who.
        carer: CarerId,
    },
    /// A review was taken back by its writer, or another came in its place.
    ReviewTakenBack {
        /// Which.
        review: ReviewId,
        /// Whether the hub keeps its text for a while, since somebody may be in danger.
        kept: bool,
    },
    /// A review that was shown was taken down by the hub.
    ReviewTakenDown {
        /// Which.
        review: ReviewId,
        /// The version that it was decided about.
        version: i64,
        /// Why.
        reason: ReviewReason,
    },
    /// Somebody of the hub said that a review's writer may be in danger; one that was shown was taken down with it.
    ReviewWorried {
        /// Which.
        review: ReviewId,
        /// The version that they read.
        version: i64,
        /// Who said so.
        by: PersonId,
    },
    /// A key was made: its number is never given again.
    KeyPublished {
        /// Its number.
        kid: Kid,
        /// Its public half, which old cards are still checked with.
        public: PublicText,
    },
    /// A key began to sign.
    KeyActivated {
        /// Its number.
        kid: Kid,
    },
    /// A key signs no more.
    KeyRetired {
        /// Its number.
        kid: Kid,
    },
    /// What a key signed is not in use.
    KeyRefused {
        /// Its number.
        kid: Kid,
    },
}

/// A public key as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicText(String);

/// Why a journal cannot be read.
#[derive(Debug, Error)]
pub enum BadJournal {
    /// The file.
    #[error("{0} cannot be read")]
    File(String, #[source] io::Error),
    /// One of its lines.
    #[error(
        "line {1} of {0} is not what this program writes: put the journal back as it was, or mend the line"
    )]
    Line(String, u64),
}

impl From<&PublicKey> for PublicText {
    fn from(key: &PublicKey) -> Self {
        Self(key.to_text())
    }
}

impl PublicText {
    /// The key.
    pub fn read(&self) -> Option<PublicKey> {
        PublicKey::from_text(&self.0).ok()
    }
}

impl Journal {
    /// The journal in this file, which is made with the first line.
    pub fn at(file: impl Into<PathBuf>) -> Self {
        Self(file.into())
    }

    /// Where it is.
    pub fn file(&self) -> &Path {
        &self.0
    }

    /// Adds lines; when this returns they are on the disk.
    ///
    /// # Errors
    /// When they cannot be written there.
    pub fn add(&self, entries: &[Entry]) -> io::Result<()> {
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, entry)?;
            lines.push(b'\n');
        }
        let mut file = self.open()?;
        if ends_within_a_line(&mut file)? {
            lines.insert(0, b'\n');
        }
        file.write_all(&lines)?;
        file.sync_all()
    }

    fn open(&self) -> io::Result<File> {
        let open = || OpenOptions::new().read(true).append(true).open(&self.0);
        match open() {
            Err(fault) if fault.kind() == ErrorKind::NotFound => match make_for_owner_of_folder(&self.0) {
                // Somebody else may have made it meanwhile.
                Err(fault) if fault.kind() != ErrorKind::AlreadyExists => Err(fault),
                _ => open(),
            },
            opened => opened,
        }
    }

    /// Whether it can be written, without adding anything.
    ///
    /// # Errors
    /// When it cannot.
    pub fn try_out(&self) -> io::Result<()> {
        self.add(&[])
    }

    /// Everything in it. What a power cut left of a line is passed over, since its deed was not acknowledged.
    ///
    /// # Errors
    /// [`BadJournal`].
    pub fn read(&self) -> Result<Vec<Entry>, BadJournal> {
        let name = self.0.display().to_string();
        let file = |fault| BadJournal::File(name.clone(), fault);
        let mut from = BufReader::new(File::open(&self.0).map_err(file)?);
        let (mut entries, mut line, mut number, mut torn) = (Vec::new(), Vec::new(), 0, None);
        loop {
            line.clear();
            (&mut from).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(file)?;
            if line.is_empty() {
                break;
            }
            number += 1;
            match serde_json::from_slice(line.trim_ascii_end()) {
                Ok(entry) => entries.push(entry),
                Err(_) if line == b"\n" => {}
                // Cut off: at the end, or before a line that was added after the cut.
                Err(fault) if fault.is_eof() => torn = Some(number),
                Err(_) => return Err(BadJournal::Line(name, number)),
            }
        }
        if let Some(number) = torn {
            tracing::warn!(number, "a line of the journal was cut off and is passed over");
        }
        Ok(entries)
    }
}

fn ends_within_a_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn entry(n: u128) -> Entry {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Entry {
            at,
            hub: HubId(Uuid::from_u128(1)),
            deed: Noted::Erased { carer: CarerId(Uuid::from_u128(n)) },
        }
    }

    #[test]
    fn what_was_added_comes_back_and_a_line_that_a_power_cut_tore_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        journal.add(&[entry(1)]).unwrap();
        let text = std::fs::read(journal.file()).unwrap();
        assert!(String::from_utf8_lossy(&text).contains(r#""did":"erased","carer":"#));
        std::fs::write(journal.file(), [&text[..], &text[..40]].concat()).unwrap();
        assert_eq!(journal.read().unwrap(), [entry(1)]);
        journal.add(&[entry(2), entry(3)]).unwrap();
        assert_eq!(journal.read().unwrap(), [entry(1), entry(2), entry(3)]);
        std::fs::write(journal.file(), "erased somebody\n").unwrap();
        assert!(matches!(journal.read(), Err(BadJournal::Line(_, 1))));
        assert!(matches!(Journal::at("/nowhere/at/all").read(), Err(BadJournal::File(..))));
    }
}
