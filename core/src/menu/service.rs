//! A service as everybody may read it: its approved version, who offers it, and how sure we are.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Details, Occasion, Schedule, WEEK};
use crate::card::HubSlug;

/// A service on the menu. The same form goes to phones and into their offline copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Its id, the same in our feed.
    pub service_id: Uuid,
    /// The hub whose editors keep it.
    pub hub: HubSlug,
    /// Other hubs that show it to their young carers too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_with: Vec<HubSlug>,
    /// Who offers it.
    pub provider: Provider,
    /// Its approved version.
    #[serde(flatten)]
    pub details: Details,
    /// Whether it has a place whose address people are told when they get in touch: all that is published of such a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place_on_request: bool,
    /// Whether it is there at present.
    #[serde(default)]
    pub status: Status,
    /// When an editor last made sure that all of it is right, Europe/London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<NaiveDate>,
    /// The first day on which it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_from: Option<NaiveDate>,
    /// The last day on which it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_until: Option<NaiveDate>,
    /// When anything of this last changed.
    pub changed_at: DateTime<Utc>,
}

/// Who offers a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its id, the same in our feed.
    pub provider_id: Uuid,
    /// Its name.
    pub name: String,
    /// What it does; feeds must say it.
    pub description: String,
    /// Its website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Where to write to: a shared address, never a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Whether a service is there at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is.
    #[default]
    Running,
    /// Not for now, and it will be back.
    Paused,
}

impl Service {
    /// Whether it is shown on a day: within its days, and not so long unchecked that it is hidden.
    pub fn is_visible(&self, day: NaiveDate) -> bool {
        self.visible_from.is_none_or(|from| from <= day)
            && self.visible_until.is_none_or(|until| day <= until)
            && super::freshness(self.checked_on, day) != super::Freshness::Hidden
    }

    /// Itself as everybody may read it: of places whose address is told to nobody it says that there are some, and no more.
    #[must_use]
    pub fn published(&self) -> Self {
        let mut published = self.clone();
        published.place_on_request |= published.details.places.iter().any(|place| place.is_hidden);
        published.details.places.retain(|place| !place.is_hidden);
        let is_told =
            |place_id: &Uuid| published.details.places.iter().any(|place| place.place_id == *place_id);
        for schedule in &mut published.details.schedules {
            schedule.place_id = schedule.place_id.filter(is_told);
        }
        published
    }

    /// So many next dates are told of each service that is found.
    pub const DATES_TOLD: usize = 3;

    /// Its next dates that are not over, of all its timetable together and none twice; none while it is paused.
    pub fn next_dates(&self, now: DateTime<Utc>, most: usize) -> Vec<Occasion> {
        let lines = self.details.schedules.iter().filter(|_| self.status == Status::Running);
        let mut dates: Vec<Occasion> = lines.flat_map(|line| line.dates_after(now, most)).collect();
        dates.sort_by_key(|one| (one.day, one.opens_at, one.closes_at, one.place_id));
        dates.dedup_by_key(|one| (one.day, one.opens_at, one.closes_at, one.place_id));
        dates.truncate(most);
        dates
    }

    /// The days of the week on which it may be from a day on, Monday first.
    pub fn days(&self, from: NaiveDate) -> Vec<Weekday> {
        let is_over = |line: &Schedule| line.last_day().is_some_and(|last| last < from);
        let lines = || self.details.schedules.iter().filter(|line| !is_over(line));
        WEEK.into_iter().filter(|day| lines().any(|line| line.weekdays().contains(day))).collect()
    }

    /// Whether a hub's young carers are shown it.
    pub fn is_of(&self, hub: &HubSlug) -> bool {
        self.hub == *hub || self.shared_with.contains(hub)
    }
}

#[cfg(test)]
mod tests;
