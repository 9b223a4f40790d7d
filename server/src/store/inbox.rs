//! The hub's inbox: what young people write from their phones, and what the hub did about it. A message goes from sent to read to
//! done, and its writer sees each step.

mod deal;
mod list;
mod send;

use chrono::{DateTime, Days, NaiveDate, Utc};
use passport_core::card::Setting;
use passport_core::issue::today;

use super::{CardId, CarerId, MessageId, StoreError, Thing};

pub use deal::{AndThen, OpenedMessage};
pub use list::{InboxLine, MOST_DONE};
pub(super) use send::insert;
pub use send::{MOST_MESSAGES_A_DAY, MOST_WORDS, NewMessage};

/// So many days a hub has to answer: as long as the law gives for a request about somebody's data (UK GDPR, article 12(3)).
const DAYS_TO_ANSWER: u64 = 30;

/// What happened where a card was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// They said no.
    Refused,
    /// They asked why, or how things are at home.
    Questioned,
    /// They kept the card.
    Kept,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The card was not accepted.
    NotAccepted {
        /// Where.
        setting: Setting,
        /// How.
        happened: Happened,
    },
    /// Something in the books is wrong.
    Correction,
    /// The hub should delete what it keeps.
    Deletion,
    /// Somebody is not content with the hub.
    Complaint,
    /// The lost code was typed: nobody wrote, and the hub should ring.
    Lost,
    /// They would like to be contacted.
    Contact,
    /// Another hub is worried about them; the words say whom to ring there.
    Worry,
}

/// How far the hub has come with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// It is with the hub, and nobody has opened it.
    Sent,
    /// Somebody has opened it.
    Read,
    /// The hub has done what there was to do.
    Done,
}

/// A message in the books.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub message_id: MessageId,
    /// Who wrote it, or whose code was typed.
    pub carer: CarerId,
    /// The phone it came from, unless that is gone.
    pub phone: Option<CardId>,
    /// What it is about.
    pub about: About,
    /// What else they wrote.
    pub words: Option<String>,
    /// When it came.
    pub sent_at: DateTime<Utc>,
    /// When it was first opened.
    pub read_at: Option<DateTime<Utc>>,
    /// When the hub was done with it.
    pub done_at: Option<DateTime<Utc>>,
    /// What the hub says it did, and when it said so.
    pub answer: Option<(String, DateTime<Utc>)>,
    /// Counts the answers; an answer names the version it was written under.
    pub version: i64,
}

/// What a young person wrote never reaches a log by way of `{:?}`.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({}, {})", self.message_id, self.about.kind())
    }
}

impl Happened {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Refused, Self::Questioned, Self::Kept];

    /// The code in the store and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Questioned => "questioned",
            Self::Kept => "kept",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl About {
    /// Whether somebody wrote it on a phone and reads there what became of it.
    pub fn is_from_phone(self) -> bool {
        !matches!(self, Self::Lost | Self::Contact | Self::Worry)
    }

    /// The kinds, the most urgent first.
    pub const KINDS: [&'static str; 7] =
        ["worry", "lost", "contact", "complaint", "not-accepted", "correction", "deletion"];

    /// The code of its kind in the store and in JSON.
    pub fn kind(self) -> &'static str {
        match self {
            Self::NotAccepted { .. } => "not-accepted",
            Self::Correction => "correction",
            Self::Deletion => "deletion",
            Self::Complaint => "complaint",
            Self::Lost => "lost",
            Self::Contact => "contact",
            Self::Worry => "worry",
        }
    }

    /// What is meant by a kind with where and what; none when one of these is missing or does not belong there.
    pub fn from_codes(kind: &str, setting: Option<Setting>, happened: Option<Happened>) -> Option<Self> {
        match (kind, setting, happened) {
            ("not-accepted", Some(setting), Some(happened)) => Some(Self::NotAccepted { setting, happened }),
            ("correction", None, None) => Some(Self::Correction),
            ("deletion", None, None) => Some(Self::Deletion),
            ("complaint", None, None) => Some(Self::Complaint),
            ("lost", None, None) => Some(Self::Lost),
            ("contact", None, None) => Some(Self::Contact),
            ("worry", None, None) => Some(Self::Worry),
            _ => None,
        }
    }

    fn place(self) -> (Option<Setting>, Option<Happened>) {
        match self {
            Self::NotAccepted { setting, happened } => (Some(setting), Some(happened)),
            Self::Correction
            | Self::Deletion
            | Self::Complaint
            | Self::Lost
            | Self::Contact
            | Self::Worry => (None, None),
        }
    }
}

impl MessageState {
    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Read => "read",
            Self::Done => "done",
        }
    }
}

impl Message {
    /// How far the hub has come.
    pub fn state(&self) -> MessageState {
        match (self.read_at, self.done_at) {
            (_, Some(_)) => MessageState::Done,
            (Some(_), None) => MessageState::Read,
            (None, None) => MessageState::Sent,
        }
    }

    /// The day by which the hub answers a complaint or a request about somebody's data.
    pub fn due_on(&self) -> Option<NaiveDate> {
        match self.about {
            About::Complaint | About::Correction | About::Deletion => {
                Some(today(self.sent_at) + Days::new(DAYS_TO_ANSWER))
            }
            About::NotAccepted { .. } | About::Lost | About::Contact | About::Worry => None,
        }
    }
}

/// The columns that [`Row`] takes, of `message m`.
const COLUMNS: &str =
    "m.message_id, m.carer_id, m.card_id, m.kind, m.setting, m.happened, m.words, m.sent_at, m.read_at,
    m.done_at, m.answer, m.answered_at, m.version";

#[derive(sqlx::FromRow)]
struct Row {
    message_id: MessageId,
    carer_id: CarerId,
    card_id: Option<CardId>,
    kind: String,
    setting: Option<String>,
    happened: Option<String>,
    words: Option<String>,
    sent_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
    done_at: Option<DateTime<Utc>>,
    answer: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    version: i64,
}

impl Row {
    fn read(self) -> Result<Message, StoreError> {
        let unreadable = || StoreError::Unreadable(Thing::Message);
        let setting =
            self.setting.map(|code| code.parse::<Setting>()).transpose().map_err(|_| unreadable())?;
        let happened =
            self.happened.map(|code| Happened::from_code(&code).ok_or_else(unreadable)).transpose()?;
        Ok(Message {
            message_id: self.message_id,
            carer: self.carer_id,
            phone: self.card_id,
            about: About::from_codes(&self.kind, setting, happened).ok_or_else(unreadable)?,
            words: self.words,
            sent_at: self.sent_at,
            read_at: self.read_at,
            done_at: self.done_at,
            answer: self.answer.zip(self.answered_at),
            version: self.version,
        })
    }
}
