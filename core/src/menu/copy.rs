//! A copy of the menu that a phone keeps and searches without a network: as the server's own search, with the same words and counts.
//!
//! It reaches nothing itself. [`MenuCopy::changes_url`] says what to get, [`MenuCopy::take_changes`] takes the answer; an answer that is
//! lost, or comes twice, or late, does no harm: the next one mends it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::taxonomy::as_words;
use super::wanted::escaped;
use super::{Found, Index, MOST_LISTED, Position, Reading, Service, Tag, Wanted};
use crate::card::{Base, HubSlug};
use crate::issue::today;

mod answers;
mod kept;

pub(super) use answers::read;
pub use answers::{NotUnderstood, Question, Taken, Term};
pub use kept::NotACopy;

/// The most bytes of an answer, and of a copy that is unpacked: twenty thousand long texts.
const LARGEST: usize = 64 * 1024 * 1024;

/// What was found in a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// What was understood, and what was not.
    pub reading: Reading,
    /// `near` was an outward code, and nobody said where on the map that is: it was left out.
    pub is_place_unknown: bool,
    /// What fits.
    pub found: Found,
}

/// Why a service is not put on a shortlist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotListed {
    /// The copy does not hold it.
    #[error("no such service is on the menu")]
    NotHeld,
    /// There are [`MOST_LISTED`] already.
    #[error("the shortlist is full")]
    Full,
}

/// The menu of one server, or of one hub of it.
#[derive(Debug)]
pub struct MenuCopy {
    base: Base,
    hub: Option<HubSlug>,
    /// What the last answer said to ask with, letter by letter.
    until: Option<String>,
    services: BTreeMap<Uuid, Arc<Service>>,
    questions: Vec<Question>,
    shortlist: Vec<Uuid>,
    /// Tags that may be asked for beside those of every menu.
    own: BTreeSet<Tag>,
    index: Index,
}

impl MenuCopy {
    /// An empty one: the first answer fills it.
    pub fn new(base: Base, hub: Option<HubSlug>) -> Self {
        Self {
            base,
            hub,
            until: None,
            services: BTreeMap::new(),
            questions: Vec::new(),
            shortlist: Vec::new(),
            own: BTreeSet::new(),
            index: Index::default(),
        }
    }

    /// The server that it is a copy of.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The hub whose menu it is; none is everybody's.
    pub fn hub(&self) -> Option<&HubSlug> {
        self.hub.as_ref()
    }

    /// Whether the menu came at least once: an empty one may be empty, or not be here yet.
    pub fn has_come(&self) -> bool {
        self.until.is_some()
    }

    /// What is asked of every service, with the answers there are.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// How many services it holds, those too that are not shown on every day.
    pub fn len(&self) -> usize {
        self.services.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }

