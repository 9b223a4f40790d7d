//! The card as this phone holds it.

use passport_core::wallet as core;

use crate::card::{Line, Setting};
use crate::verifier::signed;

/// The hub that gave the card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CardHub {
    /// Its name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// When somebody answers the telephone.
    pub opening_hours: Option<String>,
}

/// One setting of the card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CardSetting {
    /// Which.
    pub setting: Setting,
    /// All that the hub allowed there.
    pub allowed: Vec<Line>,
    /// The codes of what its owner shows there: what was chosen last, also before the server knows it.
    pub shown: Vec<String>,
    /// Whether that was chosen here and the server does not know it yet.
    pub is_waiting: bool,
    /// Until when a square can be made of what this phone holds, seconds since 1970; nothing where it holds nothing.
    pub held_until: Option<i64>,
}

/// The card on this phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Card {
    /// The hub that gave it.
    pub hub: CardHub,
    /// The name on it.
    pub name: Option<String>,
    /// Its last day in Europe/London, `YYYY-MM-DD`.
    pub ends_on: String,
    /// Its settings.
    pub settings: Vec<CardSetting>,
    /// The photo as JPEG, while it may be shown.
    pub photo: Option<Vec<u8>>,
    /// When the hub's server was last asked, seconds since 1970.
    pub synced_at: Option<i64>,
    /// When to sync next at the latest, seconds since 1970 by the device's clock, as all times here: have the system wake the app then, since one
    /// that stays closed for two weeks has no square to show. Sync whenever the app is opened besides.
    pub sync_due_at: Option<i64>,
}

impl From<core::HeldCard> for Card {
    fn from(card: core::HeldCard) -> Self {
        let core::AboutHub { name, telephone, accent, opening_hours, .. } = card.about.hub;
        Self {
            hub: CardHub { name, telephone, accent, opening_hours },
            name: card.about.name,
            ends_on: card.about.ends_on.to_string(),
            settings: card.settings.into_iter().map(Into::into).collect(),
            photo: card.photo,
            synced_at: card.synced_at.map(signed),
            sync_due_at: card.sync_due_at.map(signed),
        }
    }
}

impl From<core::HeldSetting> for CardSetting {
    fn from(of: core::HeldSetting) -> Self {
        Self {
            setting: of.choice.setting.into(),
            allowed: of.choice.allowed.iter().map(Into::into).collect(),
            shown: of.shown().iter().cloned().collect(),
            is_waiting: of.waiting.is_some(),
            held_until: of.exp.map(signed),
        }
    }
}
