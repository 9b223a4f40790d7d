//! What stands in a backup: a line for the whole, then each table with its columns and its rows, a row a line, all JSON; and an end that says how
//! many there were and carries a MAC under the sealing key, so that only the server itself can have written it.

use std::io::{self, BufRead as _, BufReader, Read, Write};

use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::seal::SealingKey;

const WHAT: &str = "young carer passport";
const FORMAT: u32 = 1;
/// A photo is 50 kB, a service's texts less; nothing that this program keeps is as long.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    backup: String,
    format: u32,
    /// The moment that all of it is of.
    pub made_at: DateTime<Utc>,
    /// The newest migration of the database.
    pub migration: i64,
    /// The address on its cards.
    pub base: Option<String>,
}

/// The line before a table's rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLine {
    /// Its name.
    pub table: String,
    /// The columns, in the order of each row.
    pub columns: Vec<String>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    rows: u64,
    mac: String,
}

/// One line of a backup.
#[derive(Debug)]
pub enum Line {
    /// A table begins.
    Table(TableLine),
    /// A row of it.
    Row(Vec<Value>),
}

/// Why a backup cannot be read.
#[derive(Debug, Error)]
pub enum BadBackup {
    /// The file does not open.
    #[error("the backup {0}")]
    File(#[from] io::Error),
    /// A newer program wrote it.
    #[error("the backup was made by a newer version of this program: use that version")]
    TooNew,
    /// The sealing key is not the one of that server.
    #[error("the backup was not made with this sealing key: put the key back that the server had then")]
    OtherSealingKey,
    /// Its text is not what this program writes.
    #[error("line {0} of the backup cannot be read: nothing was taken from it")]
    Line(u64),
    /// There is no end.
    #[error("the backup has no end: it was cut off while it was made, and nothing was taken from it")]
    CutOff,
}

impl Header {
    /// The first line of a new backup.
    pub fn of(made_at: DateTime<Utc>, migration: i64, base: Option<String>) -> Self {
        Self { backup: WHAT.to_owned(), format: FORMAT, made_at, migration, base }
    }
}

/// Writes a backup line by line.
pub struct LineWriter<W: Write> {
    out: W,
    digest: Sha256,
    rows: u64,
    line: Vec<u8>,
}

impl<W: Write> LineWriter<W> {
    /// Begins with the first line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(out: W, header: &Header) -> io::Result<Self> {
        let mut writer = Self { out, digest: Sha256::new(), rows: 0, line: Vec::new() };
        writer.write(header)?;
        Ok(writer)
    }

    /// Begins a table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn table(&mut self, table: &TableLine) -> io::Result<()> {
        self.write(table)
    }

    /// One row of the table that was begun last.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, values: &[Value]) -> io::Result<()> {
        self.rows += 1;
        self.write(&values)
    }

    /// How many rows were written so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The last line. Gives what it was written to, and how many rows there were.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self, sealing: &SealingKey) -> io::Result<(W, u64)> {
        let (mac, rows) = (mac(sealing, self.digest.clone()), self.rows);
        let mac = mac.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        self.write(&End { rows, mac })?;
        self.out.flush()?;
        Ok((self.out, rows))
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        self.digest.update(&self.line);
        self.out.write_all(&self.line)
    }
}

/// Reads a backup line by line; the end is checked before it is told that there is nothing more.
pub struct LineReader<R: Read> {
    from: BufReader<R>,
    header: Header,
    digest: Sha256,
    line: Vec<u8>,
    number: u64,
    rows: u64,
    sealing: SealingKey,
}

