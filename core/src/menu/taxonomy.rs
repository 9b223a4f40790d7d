//! The taxonomies every menu has: what is asked of a service, and which answers there are. Codes only; `words` says them.

use uuid::Uuid;

use super::tag::{Tag, address_id, is_code};
use crate::card::Base;

/// A taxonomy: one question, and the terms that answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Its code.
    pub code: &'static str,
    /// The codes of its terms, in the order in which they are offered. A hub may add terms of its own to any of them.
    pub terms: &'static [&'static str],
}

/// What kind of help it is.
pub const KIND: &str = "kind";
/// How help comes: in person, by phone, …
pub const DELIVERY: &str = "delivery";
/// The tag of help that is there at once.
pub const HELP_NOW: &str = "urgency/now";

/// All of them, in the order in which they are asked.
pub const TAXONOMIES: [Taxonomy; 14] = [
    Taxonomy {
        code: KIND,
        terms: &[
            "break",
            "trip",
            "group",
            "talk",
            "counselling",
            "home-help",
            "health",
            "learning",
            "work",
            "money",
            "rights",
            "family",
        ],
    },
    Taxonomy { code: DELIVERY, terms: &["in-person", "phone", "text", "online", "at-home"] },
    Taxonomy { code: "format", terms: &["one-to-one", "small-group", "group"] },
    Taxonomy { code: "transport", terms: &["included", "arranged", "public-near", "none"] },
    Taxonomy { code: "kit", terms: &["nothing", "bring", "provided"] },
    Taxonomy { code: "time", terms: &["under-hour", "half-day", "day", "overnight"] },
    Taxonomy { code: "access", terms: &["self", "parent", "professional", "drop-in", "book"] },
    Taxonomy { code: "first-contact", terms: &["just-come", "reply-text", "call-back", "meet-first"] },
    Taxonomy { code: "follow-up", terms: &["worker-rings", "worker-texts", "you-choose", "none"] },
    Taxonomy {
        code: "people",
        terms: &["other-young-carers", "youth-worker", "volunteer", "counsellor", "nurse", "teacher"],
    },
    Taxonomy { code: "places", terms: &["open", "waiting-list", "full"] },
    Taxonomy { code: "sensory", terms: &["quiet-space", "small-numbers", "step-free", "sign-language"] },
    Taxonomy {
        code: "safeguarding",
        terms: &["hub-checked", "council-checked", "school-checked", "staff-checked"],
    },
    Taxonomy { code: "urgency", terms: &["now", "this-week"] },
];

/// The taxonomy of a code.
pub fn taxonomy(code: &str) -> Option<&'static Taxonomy> {
    TAXONOMIES.iter().find(|one| one.code == code)
}

/// Whether a code may be that of a hub's own term.
pub fn is_term_code(code: &str) -> bool {
    is_code(code)
}

/// A code as it would be said, where nobody wrote words for it: `surf-club` is "Surf club".
pub fn as_words(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Taxonomy {
    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = Tag> + '_ {
        self.terms.iter().filter_map(|term| Tag::parse(&format!("{}/{term}", self.code)).ok())
    }

    /// Its own address, which its id is made from.
    pub fn uri(&self, base: &Base) -> String {
        format!("{base}/open-referral/terms/{}", self.code)
    }

    /// Its id in feeds: a `UUIDv5` of its address.
    pub fn id(&self, base: &Base) -> Uuid {
        address_id(&self.uri(base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_a_tag() {
        for one in TAXONOMIES {
            assert_eq!(one.tags().count(), one.terms.len(), "{}", one.code);
        }
        assert!(taxonomy("urgency").unwrap().tags().any(|tag| tag.as_str() == HELP_NOW));
    }
}
