//! What is known of cards, in memory: checking answers from here, and goes on while the database is stopped.
//!
//! The [`keeper`] renews it. Answers grow honest about their age by themselves: each list in [`Trust`] carries when it was last
//! seen in the database, and `core::verify` turns an old one into "checked offline" and later into "can't check".

pub mod bundle;
pub mod keeper;
pub mod last;
mod register;

use arc_swap::ArcSwap;
use passport_core::{
    card::Base,
    packed::Packed,
    trust::{Trust, TrustedIssuer},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

/// The MAC by which a short code is looked up; the code itself is never kept.
pub type CodeMac = [u8; 32];

/// What is known of cards.
#[derive(Debug, Default)]
pub struct Snapshot {
    held: ArcSwap<Held>,
    // Apart from the rest: a million codes are not copied because one card was issued.
    cards: RwLock<HashMap<CodeMac, Packed>>,
}

/// What one look at the database found. Replaced as a whole, so that one answer never mixes two moments.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// The number of the last change that is in here.
    pub change: i64,
    /// Whose cards count, and which of them are withdrawn: the bits are the database's own, never older than the signed lists.
    pub trust: Trust,
    /// The signed status lists by their address.
    pub lists: BTreeMap<String, Arc<str>>,
}

impl Snapshot {
    /// What is known now.
    pub fn held(&self) -> Arc<Held> {
        self.held.load_full()
    }

    /// Takes over what a look at the database found.
    pub fn hold(&self, held: Held) {
        self.held.store(Arc::new(held));
    }

    /// The printed card that a short code opens, in the digits of its square.
    pub fn card(&self, code: &CodeMac) -> Option<String> {
        let cards = self.cards.read().unwrap_or_else(PoisonError::into_inner);
        cards.get(code).map(Packed::digits)
    }

    /// Short codes that came (with their card) or ended (without).
    pub fn note_codes(&self, codes: impl IntoIterator<Item = (CodeMac, Option<Packed>)>) {
        let mut cards = self.cards.write().unwrap_or_else(PoisonError::into_inner);
        for (code, card) in codes {
            match card {
                Some(card) => cards.insert(code, card),
                None => cards.remove(&code),
            };
        }
    }
}

impl Held {
    /// The address a request was sent to, if it is one of ours, now or formerly; otherwise the current one. A link never
    /// comes from a request.
    pub fn base_of<'a>(&'a self, host: Option<&str>, current: &'a Base) -> &'a Base {
        let asked = |base: &&Base| host.is_some_and(|host| base.authority().eq_ignore_ascii_case(host));
        self.trust.bases.iter().find(asked).unwrap_or(current)
    }

    /// A hub that issues here, by its `iss`.
    pub fn issuer(&self, iss: &str) -> Option<&TrustedIssuer> {
        self.trust.issuers.get(iss)
    }

    /// The addresses of all lists of one hub.
    pub fn lists_of<'a>(&'a self, iss: &str) -> impl Iterator<Item = &'a str> {
        let start = format!("{iss}/status/");
        self.lists.keys().map(String::as_str).filter(move |uri| uri.starts_with(&start))
    }
}

#[cfg(test)]
mod tests;
