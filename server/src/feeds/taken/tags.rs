//! Tags that are certain: terms of this very menu, and words of the standard that mean one of ours and nothing else.

use passport_core::menu::{MOST_TAGS, Tag, taxonomy};
use serde_json::Value;

use super::texts::{Object, line, object, objects};
use super::{FaultCode, Field, Taken};

/// What the standard's words mean here (Open Referral UK, `attending_type`, `attending_access`, `deliverable_type`), folded.
const MEANT: [(&str, &str); 22] = [
    ("phone", "delivery/phone"),
    ("telephone", "delivery/phone"),
    ("online", "delivery/online"),
    ("web", "delivery/online"),
    ("home visit", "delivery/at-home"),
    ("at home", "delivery/at-home"),
    ("venue", "delivery/in-person"),
    ("text", "delivery/text"),
    ("self referral", "access/self"),
    ("no referral", "access/self"),
    ("drop in", "access/drop-in"),
    ("appointment", "access/book"),
    ("referral", "access/professional"),
    ("professional referral", "access/professional"),
    ("counselling", "kind/counselling"),
    ("financial support", "kind/money"),
    ("1 to 1 support", "format/one-to-one"),
    ("one to one", "format/one-to-one"),
    ("peer group", "format/group"),
    ("specialist led group", "format/group"),
    ("wheelchair accessible entrance", "sensory/step-free"),
    ("step free access", "sensory/step-free"),
];
/// So many categories are kept aside,
const MOST_CATEGORIES: usize = 50;
/// of so many letters.
const LONGEST_CATEGORY: usize = 100;
const WORDED: [&str; 4] = ["attending_type", "attending_types", "attending_access", "deliverable_type"];

pub(super) fn take(taken: &mut Taken, item: &Object) {
    let mut others: Vec<Value> = Vec::new();
    for name in WORDED {
        let Some(said) = line(item, &[name]) else { continue };
        for said in said.split([',', ';']) {
            match meant(said) {
                Some(tag) => add(taken, tag),
                None => others.push(category(said.trim().to_owned())),
            }
        }
    }
    let virtual_place = objects(item, &["service_at_locations"])
        .iter()
        .filter_map(|at| object(at, &["location"]))
        .any(|location| line(location, &["location_type"]).is_some_and(|kind| kind == "virtual"));
    if virtual_place {
        taken.details.tags.extend(Tag::parse("delivery/online"));
    }
    for attribute in objects(item, &["attributes"]) {
        let Some(term) = object(attribute, &["taxonomy_term"]) else { continue };
        match own(term) {
            Some(tag) => add(taken, tag),
            None => others.extend(line(term, &["name", "term"]).map(category)),
        }
    }
    for older in objects(item, &["service_taxonomys", "taxonomies"]) {
        let term = object(older, &["taxonomy"]).unwrap_or(older);
        others.extend(line(term, &["name"]).map(category));
    }
    if !others.is_empty() {
        others.dedup();
        others.truncate(MOST_CATEGORIES);
        taken.aside.insert("categories".to_owned(), others.into());
    }
}

/// A category that is kept aside.
fn category(name: String) -> Value {
    if name.len() > LONGEST_CATEGORY {
        name.chars().take(LONGEST_CATEGORY).collect::<String>().into()
    } else {
        name.into()
    }
}

fn add(taken: &mut Taken, tag: Tag) {
    if taken.details.tags.len() < MOST_TAGS || taken.details.tags.contains(&tag) {
        taken.details.tags.insert(tag);
    } else {
        taken.note(Field::Tags, FaultCode::TooMany);
    }
}

fn meant(said: &str) -> Option<Tag> {
    let folded = said.to_lowercase().replace(['-', '_'], " ");
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, tag) = MEANT.into_iter().find(|(word, _)| *word == folded)?;
    Tag::parse(tag).ok()
}

/// A term of a menu like this one: its address ends in `/open-referral/terms/KIND/TERM`, and every menu has it.
fn own(term: &Object) -> Option<Tag> {
    let address = line(term, &["term_uri", "uri", "url"])?;
    let (_, code) = address.rsplit_once("/open-referral/terms/")?;
    let tag = Tag::parse(code).ok()?;
    let known = taxonomy::taxonomy(tag.taxonomy())?;
    known.terms.contains(&tag.term()).then_some(tag)
}
