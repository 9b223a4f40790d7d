//! A talk with the server: what is still to be asked, in which order, and who asks. It is written down before each request, so that
//! whoever comes after a power cut goes on with it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::held::Chosen;
use crate::card::Setting;

/// An app gives a request up after so many seconds: many for a server that answers at once, and few for whoever waits for an app that was
/// killed amid one.
pub const REQUEST_TIMEOUT: u64 = 30;
/// For so many seconds after a request nobody else goes on: by then the request has been answered or given up. Twice as long, since an app
/// may wait that long for a connection, and again for the answer.
pub(super) const LEASE: u64 = 2 * REQUEST_TIMEOUT;

/// A talk makes no more requests than these: whatever a server answers, each comes to an end, and the next goes on.
pub(super) const MOST_REQUESTS: u32 = 100;

/// One request to be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Step {
    /// Looks a letter's typed code up.
    FindOffer,
    /// Reads the letter's offer, which changes nothing.
    ReadOffer,
    /// Where a hub gives credentials.
    IssuerMetadata { iss: String },
    /// Where a hub gives tokens.
    ServerMetadata { iss: String },
    /// The letter's codes for tokens.
    Redeem,
    /// The refresh token for the next.
    Refresh,
    /// The card as the hub knows it. `anew`: with a token that was just made.
    About { anew: bool },
    /// What its owner chose.
    Choices { sent: Chosen },
    /// A nonce for a setting's key. `again`: for the second and last time.
    Nonce { setting: Setting, again: bool },
    /// A setting's credential.
    Credential { setting: Setting, nonce: String, again: bool },
    /// A hint that it arrived.
    Notification { id: String },
    /// The photo.
    Photo,
    /// A message of the outbox.
    Message { id: Uuid },
    /// A review that waits, by its code.
    Review { code: String },
    /// Takes a review back, which needs no card.
    TakeBack { code: String },
    /// The hub's answers.
    Messages,
    /// Who looked.
    Activity,
    /// All that the hub keeps about this card's owner. `anew` as above.
    Data { anew: bool },
    /// Takes the card off this phone. `anew` as above.
    Remove { anew: bool },
}

/// How a talk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Everything was brought up to date.
    UpToDate,
    /// The server cannot be reached or cannot answer now. What is held stays good.
    Offline,
    /// The letter's offer was found: ask for the six digits.
    DigitsNeeded,
    /// The server said that this card is no longer on this phone.
    Removed,
    /// The card was taken off this phone, and the server knows.
    Forgotten,
    /// The card was taken off this phone, but the server could not be told: its squares go on being good until they end, or until
    /// the hub removes the phone.
    ForgottenUntold,
    /// There is no card to talk about.
    NoCard,
}

/// Where a hub's endpoints are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Endpoints {
    pub iss: String,
    pub token: Option<String>,
    pub nonce: Option<String>,
    pub credential: Option<String>,
    pub notification: Option<String>,
}

/// A talk that is going on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Talk {
    /// The wallet that made the last request.
    pub by: String,
    /// By the device's clock; until then only that one goes on.
    pub until: u64,
    /// The number of the request under way; none before the first and after each answer.
    pub asked: Option<u64>,
    /// How many requests were made in it.
    #[serde(default)]
    pub made: u32,
    /// What is to be asked, the next first.
    pub todo: Vec<Step>,
    /// The request was made once already, and refused for its proof's time or nonce.
    pub repeated: bool,
    /// The nonce that the server wants in proofs, if it ever asked for one (RFC 9449 section 8).
    pub wanted_nonce: Option<String>,
    /// Of the hub that is talked with.
    pub endpoints: Endpoints,
    /// How it ended, once nothing is left to be asked.
    pub outcome: Outcome,
}

impl Talk {
    /// A talk of these steps.
    pub(super) fn of(todo: Vec<Step>, by: &str) -> Self {
        Self {
            by: by.to_owned(),
            until: 0,
            asked: None,
            made: 0,
            todo,
            repeated: false,
            wanted_nonce: None,
            endpoints: Endpoints::default(),
            outcome: Outcome::UpToDate,
        }
    }

    /// One that is over before it began.
    pub(super) fn over(outcome: Outcome, by: &str) -> Self {
        Self { outcome, ..Self::of(Vec::new(), by) }
    }

    /// Seconds to wait because another wallet talks, or the same one on another thread: an app opens while it syncs behind the scenes. Who gave
    /// its request up without a word goes on when its time is over. A clock that was put back makes nobody wait longer.
    pub(super) fn wait(&self, by: &str, now: u64) -> Option<u64> {
        let left = self.until.saturating_sub(now);
        if !(1..=LEASE).contains(&left) {
            return None;
        }
        if self.by != by {
            return Some(left);
        }
        (self.asked.is_some() && left > LEASE - REQUEST_TIMEOUT).then_some(1)
    }

    /// Whether another wallet waits for the answer to a letter that it redeems.
    pub(super) fn is_redeeming_elsewhere(&self, by: &str) -> bool {
        self.by != by && self.asked.is_some() && self.todo.first() == Some(&Step::Redeem)
    }

    /// Ends it, whatever was still to be asked.
    pub(super) fn end(&mut self, outcome: Outcome) {
        self.todo.clear();
        self.outcome = outcome;
    }

    /// Takes the step that was answered out of the list.
    pub(super) fn answered(&mut self) -> Option<Step> {
        (self.asked, self.repeated) = (None, false);
        if self.todo.is_empty() { None } else { Some(self.todo.remove(0)) }
    }

    /// Puts steps before all others.
    pub(super) fn first(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.todo.splice(0..0, steps);
    }
}

impl Step {
    /// Whether it is asked with the card's token.
    pub(super) fn needs_access(&self) -> bool {
        use Step::{
            About, Activity, Choices, Credential, Data, FindOffer, IssuerMetadata, Message, Messages, Nonce,
            Notification, Photo, ReadOffer, Redeem, Refresh, Remove, Review, ServerMetadata, TakeBack,
        };
        match self {
            FindOffer
            | ReadOffer
            | IssuerMetadata { .. }
            | ServerMetadata { .. }
            | Redeem
            | Refresh
            | Nonce { .. }
            | TakeBack { .. } => false,
            About { .. }
            | Choices { .. }
            | Credential { .. }
            | Notification { .. }
            | Photo
            | Message { .. }
            | Review { .. }
            | Messages
            | Activity
            | Data { .. }
            | Remove { .. } => true,
        }
    }

    /// Whether it is asked where the hub's metadata say.
    pub(super) fn needs_endpoints(&self) -> bool {
        use Step::{Credential, Nonce, Notification, Redeem, Refresh};
        matches!(self, Redeem | Refresh | Nonce { .. } | Credential { .. } | Notification { .. })
    }
}
