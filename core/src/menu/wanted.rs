//! What somebody looks for.

use std::collections::BTreeSet;

use chrono::{NaiveTime, Weekday};
use uuid::Uuid;

mod read;
mod write;

pub use read::{FARTHEST, LAST_PAGE, LeftOut, MOST_LETTERS, MOST_WORDS, Reading, Why};

pub(super) use write::escaped;

use super::{Near, Position, Tag};
use crate::card::HubSlug;

/// What somebody looks for. Everything that is named must fit; of several tags of one taxonomy, or several days, one is enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Words they typed.
    pub words: String,
    /// Tags they chose.
    pub tags: BTreeSet<Tag>,
    /// How old they are.
    pub age: Option<u8>,
    /// On which days they can.
    pub days: Vec<Weekday>,
    /// Not before this time of day.
    pub from: Option<NaiveTime>,
    /// Not after this time of day.
    pub until: Option<NaiveTime>,
    /// Only what is free.
    pub is_free: bool,
    /// Where they are, as far as an address says it.
    pub near: Option<Near>,
    /// Where that is on the map: distances are told, and what is near comes first. Reading a square fills it; of an outward code whoever
    /// holds a list of postcodes does.
    pub at: Option<Position>,
    /// How far they go, in metres. What has no place fits always.
    pub within: Option<u32>,
    /// Whose menu.
    pub hub: Option<HubSlug>,
    /// Of one provider alone.
    pub provider: Option<Uuid>,
}

#[cfg(test)]
mod tests;
