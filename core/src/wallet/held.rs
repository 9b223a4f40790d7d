//! What a phone holds of a card, as one document. Nothing of value stands only here: with the hub's help all of it can be had again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::device_keys::KeyName;
use super::letter::Place;
use super::talk::Talk;
use super::vault::VaultFault;
use crate::card::{Arrangements, Setting};

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

/// What the hub says of the card on this phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The hub that gave it.
    pub hub: AboutHub,
    /// The name on it.
    pub name: Option<String>,
    /// Its last day, in Europe/London.
    pub ends_on: NaiveDate,
    /// `active`, or `ended`.
    state: String,
    settings: Vec<AboutSetting>,
    /// Which photo there is; none that may be shown otherwise.
    pub(super) photo: Option<String>,
}

/// A hub as its cards name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AboutHub {
    /// Its name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
    /// Its identifier.
    pub iss: String,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// When somebody answers the telephone.
    pub opening_hours: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct AboutSetting {
    setting: Setting,
    allowed: Map<String, Value>,
    shown: BTreeSet<String>,
    stale: bool,
}

/// One setting as the hub allowed it and as its owner chose.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingChoice {
    /// Which.
    pub setting: Setting,
    /// All that may be shown there.
    pub allowed: Arrangements,
    /// The codes that it sees, as the server knows it.
    pub shown: BTreeSet<String>,
    /// What this phone holds of it is not true any more.
    pub stale: bool,
}

/// The young person's photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Photo {
    pub tag: String,
    /// The JPEG as base64url.
    pub jpeg: String,
}

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

impl About {
    /// Whether the hub ended it.
    pub fn is_ended_by_hub(&self) -> bool {
        self.state == "ended"
    }

    /// Its settings in the server's order. What this version cannot read is left out.
    pub fn settings(&self) -> impl Iterator<Item = SettingChoice> {
        self.settings.iter().filter_map(|one| {
            let allowed = Arrangements::from_json(&one.allowed)?;
            Some(SettingChoice { setting: one.setting, allowed, shown: one.shown.clone(), stale: one.stale })
        })
    }
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

    /// What still waits when the card goes off this phone: no other card may send it unasked, since that may be somebody else's.
    pub(super) fn set_aside(&mut self) {
        self.unsent.append(&mut self.outbox);
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
    #[cfg(test)]
    pub(super) fn keys(&self) -> BTreeSet<KeyName> {
        let all = self.credentials.values().map(|one| &one.key).chain(self.fresh.values());
        let all = all.chain(self.grant.iter().map(|one| &one.key)).chain(self.dropped.iter());
        all.chain(self.redeeming.iter().map(|one| &one.key)).cloned().collect()
    }
}
