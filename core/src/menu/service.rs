//! A service as everybody may read it: its approved version, who offers it, and how sure we are.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Details;
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

    /// Whether a hub's young carers are shown it.
    pub fn is_of(&self, hub: &HubSlug) -> bool {
        self.hub == *hub || self.shared_with.contains(hub)
    }
}
