//! The search, by hand and against a plain reference.

mod fixed;
mod random;
mod reference;

pub(super) use reference::distance;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use super::*;

/// A service of this name, checked on the day on which it is looked for.
fn named(n: u128, name: &str) -> Service {
    serde_json::from_value(json!({
        "service_id": Uuid::from_u128(n),
        "hub": "riverton",
        "provider": { "provider_id": Uuid::nil(), "name": "Riverton Trust", "description": "Help." },
        "name": name,
        "checked_on": TODAY,
        "changed_at": "2026-11-01T00:00:00Z",
    }))
    .unwrap()
}

const TODAY: &str = "2026-11-22";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn index(services: Vec<Service>) -> Index {
    Index::build(services.into_iter().map(Arc::new).collect(), said)
}

/// What is said of tags here.
fn said(tag: &Tag) -> String {
    tag.term().replace('-', " ")
}

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}
