//! What a phone holds of a card, as one document. Nothing of value stands only here: with the hub's help all of it can be had again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::device_keys::KeyName;
use super::letter::Place;
use super::talk::Talk;
use super::vault::VaultFault;
use crate::card::Setting;

mod about;
mod review;
mod told;

pub use about::{About, AboutHub, SettingChoice};
pub use review::{Hindrance, KeptReview, TakenBack, WaitingReview};
pub use told::{Activity, ActivityEntry, ActivityKind, Happened, Message, MessageKind, Progress, Told};

/// The form of the document. A later one is not touched: its wallet knows what it means.
const FORM: u32 = 1;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Held {
    pub form: u32,
    /// Seconds that the server's clock was ahead of this device's at its last answer.
    pub ahead: i64,
    /// A letter that is being redeemed.
    pub redeeming: Option<Redeeming>,
    /// The right to fetch this card.
    pub grant: Option<Grant>,
    /// Keys that were written down before they were made, for credentials that have not come yet.
    pub fresh: BTreeMap<Setting, KeyName>,
    /// One for each setting that sees anything.
    pub credentials: BTreeMap<Setting, HeldCredential>,
    /// What the hub says of the card.
    pub about: Option<About>,
    /// The photo.
    pub photo: Option<Photo>,
    /// Seconds since 1970, by the server's clock.
    pub synced_at: Option<u64>,
    /// When the server said that this card is no longer on this phone.
    pub removed_at: Option<u64>,
    /// Choices that have not reached the server yet.
    pub choices: Option<Chosen>,
    /// Messages that have not reached the hub yet.
    pub outbox: Vec<Message>,
    /// What could not be sent before the card went off this phone: its owner says what becomes of it.
    pub unsent: Vec<Message>,
    /// Reviews that have not reached the server yet.
    pub reviews: Vec<WaitingReview>,
    /// The ways back to reviews that were sent, where their writer wished it.
    pub own_reviews: Vec<KeptReview>,
    /// Reviews that are taken back, and whose server does not know it yet.
    pub taken_back: Vec<TakenBack>,
    /// What was told to the hub, and what it answered.
    pub told: Vec<Told>,
    /// Who looked at the card; only once its owner wants it.
    pub activity: Option<Activity>,
    /// Keys that are of no use any more and are deleted next.
    pub dropped: BTreeSet<KeyName>,
    /// The talk with the server that is going on.
    pub talk: Option<Talk>,
    /// How many requests were ever made: the last one's number.
    pub requests: u64,
}

/// What each named setting sees, by the arrangements' codes.
pub type Chosen = BTreeMap<Setting, BTreeSet<String>>;

/// A letter that is being redeemed; its key is written down before anything is sent, so that a second try gives what the first gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Redeeming {
    pub from: From,
    pub key: KeyName,
    /// The code of the offer, once it was read.
    pub code: Option<String>,
    /// Six digits, from when they were typed until they were taken or refused.
    pub digits: Option<String>,
    /// Digits were refused since the offer was read: whether the letter still opens is asked before the next are tried.
    #[serde(default)]
    pub refused: bool,
}

/// Where the offer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum From {
    /// The letter's link.
    Place(Place),
    /// The letter's typed code, at a server.
    Typed { base: String, code: String },
}

/// The right to fetch this card's credentials, bound to a key that stands in none of them (RFC 9449).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Grant {
    pub iss: String,
    pub key: KeyName,
    pub refresh: String,
    pub access: Option<Access>,
}

/// A token that lives for minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Access {
    pub token: String,
    /// Seconds since 1970, by the server's clock.
    pub until: u64,
}

/// One setting's credential, with the key that it is bound to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct HeldCredential {
    pub text: String,
    pub key: KeyName,
    /// Seconds since 1970.
    pub exp: u64,
}

/// The young person's photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Photo {
    pub tag: String,
    /// The JPEG as base64url.
    pub jpeg: String,
}

impl Held {
    pub(super) fn from_document(document: &[u8]) -> Result<Self, VaultFault> {
        let held: Self = serde_json::from_slice(document).map_err(|_| VaultFault::Unreadable)?;
        if held.form == FORM { Ok(held) } else { Err(VaultFault::Unreadable) }
    }

    pub(super) fn to_document(&self) -> Result<Vec<u8>, VaultFault> {
        let written = Self { form: FORM, ..self.clone() };
        serde_json::to_vec(&written).map_err(|_| VaultFault::Unusable)
    }

    /// The time by the server's clock, as far as it is known: a phone's own may be wrong, and a square with a wrong time is refused.
    pub(super) fn by_server(&self, now: u64) -> u64 {
        now.saturating_add_signed(self.ahead)
    }

    /// A time of the server's by this device's clock, for whoever sets an alarm by it.
    pub(super) fn by_device(&self, at: u64) -> u64 {
        at.saturating_add_signed(self.ahead.saturating_neg())
    }

    /// What still waits when the card goes off this phone: no other card may send it unasked, since that may be somebody else's.
    pub(super) fn set_aside(&mut self) {
        self.unsent.append(&mut self.outbox);
        self.reviews.iter_mut().for_each(|one| one.hindrance = Some(Hindrance::CardBefore));
    }

    /// Takes the card off this phone, with its keys; what its owner wrote stays for them to decide on.
    pub(super) fn drop_card(&mut self) {
        let keys = self.credentials.values().map(|one| one.key.clone());
        let keys =
            keys.chain(self.fresh.values().cloned()).chain(self.grant.iter().map(|one| one.key.clone()));
        self.dropped.extend(keys);
        (self.grant, self.photo, self.choices, self.activity) = (None, None, None, None);
        self.fresh.clear();
        self.credentials.clear();
        self.set_aside();
    }

    /// Every key that stands here.
    pub(super) fn keys(&self) -> BTreeSet<KeyName> {
        let all = self.credentials.values().map(|one| &one.key).chain(self.fresh.values());
        let all = all.chain(self.grant.iter().map(|one| &one.key)).chain(self.dropped.iter());
        all.chain(self.redeeming.iter().map(|one| &one.key)).cloned().collect()
    }

    /// One setting's credential with its key.
    pub(super) fn drop_credential(&mut self, setting: Setting) {
        self.dropped.extend(self.credentials.remove(&setting).map(|one| one.key));
    }

    /// A letter that leads nowhere, with the key that was meant for it.
    pub(super) fn drop_letter(&mut self) {
        self.dropped.extend(self.redeeming.take().map(|one| one.key));
    }

    /// A new card leaves of the one before what its owner could not send any more, and nothing else.
    pub(super) fn begin_card(&mut self, grant: Grant) {
        self.drop_card();
        let before = std::mem::take(self);
        *self = Self {
            ahead: before.ahead,
            grant: Some(grant),
            unsent: before.unsent,
            reviews: before.reviews,
            taken_back: before.taken_back,
            dropped: before.dropped,
            talk: before.talk,
            requests: before.requests,
            ..Self::default()
        };
    }

    /// One that was set aside, sent after all or thrown away.
    pub(super) fn take_unsent(&mut self, id: Uuid) -> Option<Message> {
        let at = self.unsent.iter().position(|one| one.id == id)?;
        Some(self.unsent.remove(at))
    }
}
