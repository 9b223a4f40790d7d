//! How many there would be with one more answer of each question.

use std::collections::BTreeMap;

use super::bits::Bits;
use super::facts::bit;
use super::{Counts, Index};
use crate::menu::{Tag, WEEK, Wanted};

/// Services sorted out by each question alone. Those that fit all are what was looked for; a question's counts leave out its own.
pub(super) struct Sieves<'a> {
    pub index: &'a Index,
    pub wanted: &'a Wanted,
    /// By all that has no counts: words, age, distance, hub, provider, and what is shown at all.
    pub rest: Bits,
    /// The days of the week of each service at the times wanted.
    pub days: Vec<u8>,
    /// By each taxonomy of which tags were chosen.
    pub chosen: Vec<(&'a str, Bits)>,
}

impl<'a> Sieves<'a> {
    pub fn new(index: &'a Index, wanted: &'a Wanted, rest: Bits, days: Vec<u8>) -> Self {
        let mut chosen: Vec<(&str, Bits)> = Vec::new();
        for tag in &wanted.tags {
            // Tags come in order, so that those of one taxonomy come together.
            if chosen.last().is_none_or(|(taxonomy, _)| *taxonomy != tag.taxonomy()) {
                chosen.push((tag.taxonomy(), Bits::none(index.services.len())));
            }
            if let (Some((_, any)), Some(tagged)) = (chosen.last_mut(), index.tags.get(tag)) {
                any.add_all(tagged);
            }
        }
        Self { index, wanted, rest, days, chosen }
    }

    /// Those that fit all that was asked.
    pub fn all(&self) -> Bits {
        let mut all = self.by_tags(None);
        self.keep_days(&mut all);
        self.keep_free(&mut all);
        all
    }

    pub fn counts(&self) -> Counts {
        let mut free = self.by_tags(None);
        let mut all_days = free.clone();
        self.keep_days(&mut free);
        self.keep_free(&mut all_days);
        Counts {
            tags: self.tag_counts(),
            days: WEEK
                .map(|day| all_days.iter().filter(|service| self.days[*service] & bit(day) != 0).count()),
            free: free.count_with(&self.index.free),
        }
    }

    fn tag_counts(&self) -> BTreeMap<Tag, usize> {
        let mut counts = BTreeMap::new();
        let mut last: Option<(&str, Bits)> = None;
        for (tag, tagged) in &self.index.tags {
            let of_last = last.take().filter(|(taxonomy, _)| *taxonomy == tag.taxonomy());
            let (_, others) = last.insert(of_last.unwrap_or_else(|| {
                let mut others = self.by_tags(Some(tag.taxonomy()));
                self.keep_days(&mut others);
                self.keep_free(&mut others);
                (tag.taxonomy(), others)
            }));
            let count = others.count_with(tagged);
            if count > 0 || self.wanted.tags.contains(tag) {
                counts.insert(tag.clone(), count);
            }
        }
        counts
    }

    /// Those that fit the rest and every taxonomy but one.
    fn by_tags(&self, without: Option<&str>) -> Bits {
        let mut all = self.rest.clone();
        let chosen = self.chosen.iter().filter(|(taxonomy, _)| Some(*taxonomy) != without);
        chosen.for_each(|(_, any)| all.keep(any));
        all
    }

    fn keep_days(&self, services: &mut Bits) {
        let Wanted { days, from, until, .. } = self.wanted;
        let chosen = days.iter().fold(0, |chosen, day| chosen | bit(*day));
        if chosen != 0 {
            services.keep_those(|service| self.days[service] & chosen != 0);
        } else if from.is_some() || until.is_some() {
            services.keep_those(|service| self.days[service] != 0);
        }
    }

    fn keep_free(&self, services: &mut Bits) {
        if self.wanted.is_free {
            services.keep(&self.index.free);
        }
    }
}
