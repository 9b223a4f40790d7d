//! What a young person tells their hub, what it answers, and who looked at their card.

use passport_core::wallet as core;

use crate::card::Setting;

/// What happened where a card was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Happened {
    /// They said no.
    Refused,
    /// They asked too many questions.
    Questioned,
    /// They kept the card.
    Kept,
}

/// What somebody may write to their hub about their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AboutData {
    /// Something is wrong in what the hub has noted.
    Correction,
    /// Please delete it.
    Deletion,
    /// A complaint.
    Complaint,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MessageKind {
    /// A card was not accepted.
    NotAccepted,
    /// Something is wrong in what the hub has noted.
    Correction,
    /// Please delete it.
    Deletion,
    /// A complaint.
    Complaint,
    /// Nobody wrote, but the code for a lost card was typed. It only comes from the hub.
    Lost,
}

/// How far the hub is with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Progress {
    /// The hub has it.
    Sent,
    /// Somebody read it.
    Read,
    /// It is done.
    Done,
}

/// A message that the hub has.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HubMessage {
    /// Its id.
    pub id: String,
    /// When it came, seconds since 1970.
    pub sent_at: i64,
    /// What it is about.
    pub kind: MessageKind,
    /// Where.
    pub setting: Option<Setting>,
    /// What happened there.
    pub happened: Option<Happened>,
    /// What was said.
    pub words: Option<String>,
    /// The day by which the hub must answer, `YYYY-MM-DD`.
    pub answer_by: Option<String>,
    /// How far the hub is with it.
    pub progress: Progress,
    /// The hub's answer.
    pub answer: Option<String>,
    /// When it was answered, seconds since 1970.
    pub answered_at: Option<i64>,
}

/// A message that the hub does not have yet.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct UnsentMessage {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub kind: MessageKind,
    /// Where.
    pub setting: Option<Setting>,
    /// What happened there.
    pub happened: Option<Happened>,
    /// What was said.
    pub words: Option<String>,
    /// Whether a card before could not send it: ask its writer whether to send it or to throw it away. Others go out by themselves.
    pub is_of_card_before: bool,
}

/// Somebody looked at the card from a desk, or a time-out was noted.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ActivityEntry {
    /// When, seconds since 1970.
    pub at: i64,
    /// Which of the two.
    pub kind: ActivityKind,
    /// Where.
    pub place: String,
    /// When a time-out was over, seconds since 1970.
    pub back_at: Option<i64>,
    /// Nobody noted that it was over; that is nobody's fault.
    pub not_noted_back: bool,
}

/// What was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ActivityKind {
    /// Somebody looked.
    Look,
    /// A time-out.
    TimeOut,
}

impl UnsentMessage {
    pub(crate) fn of(message: core::Message, is_of_card_before: bool) -> Self {
        Self {
            id: message.id.to_string(),
            kind: message.kind.into(),
            setting: message.setting.map(Into::into),
            happened: message.happened.map(Into::into),
            words: message.words,
            is_of_card_before,
        }
    }
}

impl From<core::Told> for HubMessage {
    fn from(told: core::Told) -> Self {
        Self {
            id: told.id.to_string(),
            sent_at: told.at.timestamp(),
            kind: told.kind.into(),
            setting: told.setting.map(Into::into),
            happened: told.happened.map(Into::into),
            words: told.words,
            answer_by: told.answer_by.map(|day| day.to_string()),
            progress: told.progress.into(),
            answer: told.answer,
            answered_at: told.answered_at.map(|at| at.timestamp()),
        }
    }
}

impl From<core::ActivityEntry> for ActivityEntry {
    fn from(entry: core::ActivityEntry) -> Self {
        Self {
            at: entry.at.timestamp(),
            kind: match entry.kind {
                core::ActivityKind::Look => ActivityKind::Look,
                core::ActivityKind::TimeOut => ActivityKind::TimeOut,
            },
            place: entry.place,
            back_at: entry.back_at.map(|at| at.timestamp()),
            not_noted_back: entry.not_noted_back,
        }
    }
}

/// The same words on both sides.
macro_rules! same_words {
    ($($name:ident: $($word:ident),+;)+) => {$(
        impl From<core::$name> for $name {
            fn from(of: core::$name) -> Self {
                match of { $(core::$name::$word => Self::$word),+ }
            }
        }
        impl From<$name> for core::$name {
            fn from(of: $name) -> Self {
                match of { $($name::$word => Self::$word),+ }
            }
        }
    )+};
}

same_words! {
    AboutData: Correction, Deletion, Complaint;
    Happened: Refused, Questioned, Kept;
    MessageKind: NotAccepted, Correction, Deletion, Complaint, Lost;
    Progress: Sent, Read, Done;
}
