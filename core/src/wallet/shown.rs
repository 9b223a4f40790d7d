//! What this phone shows of its card, from what it holds and nothing else.

use std::collections::BTreeSet;

use super::held::{About, Redeeming, SettingChoice};
use super::{KeyFault, LiveSquare, Standing, Wallet, WalletError, live, vault};
use crate::card::Setting;
use crate::credential::Credential;
use crate::verify::{self, Line};

/// A card as this phone holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldCard {
    /// What the hub says of it.
    pub about: About,
    /// Its settings, in the server's order.
    pub settings: Vec<HeldSetting>,
    /// The photo as JPEG.
    pub photo: Option<Vec<u8>>,
    /// When the server last said what the card is, by the device's clock.
    pub synced_at: Option<u64>,
    /// When to ask it next, by the device's clock.
    pub sync_due_at: Option<u64>,
}

/// One setting of a card on this phone.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldSetting {
    /// What the hub allowed and its owner chose.
    pub choice: SettingChoice,
    /// The codes that its owner chose, and that the server does not know of yet.
    pub waiting: Option<BTreeSet<String>>,
    /// When what this phone holds of it ends, by the device's clock; none where it holds nothing.
    pub exp: Option<u64>,
}

impl HeldSetting {
    /// The codes of what its owner shows there: what was chosen last, also before the server knows it.
    pub fn shown(&self) -> &BTreeSet<String> {
        self.waiting.as_ref().unwrap_or(&self.choice.shown)
    }
}

/// A letter that was begun with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// It has not been found yet: go on with the talk, or sync.
    Looking,
    /// The six digits are needed.
    DigitsNeeded,
    /// They were given, and the card has not come yet: go on with the talk, or sync.
    Redeeming,
}

impl Wallet<'_> {
    /// How the card stands, for one setting or as a whole.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn standing(&self, setting: Option<Setting>, now: u64) -> Result<Standing, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let first = held.credentials.keys().next().copied();
        Ok(held.standing(setting.or(first), held.by_server(now)))
    }

    /// How far a letter is that was begun with.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn letter(&self) -> Result<Option<LetterState>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        Ok(held.redeeming.map(|one| match one {
            Redeeming { code: None, .. } => LetterState::Looking,
            Redeeming { digits: None, .. } => LetterState::DigitsNeeded,
            Redeeming { .. } => LetterState::Redeeming,
        }))
    }

    /// The card on this phone, once the hub said what it is.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn card(&self, now: u64) -> Result<Option<HeldCard>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let Some(about) = held.about.clone() else { return Ok(None) };
        let waiting = held.choices.clone().unwrap_or_default();
        let settings = about.settings().map(|choice| HeldSetting {
            waiting: waiting.get(&choice.setting).cloned(),
            exp: held.credentials.get(&choice.setting).map(|one| held.by_device(one.exp)),
            choice,
        });
        let settings = settings.collect();
        let photo = held.photo.as_ref().and_then(|photo| crate::jws::decode(&photo.jpeg));
        let sync_due_at = held.sync_due_at(held.by_server(now)).map(|at| held.by_device(at));
        let synced_at = held.synced_at.map(|at| held.by_device(at));
        Ok(Some(HeldCard { about, settings, photo, synced_at, sync_due_at }))
    }

    /// What whoever scans a setting's square now is told.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] where this phone holds nothing for that setting.
    pub fn lines(&self, setting: Setting, now: u64) -> Result<Vec<Line>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let at = held.by_server(now);
        let credential = held.credentials.get(&setting).ok_or(WalletError::NoCard)?;
        let read = Credential::parse(&credential.text).map_err(|_| WalletError::NoCard)?;
        Ok(verify::lines(&read.claims, setting, at, at))
    }

    /// Seconds for which a square of this setting may still be shown; none when it is to be drawn anew: its time has come, the setting stands
    /// [`Standing::Good`] no more, or another credential has taken the place of the one it was made from, so that it would say what its owner
    /// has hidden since, or be refused.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn seconds_left(
        &self,
        square: &LiveSquare,
        setting: Setting,
        now: u64,
    ) -> Result<Option<u64>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let is_its_own = held.credentials.get(&setting).is_some_and(|credential| square.shows(credential));
        let is_good = matches!(held.standing(Some(setting), held.by_server(now)), Standing::Good { .. });
        Ok(square.seconds_left(now).filter(|_| is_its_own && is_good))
    }

    /// The square for a setting, signed now.
    ///
    /// # Errors
    /// [`WalletError::CannotShow`] unless the setting stands [`Standing::Good`]. With [`KeyFault::Gone`] what was held of the setting is
    /// given up, and a sync brings it anew.
    pub fn live_square(&self, setting: Setting, now: u64) -> Result<LiveSquare, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let at = held.by_server(now);
        let credential = held.credentials.get(&setting).ok_or(WalletError::NoCard)?;
        let Standing::Good { .. } = held.standing(Some(setting), at) else {
            return Err(WalletError::CannotShow);
        };
        let mut nonce = [0; 8];
        nonce.copy_from_slice(&self.drawn()?[..8]);
        let drawn = live::draw(credential, self.keys, (at, now), nonce);
        if drawn == Err(WalletError::Key(KeyFault::Gone)) {
            self.change(|held| {
                held.drop_credential(setting);
                Ok(())
            })?;
        }
        drawn
    }
}