impl<R: Read> LineReader<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// [`BadBackup`].
    pub fn begin(from: R, sealing: &SealingKey) -> Result<Self, BadBackup> {
        let header = Header::of(DateTime::UNIX_EPOCH, 0, None);
        let (digest, line, sealing) = (Sha256::new(), Vec::new(), sealing.clone());
        let mut reader =
            Self { from: BufReader::new(from), header, digest, line, number: 0, rows: 0, sealing };
        if !reader.read()? {
            return Err(BadBackup::CutOff);
        }
        let header: Header = serde_json::from_slice(&reader.line).map_err(|_| BadBackup::Line(1))?;
        if header.backup != WHAT {
            return Err(BadBackup::Line(1));
        }
        if header.format != FORMAT {
            return Err(BadBackup::TooNew);
        }
        reader.digest.update(&reader.line);
        reader.header = header;
        Ok(reader)
    }

    /// The first line.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The number of the line that was read last, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many rows were read so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The next line; none after the end.
    ///
    /// # Errors
    /// [`BadBackup`].
    pub fn next_line(&mut self) -> Result<Option<Line>, BadBackup> {
        if !self.read()? {
            return Err(BadBackup::CutOff);
        }
        let bad = |_| BadBackup::Line(self.number);
        if self.line.starts_with(b"[") {
            let row = serde_json::from_slice(&self.line).map_err(bad)?;
            self.digest.update(&self.line);
            self.rows += 1;
            return Ok(Some(Line::Row(row)));
        }
        if self.line.starts_with(br#"{"table""#) {
            let table = serde_json::from_slice(&self.line).map_err(bad)?;
            self.digest.update(&self.line);
            return Ok(Some(Line::Table(table)));
        }
        let end: End = serde_json::from_slice(&self.line).map_err(bad)?;
        self.insist_on_end(&end)?;
        Ok(None)
    }

    fn insist_on_end(&mut self, end: &End) -> Result<(), BadBackup> {
        let told: Option<Vec<u8>> = (0..end.mac.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(end.mac.get(at..at + 2)?, 16).ok())
            .collect();
        let fits = told.is_some_and(|told| verified(&self.sealing, self.digest.clone(), &told));
        if !fits {
            return Err(BadBackup::OtherSealingKey);
        }
        if end.rows != self.rows || self.read()? {
            return Err(BadBackup::Line(self.number));
        }
        Ok(())
    }

    /// Reads one line with its end; false when there is none.
    fn read(&mut self) -> Result<bool, BadBackup> {
        self.line.clear();
        let read = (&mut self.from).take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
        self.number += 1;
        match self.line.last() {
            None => Ok(false),
            Some(b'\n') => Ok(true),
            Some(_) if u64::try_from(read).is_ok_and(|read| read < LONGEST_LINE) => Err(BadBackup::CutOff),
            Some(_) => Err(BadBackup::Line(self.number)),
        }
    }
}

fn mac_key(sealing: &SealingKey) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &sealing.derived(b"passport backup text")[..])
}

fn mac(sealing: &SealingKey, digest: Sha256) -> hmac::Tag {
    hmac::sign(&mac_key(sealing), &digest.finalize())
}

fn verified(sealing: &SealingKey, digest: Sha256, told: &[u8]) -> bool {
    hmac::verify(&mac_key(sealing), &digest.finalize(), told).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written() -> Vec<u8> {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut writer = LineWriter::begin(Vec::new(), &Header::of(at, 21, None)).unwrap();
        writer.table(&TableLine { table: "hub".into(), columns: vec!["name".into()] }).unwrap();
        writer.row(&[json!("Zoë's \n hub")]).unwrap();
        writer.end(&SealingKey::from_bytes([7; 32])).unwrap().0
    }

    fn rows(text: &[u8], sealing: u8) -> Result<u64, BadBackup> {
        let mut reader = LineReader::begin(text, &SealingKey::from_bytes([sealing; 32]))?;
        while reader.next_line()?.is_some() {}
        Ok(reader.rows())
    }

    #[test]
    fn lines_come_back_and_every_other_text_is_refused() {
        let text = written();
        assert_eq!(rows(&text, 7).unwrap(), 1);
        assert!(matches!(rows(&text, 8), Err(BadBackup::OtherSealingKey)));
        for cut in 0..text.len() {
            assert!(rows(&text[..cut], 7).is_err(), "the first {cut} bytes");
        }
        for at in 0..text.len() {
            let mut changed = text.clone();
            changed[at] ^= 1;
            assert!(rows(&changed, 7).is_err(), "byte {at}");
        }
        assert!(matches!(rows(&[&text[..], b"{}\n"].concat(), 7), Err(BadBackup::Line(_))));
    }
}