    /// What to get to bring it up to date.
    pub fn changes_url(&self) -> String {
        let since = self.until.as_ref().map(|until| format!("since={}", escaped(until)));
        let hub = self.hub.as_ref().map(|hub| format!("hub={hub}"));
        let query: Vec<String> = since.into_iter().chain(hub).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}/api/menu/changes{mark}{}", self.base, query.join("&"))
    }

    /// What to get for the questions and their words.
    pub fn questions_url(&self) -> String {
        format!("{}/api/menu/terms", self.base)
    }

    /// Takes over what changed.
    ///
    /// # Errors
    /// [`NotUnderstood`] if it is no such answer; the copy is as it was.
    pub fn take_changes(&mut self, body: &[u8]) -> Result<Taken, NotUnderstood> {
        let answers::Changes { until, is_whole, services, gone, passed_over } = answers::changes(body)?;
        if is_whole {
            self.services.clear();
        }
        let taken = services.len();
        self.services.extend(services.into_iter().map(|one| (one.service_id, Arc::new(one))));
        let before = self.services.len();
        for id in &gone {
            self.services.remove(id);
        }
        self.until = Some(until);
        self.build();
        Ok(Taken { taken, gone: before - self.services.len(), passed_over, is_whole })
    }

    /// Takes over the questions and their words.
    ///
    /// # Errors
    /// [`NotUnderstood`] if it is no such answer; those from before stay.
    pub fn take_questions(&mut self, body: &[u8]) -> Result<(), NotUnderstood> {
        self.questions = answers::questions(body)?;
        self.build();
        Ok(())
    }

    /// What fits the names and values of an address, as at `/menu?…`. Where somebody is comes from `at` if it is given, and else from the
    /// square that `near` names. Tags stand beside the pairs, as `transport/included`: none of them can be taken for another filter. A copy
    /// of one hub's menu is asked for that hub's, so that its links lead to the same.
    pub fn find<N: AsRef<str>, V: AsRef<str>>(
        &self,
        pairs: impl IntoIterator<Item = (N, V)>,
        tags: &[String],
        at: Option<Position>,
        now: DateTime<Utc>,
    ) -> Looked {
        let mut reading = Wanted::read(pairs, &self.own);
        reading.add_tags(tags, &self.own);
        let wanted = &mut reading.wanted;
        wanted.at = at.or(wanted.at);
        wanted.hub = wanted.hub.take().or_else(|| self.hub.clone());
        let is_place_unknown = wanted.near.is_some() && wanted.at.is_none();
        if is_place_unknown {
            wanted.near = None;
        }
        let found = self.index.find(wanted, today(now));
        Looked { reading, is_place_unknown, found }
    }

    /// One service, if it is shown on this day.
    pub fn service(&self, service_id: Uuid, now: DateTime<Utc>) -> Option<&Arc<Service>> {
        self.index.service(service_id).filter(|one| one.is_visible(today(now)))
    }

    /// The words of a tag: what its question says, and before the questions came its code.
    pub fn say(&self, tag: &Tag) -> String {
        let question = self.questions.iter().find(|one| one.code == tag.taxonomy());
        let term = question.and_then(|one| one.terms.iter().find(|term| term.code == tag.term()));
        term.map_or_else(|| as_words(tag.term()), |term| term.name.clone())
    }

    /// The ids of its shortlist, in the order in which they were put there.
    pub fn shortlist(&self) -> &[Uuid] {
        &self.shortlist
    }

    /// Puts a service on the shortlist, last, unless it is there.
    ///
    /// # Errors
    /// [`NotListed`].
    pub fn put_on_shortlist(&mut self, service_id: Uuid) -> Result<(), NotListed> {
        if !self.services.contains_key(&service_id) {
            return Err(NotListed::NotHeld);
        }
        if self.shortlist.contains(&service_id) {
            return Ok(());
        }
        if self.shortlist.len() >= MOST_LISTED {
            return Err(NotListed::Full);
        }
        self.shortlist.push(service_id);
        Ok(())
    }

    /// Takes a service off the shortlist.
    pub fn take_off(&mut self, service_id: Uuid) {
        self.shortlist.retain(|one| *one != service_id);
    }

    /// A link that opens a list on anybody's device; none for an empty one.
    pub fn shared_list_url(&self) -> Option<String> {
        let ids: Vec<String> = self.shortlist.iter().map(ToString::to_string).collect();
        (!ids.is_empty()).then(|| format!("{}/menu/shared?s={}", self.base, ids.join(",")))
    }

    /// A link that opens one service.
    pub fn service_url(&self, service_id: Uuid) -> String {
        format!("{}/menu/{service_id}", self.base)
    }

    /// A link that opens what was looked for. It says where somebody is only as [`Wanted::near`] does.
    pub fn found_url(&self, reading: &Reading) -> String {
        let address = reading.wanted.address(1);
        let mark = if address.is_empty() { "" } else { "?" };
        format!("{}/menu{mark}{address}", self.base)
    }

    /// Tags that questions name or services carry.
    fn named_tags(&self) -> BTreeSet<Tag> {
        let of = |one: &Question| one.terms.iter().filter_map(|term| term.tag(&one.code)).collect::<Vec<_>>();
        let named = self.questions.iter().flat_map(of);
        let carried = self.services.values().flat_map(|one| one.details.tags.iter().cloned());
        named.chain(carried).collect()
    }

    fn build(&mut self) {
        self.own = self.named_tags();
        let services = self.services.values().cloned().collect();
        self.index = Index::build(services, |tag| self.say(tag));
    }
}

#[cfg(test)]
mod tests;
