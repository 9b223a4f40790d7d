//! What a young person chooses and tells their hub, and who looked.

use passport_core::wallet as core;
use passport_core::wallet::Wallet;
use uuid::Uuid;

use super::{CardWallet, WalletError};
use crate::card::Setting;
use crate::told::{AboutData, ActivityEntry, Happened, HubMessage, UnsentMessage};
use crate::verifier::seconds;

#[uniffi::export]
impl CardWallet {
    /// Chooses what a setting sees, by codes of what is allowed there. It goes to the hub's server at the next sync.
    ///
    /// Throws `NoCard`, or `NotAllowed`: nothing is changed then.
    pub fn choose(&self, setting: Setting, codes: Vec<String>) -> Result<(), WalletError> {
        let chosen = core::Chosen::from([(setting.into(), codes.into_iter().collect())]);
        self.with(|wallet| wallet.choose(&chosen))
    }

    /// Tells the hub that the card was not accepted; it goes out at the next sync. Gives the message's id.
    ///
    /// Throws `NoCard`, or `WordsTooLong` beyond 500 letters; it needs no words.
    pub fn report_not_accepted(
        &self,
        setting: Setting,
        happened: Happened,
        words: Option<String>,
    ) -> Result<String, WalletError> {
        let report = |wallet: &Wallet<'_>| {
            wallet.report_not_accepted(setting.into(), happened.into(), words.as_deref())
        };
        Ok(self.with(report)?.to_string())
    }

    /// Writes to the hub about one's data; it goes out at the next sync. Gives the message's id.
    ///
    /// Throws `NoCard`, `WordsMissing` unless it is a deletion, or `WordsTooLong` beyond 500 letters.
    pub fn write_to_hub(&self, about: AboutData, words: Option<String>) -> Result<String, WalletError> {
        Ok(self.with(|wallet| wallet.write(about.into(), words.as_deref()))?.to_string())
    }

    /// What the hub has of what was written, and what it answered, the newest first.
    pub fn messages(&self) -> Result<Vec<HubMessage>, WalletError> {
        Ok(self.with(Wallet::messages)?.told.into_iter().map(Into::into).collect())
    }

    /// What waits to go out at the next sync, and what a card before could not send.
    pub fn unsent_messages(&self) -> Result<Vec<UnsentMessage>, WalletError> {
        let core::Messages { waiting, unsent, .. } = self.with(Wallet::messages)?;
        let unsent = unsent.into_iter().map(|one| UnsentMessage::of(one, true));
        Ok(unsent.chain(waiting.into_iter().map(|one| UnsentMessage::of(one, false))).collect())
    }

    /// Sends after all what a card before could not send. Throws `NoSuchMessage` if that is no id; what is gone already is no fault.
    pub fn send_unsent(&self, id: &str) -> Result<(), WalletError> {
        let id = message(id)?;
        self.with(|wallet| wallet.send_unsent(id))
    }

    /// Throws away what a card before could not send. Throws `NoSuchMessage` if that is no id; what is gone already is no fault.
    pub fn throw_away_unsent(&self, id: &str) -> Result<(), WalletError> {
        let id = message(id)?;
        self.with(|wallet| wallet.throw_away_unsent(id))
    }

    /// Who looked at the card, the newest first; nothing while its owner has not switched that on.
    ///
    /// A PIN before it is the app's own matter, and so is how long to wait after wrong ones: the library keeps none. Let it keep `takeMyData`
    /// too, since the log is in there. Switched off and on again, nothing shows that was before, so that this opens no lock.
    pub fn activity(&self) -> Result<Option<Vec<ActivityEntry>>, WalletError> {
        let activity = self.with(Wallet::activity)?;
        Ok(activity.map(|activity| activity.entries.into_iter().map(Into::into).collect()))
    }

    /// Switches on that this phone asks who looked. What was before stays unseen.
    pub fn begin_activity(&self, now: i64) -> Result<(), WalletError> {
        self.with(|wallet| wallet.begin_activity(seconds(now)))
    }

    /// Switches it off, and forgets what came.
    pub fn end_activity(&self) -> Result<(), WalletError> {
        self.with(Wallet::end_activity)
    }
}

fn message(id: &str) -> Result<Uuid, WalletError> {
    Uuid::try_parse(id).map_err(|_| WalletError::NoSuchMessage)
}
