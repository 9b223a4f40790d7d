//! Our taxonomies and their terms, as they are published: those every menu has, those that hubs added, and whatever else a service carries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use passport_core::card::Base;
use passport_core::menu::Tag;
use passport_core::menu::taxonomy::TAXONOMIES;
use passport_words::Speaker;
use uuid::Uuid;

use super::record::{Taxonomy, TaxonomyTerm};
use crate::menu::{HeldMenu, as_words};

/// Which form of the taxonomies this is.
const VERSION: &str = "1";

/// One taxonomy with its terms, by their place among all of them.
#[derive(Clone, Debug)]
pub struct TermsOf {
    /// The taxonomy's code.
    pub code: String,
    /// The taxonomy.
    pub taxonomy: Taxonomy,
    /// Its terms: ours in the order in which they are offered, then others by code.
    pub terms: Vec<TaxonomyTerm>,
}

/// Every taxonomy and term of the feed.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    taxonomies: Vec<TermsOf>,
    tags: HashMap<Tag, (usize, usize)>,
    by_id: HashMap<Uuid, (usize, usize)>,
}

impl Terms {
    /// The terms of a menu: a hub's own as long as editors are offered them, and any as long as `used`.
    pub fn of(held: &HeldMenu, used: &BTreeSet<Tag>, base: &Base, speaker: &Speaker) -> Self {
        let own = held.terms.iter().filter(|term| term.retired_at.is_none());
        let own = own.filter_map(|term| Tag::parse(&format!("{}/{}", term.taxonomy, term.code)).ok());
        let mut others: BTreeMap<String, BTreeSet<Tag>> = BTreeMap::new();
        for tag in own.chain(used.iter().cloned()) {
            others.entry(tag.taxonomy().to_owned()).or_default().insert(tag);
        }
        let mut terms = Self::default();
        for ours in &TAXONOMIES {
            let mut tags: Vec<Tag> = ours.tags().collect();
            let added = others.remove(ours.code).unwrap_or_default();
            tags.extend(added.into_iter().filter(|tag| !ours.terms.contains(&tag.term())));
            let spoken = speaker.menu_taxonomy(ours.code);
            let (name, about) = spoken.map_or_else(Default::default, |spoken| (spoken.name, spoken.about));
            let taxonomy = taxonomy(ours.uri(base), name, about);
            terms.add(ours.code, taxonomy, tags, |tag| term(held, base, speaker, tag));
        }
        for (code, tags) in others {
            let name = as_words(&code);
            let taxonomy = taxonomy(format!("{base}/open-referral/terms/{code}"), name.clone(), name);
            terms.add(&code, taxonomy, tags.into_iter().collect(), |tag| term(held, base, speaker, tag));
        }
        terms
    }

    fn add(&mut self, code: &str, taxonomy: Taxonomy, tags: Vec<Tag>, speak: impl Fn(&Tag) -> TaxonomyTerm) {
        let at = self.taxonomies.len();
        let terms: Vec<_> = tags
            .into_iter()
            .enumerate()
            .map(|(place, tag)| {
                let term =
                    TaxonomyTerm { taxonomy: taxonomy.name.clone(), taxonomy_id: taxonomy.id, ..speak(&tag) };
                self.by_id.insert(term.id, (at, place));
                self.tags.insert(tag, (at, place));
                term
            })
            .collect();
        self.taxonomies.push(TermsOf { code: code.to_owned(), taxonomy, terms });
    }

    /// Every taxonomy, ours first.
    pub fn taxonomies(&self) -> &[TermsOf] {
        &self.taxonomies
    }

    /// The term of a tag.
    pub fn of_tag(&self, tag: &Tag) -> Option<&TaxonomyTerm> {
        self.at(self.tags.get(tag))
    }

    /// The term of an id.
    pub fn term(&self, id: Uuid) -> Option<&TaxonomyTerm> {
        self.at(self.by_id.get(&id))
    }

    /// The tag that a term's id stands for.
    pub fn tag(&self, id: Uuid) -> Option<Tag> {
        let &(taxonomy, _) = self.by_id.get(&id)?;
        let term = self.term(id)?;
        Tag::parse(&format!("{}/{}", self.taxonomies[taxonomy].code, term.code)).ok()
    }

    /// The taxonomy of an id.
    pub fn taxonomy(&self, id: Uuid) -> Option<&TermsOf> {
        self.taxonomies.iter().find(|one| one.taxonomy.id == id)
    }

    fn at(&self, place: Option<&(usize, usize)>) -> Option<&TaxonomyTerm> {
        let &(taxonomy, term) = place?;
        self.taxonomies.get(taxonomy)?.terms.get(term)
    }
}

fn taxonomy(uri: String, name: String, description: String) -> Taxonomy {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, uri.as_bytes());
    Taxonomy { id, name, description, uri, version: VERSION }
}

/// A term, without what it has from its taxonomy.
fn term(held: &HeldMenu, base: &Base, speaker: &Speaker, tag: &Tag) -> TaxonomyTerm {
    let spoken = held.speak(speaker, tag);
    TaxonomyTerm {
        id: tag.id(base),
        code: tag.term().to_owned(),
        name: spoken.name.clone(),
        term: spoken.name,
        description: spoken.about,
        taxonomy: String::new(),
        taxonomy_id: Uuid::nil(),
        term_uri: tag.uri(base),
    }
}
