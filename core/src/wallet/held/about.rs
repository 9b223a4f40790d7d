//! What the hub says of the card on this phone.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::readable::readable;
use super::Chosen;
use crate::card::{Arrangements, Setting};

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
    #[serde(deserialize_with = "readable")]
    settings: Vec<AboutSetting>,
    /// Which photo there is; none that may be shown otherwise.
    pub(in super::super) photo: Option<String>,
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

impl About {
    /// Whether the hub ended it.
    pub fn is_ended_by_hub(&self) -> bool {
        self.state == "ended"
    }

    /// Whether this setting sees anything of it, as the server knows it; without one, whether any does.
    pub(in super::super) fn shows(&self, setting: Option<Setting>) -> bool {
        self.settings().any(|one| setting.is_none_or(|wanted| one.setting == wanted) && !one.shown.is_empty())
    }

    /// Whether each of these settings is on the card, and each code among what the hub allowed there, as this phone knows it.
    pub(in super::super) fn allows(&self, chosen: &Chosen) -> bool {
        let settings: Vec<_> = self.settings().collect();
        chosen.iter().all(|(setting, codes)| {
            let of = settings.iter().find(|one| one.setting == *setting);
            of.is_some_and(|of| codes.iter().all(|code| of.allowed.iter().any(|one| one.code() == code)))
        })
    }

    /// What this phone holds of a setting is true again.
    pub(in super::super) fn note_fetched(&mut self, setting: Setting) {
        self.settings.iter_mut().filter(|one| one.setting == setting).for_each(|one| one.stale = false);
    }

    /// Its settings in the server's order. What this version cannot read is left out.
    pub fn settings(&self) -> impl Iterator<Item = SettingChoice> {
        self.settings.iter().filter_map(|one| {
            let allowed = Arrangements::from_json(&one.allowed)?;
            Some(SettingChoice { setting: one.setting, allowed, shown: one.shown.clone(), stale: one.stale })
        })
    }
}
