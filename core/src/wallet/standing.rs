//! How a card stands at a moment, from what this phone holds and nothing else.

use chrono::NaiveDate;

use super::answers::RENEWED;
use super::held::{About, Held};
use crate::card::Setting;
use crate::verify::{CLOCK_TOLERANCE, london_date};

const DAY: u64 = 24 * 3600;
/// A renewal that is a day late is one that did not happen.
const WARNED: u64 = 6 * DAY;
/// From so many days before its end on the card says that it ends.
const ENDING: i64 = 28;

/// Whether squares can be made, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No card was ever put here, or it was taken off.
    Empty,
    /// The server said that it is no longer on this phone.
    Removed,
    /// Its last day is over.
    Ended,
    /// Taken, but there is nothing to show for this setting yet: sync.
    Arriving,
    /// This setting sees nothing, since its owner chose so or the hub allows nothing there: no sync brings it.
    NothingShown,
    /// This device's clock is behind a time that it has seen already.
    ClockWrong,
    /// Too long without a network: squares can no longer be made.
    Stopped,
    /// Squares can be made.
    Good {
        /// A network is needed within so many days.
        network_within_days: Option<u64>,
        /// The card itself ends in so many days.
        ends_in_days: Option<u64>,
    },
}

impl Held {
    /// `at` by the server's clock.
    pub(super) fn standing(&self, setting: Option<Setting>, at: u64) -> Standing {
        if self.grant.is_none() && self.removed_at.is_none() {
            return Standing::Empty;
        }
        // The server lets nobody in with a card that has ended, so this comes before being told that it is gone.
        if self.about.as_ref().is_some_and(|about| has_ended(about, at)) {
            return Standing::Ended;
        }
        if self.removed_at.is_some() {
            return Standing::Removed;
        }
        let Some(about) = &self.about else { return Standing::Arriving };
        let Some(credential) = setting.and_then(|setting| self.credentials.get(&setting)) else {
            return if about.shows(setting) { Standing::Arriving } else { Standing::NothingShown };
        };
        if self.synced_at.is_some_and(|synced| at.saturating_add(CLOCK_TOLERANCE) < synced) {
            return Standing::ClockWrong;
        }
        if at >= credential.exp {
            return Standing::Stopped;
        }
        let left = credential.exp - at;
        let is_renewable = about.outlives(credential.exp);
        let days = days_until(about.ends_on, at);
        Standing::Good {
            network_within_days: (is_renewable && left < WARNED).then_some(left / DAY),
            ends_in_days: if days <= ENDING { u64::try_from(days).ok() } else { None },
        }
    }

    /// When the server should be asked next, by its clock: at once where something is missing or not true any more, else when the
    /// first credential wants to be renewed.
    pub(super) fn sync_due_at(&self, at: u64) -> Option<u64> {
        self.grant.as_ref()?;
        let Some(about) = &self.about else { return Some(at) };
        let is_waiting = self.choices.is_some() || !self.post().is_empty() || !self.taken_back.is_empty();
        let shown: Vec<_> = about.settings().filter(|one| !one.shown.is_empty()).collect();
        let is_missing =
            |one: &super::SettingChoice| one.stale || !self.credentials.contains_key(&one.setting);
        if is_waiting || shown.iter().any(is_missing) {
            return Some(at);
        }
        let due = |exp: u64| if about.outlives(exp) { exp.saturating_sub(RENEWED) } else { exp };
        self.credentials.values().map(|one| due(one.exp)).min()
    }
}

impl About {
    /// Whether the card goes on after a credential's end. One that lives as long as its card needs no renewal.
    pub(super) fn outlives(&self, exp: u64) -> bool {
        days_until(self.ends_on, exp.saturating_sub(1)) > 0
    }
}

/// Whether the card's last day in Europe/London is over, or the hub ended it.
pub(super) fn has_ended(about: &About, at: u64) -> bool {
    about.is_ended_by_hub() || days_until(about.ends_on, at) < 0
}

/// Days from the date of a moment in London.
fn days_until(day: NaiveDate, at: u64) -> i64 {
    london_date(at).map_or(0, |today| (day - today).num_days())
}
