//! What was told to the hub, what it answered, and who looked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::card::Setting;

/// What a young person sends to the hub. Its id is drawn before it is sent, so that it arrives once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its own.
    pub id: Uuid,
    /// What it is about.
    pub kind: MessageKind,
    /// Where a card was not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
    /// What happened there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<Happened>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// A card was not accepted.
    NotAccepted,
    /// Something about them is wrong.
    Correction,
    /// Please delete it.
    Deletion,
    /// A complaint.
    Complaint,
    /// Nobody wrote, but the lost code was typed.
    Lost,
}

/// What happened where a card was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Happened {
    /// It was refused.
    Refused,
    /// Its owner was questioned.
    Questioned,
    /// It was kept.
    Kept,
}

/// How far the hub is with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// The hub has it.
    Sent,
    /// Somebody read it.
    Read,
    /// It is done.
    Done,
}

/// What the hub says of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The message's id.
    pub id: Uuid,
    /// When it came.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub kind: MessageKind,
    /// Where.
    #[serde(default)]
    pub setting: Option<Setting>,
    /// What happened there.
    #[serde(default)]
    pub happened: Option<Happened>,
    /// What was said.
    #[serde(default)]
    pub words: Option<String>,
    /// The day by which the hub must answer.
    #[serde(default)]
    pub answer_by: Option<NaiveDate>,
    /// How far the hub is with it.
    #[serde(rename = "state")]
    pub progress: Progress,
    /// The hub's answer.
    #[serde(default)]
    pub answer: Option<String>,
    /// When it was answered.
    #[serde(default)]
    pub answered_at: Option<DateTime<Utc>>,
}

/// Who looked at the card. Nothing is asked for before its owner switches it on, and nothing is shown that was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// When it was switched on, seconds since 1970.
    pub since: u64,
    /// What was noted since, the newest first.
    pub entries: Vec<ActivityEntry>,
}

/// Somebody looked at the card from a desk, or a time-out was noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Which of the two.
    pub kind: ActivityKind,
    /// Where.
    #[serde(rename = "where")]
    pub place: String,
    /// When a time-out was over.
    #[serde(default)]
    pub back_at: Option<DateTime<Utc>>,
    /// Nobody noted that it was over.
    #[serde(default)]
    pub not_noted_back: bool,
}

/// What was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActivityKind {
    /// Somebody looked.
    Look,
    /// A time-out.
    TimeOut,
}

impl Activity {
    /// Takes over what was noted after it was switched on.
    pub(in super::super) fn take(&mut self, entries: Vec<ActivityEntry>) {
        self.entries = entries.into_iter().filter(|entry| entry.is_since(self.since)).collect();
    }
}

impl ActivityEntry {
    /// Whether it was noted at this moment, in seconds since 1970, or later.
    pub(in super::super) fn is_since(&self, since: u64) -> bool {
        self.at.timestamp() >= i64::try_from(since).unwrap_or(i64::MAX)
    }
}
