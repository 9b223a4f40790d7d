//! Backups: one file for both databases, sealed to a key that need not be on this machine. docs/operations.md has the format in full.
//!
//! `key` is whom a backup is sealed to, `sealed` the file, `lines` what stands in it, `published` what the world saw since, and
//! [`crate::store`] writes and takes it in.

mod key;
pub mod lines;
mod published;
mod sealed;

pub use key::{BackupKey, BackupRecipient, NotAKey};
pub use published::{NotPublished, Published, PublishedKey, PublishedList};
pub use sealed::{Opened, SealedWriter, Unreadable};
