//! What fits of all that is on the menu.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

mod bits;
mod build;
mod counts;
mod facts;
mod fold;
mod lexicon;
mod places;
mod rank;
mod slips;
mod stem;

pub use rank::NEAR;

use super::{Position, Service, Tag, Wanted};
use crate::card::HubSlug;
use bits::Bits;
use counts::Sieves;
use facts::Facts;
use lexicon::Lexicon;
use places::Places;

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

/// What fits. What is not sure comes last: paused, or not checked for four months. Before that help that is there now, then what is near
/// (within the way somebody goes, or 25 km; at any place if they do not say where they are), then by phone, text or online, then the rest.
/// Within these the best by words, then the nearest, then by name.
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
    by_id: HashMap<Uuid, u32>,
    lexicon: Lexicon,
    facts: Vec<Facts>,
    places: Places,
    tags: BTreeMap<Tag, Bits>,
    hubs: HashMap<HubSlug, Vec<u32>>,
    free: Bits,
    /// Where each comes in the order of names.
    names: Vec<u32>,
}

/// Services sorted out, with the points of each for its words, and how far each is.
struct Sifted<'a> {
    sieves: Sieves<'a>,
    points: Option<Vec<u16>>,
    metres: Vec<Option<u32>>,
}

impl Index {
    /// Every service, also those that are not visible, and each as it may be published.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }

    /// One service.
    pub fn service(&self, service_id: Uuid) -> Option<&Arc<Service>> {
        self.services.get(*self.by_id.get(&service_id)? as usize)
    }

    /// What fits on a day, and how many there would be with one more answer.
    pub fn find(&self, wanted: &Wanted, day: NaiveDate) -> Found {
        let sifted = self.sift(wanted, day);
        Found { hits: self.hits_of(&sifted, wanted, day), counts: sifted.sieves.counts() }
    }

    /// What fits on a day alone.
    pub fn hits(&self, wanted: &Wanted, day: NaiveDate) -> Vec<Hit> {
        self.hits_of(&self.sift(wanted, day), wanted, day)
    }

    fn sift<'a>(&'a self, wanted: &'a Wanted, day: NaiveDate) -> Sifted<'a> {
        let count = self.services.len();
        let points = self.lexicon.points(&wanted.words, count);
        let mut rest = match &wanted.hub {
            Some(hub) => self.of_hub(hub),
            None => Bits::those(count, |_| true),
        };
        if let Some(points) = &points {
            rest.keep_those(|service| points[service] > 0);
        }
        rest.keep_those(|service| self.facts[service].fit(wanted, day));
        let mut metres = vec![None; if wanted.at.is_some() { count } else { 0 }];
        if let Some(at) = wanted.at {
            rest.keep_those(|service| self.reach(service, at, wanted.within, &mut metres[service]));
        }
        let mut days = vec![0; count];
        rest.iter().for_each(|service| days[service] = self.facts[service].days(wanted, day));
        Sifted { sieves: Sieves::new(self, wanted, rest, days), points, metres }
    }

    fn hits_of(&self, sifted: &Sifted<'_>, wanted: &Wanted, day: NaiveDate) -> Vec<Hit> {
        let of = |service: usize| {
            let points = sifted.points.as_ref().map_or(0, |points| points[service]);
            let metres = sifted.metres.get(service).copied().flatten();
            (self.rank(service, (points, metres), wanted, day), service, metres)
        };
        let mut order: Vec<_> = sifted.sieves.all().iter().map(of).collect();
        order.sort_unstable();
        let hit = |(_, service, metres): (_, usize, _)| Hit {
            service: Arc::clone(&self.services[service]),
            metres,
        };
        order.into_iter().map(hit).collect()
    }

    fn of_hub(&self, hub: &HubSlug) -> Bits {
        let mut bits = Bits::none(self.services.len());
        self.hubs.get(hub).into_iter().flatten().for_each(|service| bits.add(*service as usize));
        bits
    }

    /// Works out how far it is, and tells whether it is near enough. What has no place is everywhere.
    fn reach(&self, service: usize, at: Position, within: Option<u32>, metres: &mut Option<u32>) -> bool {
        if !self.places.has(service) {
            return true;
        }
        if within.is_some_and(|within| !self.places.may_be_within(service, at, within)) {
            return false;
        }
        *metres = self.places.metres(service, at);
        within.is_none_or(|within| metres.is_none_or(|metres| metres <= within))
    }
}

#[cfg(test)]
mod tests;
