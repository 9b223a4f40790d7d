//! What a young person chooses and tells their hub: it is written down here, and goes out at the next sync.

use uuid::Uuid;

use super::held::{Activity, Chosen, Happened, Message, MessageKind, Told};
use super::{LONGEST_WORDS, Wallet, WalletError, vault};
use crate::card::Setting;

/// What somebody may write to their hub about their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutData {
    /// Something is wrong in it.
    Correction,
    /// Please delete it.
    Deletion,
    /// A complaint.
    Complaint,
}

/// What was written to the hub.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Messages {
    /// What has not reached the hub yet.
    pub waiting: Vec<Message>,
    /// What a card before could not send: its owner says what becomes of it.
    pub unsent: Vec<Message>,
    /// What the hub has.
    pub told: Vec<Told>,
}

impl Wallet<'_> {
    /// Chooses what each named setting sees, by codes of what is allowed there. It goes to the server at the next sync.
    ///
    /// # Errors
    /// [`WalletError::NoCard`], or [`WalletError::NotAllowed`], which changes nothing.
    pub fn choose(&self, chosen: &Chosen) -> Result<(), WalletError> {
        self.change(|held| {
            let about = held.about.as_ref().filter(|_| held.grant.is_some()).ok_or(WalletError::NoCard)?;
            if !about.allows(chosen) {
                return Err(WalletError::NotAllowed);
            }
            held.choices.get_or_insert_default().extend(chosen.clone());
            Ok(())
        })
    }

    /// Tells the hub that a card was not accepted. It goes out at the next sync; the message's id comes back.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] or [`WalletError::WordsTooLong`].
    pub fn report_not_accepted(
        &self,
        setting: Setting,
        happened: Happened,
        words: Option<&str>,
    ) -> Result<Uuid, WalletError> {
        self.post(MessageKind::NotAccepted, Some((setting, happened)), words)
    }

    /// Writes to the hub about one's data. Only a deletion needs no words.
    ///
    /// # Errors
    /// [`WalletError::NoCard`], [`WalletError::WordsMissing`] or [`WalletError::WordsTooLong`].
    pub fn write(&self, about: AboutData, words: Option<&str>) -> Result<Uuid, WalletError> {
        let is_written = words.is_some_and(|words| !words.trim().is_empty());
        if !is_written && about != AboutData::Deletion {
            return Err(WalletError::WordsMissing);
        }
        self.post(about.into(), None, words)
    }

    fn post(
        &self,
        kind: MessageKind,
        place: Option<(Setting, Happened)>,
        words: Option<&str>,
    ) -> Result<Uuid, WalletError> {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        if words.is_some_and(|words| words.chars().count() > LONGEST_WORDS) {
            return Err(WalletError::WordsTooLong);
        }
        let id = uuid::Builder::from_random_bytes(self.drawn()?).into_uuid();
        let (setting, happened) = place.unzip();
        let message = Message { id, kind, setting, happened, words: words.map(str::to_owned) };
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            held.outbox.push(message.clone());
            Ok(id)
        })
    }

    /// All that was written to the hub.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn messages(&self) -> Result<Messages, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        Ok(Messages { waiting: held.outbox, unsent: held.unsent, told: held.told })
    }

    /// Sends after all what a card before could not send.
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn send_unsent(&self, id: Uuid) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            let message = held.take_unsent(id);
            held.outbox.extend(message);
            Ok(())
        })
    }

    /// Throws away what a card before could not send.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn throw_away_unsent(&self, id: Uuid) -> Result<(), WalletError> {
        self.change(|held| {
            held.take_unsent(id);
            Ok(())
        })
    }

    /// Who looked at the card; none while its owner has not switched that on.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn activity(&self) -> Result<Option<Activity>, WalletError> {
        Ok(vault::read(self.vault)?.0.activity)
    }

    /// Switches on that this phone asks who looked. What was before stays unseen.
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn begin_activity(&self, now: u64) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            let since = held.by_server(now);
            held.activity.get_or_insert(Activity { since, entries: Vec::new() });
            Ok(())
        })
    }

    /// Switches it off, and forgets what came.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn end_activity(&self) -> Result<(), WalletError> {
        self.change(|held| {
            held.activity = None;
            Ok(())
        })
    }
}

impl From<AboutData> for MessageKind {
    fn from(about: AboutData) -> Self {
        match about {
            AboutData::Correction => Self::Correction,
            AboutData::Deletion => Self::Deletion,
            AboutData::Complaint => Self::Complaint,
        }
    }
}
