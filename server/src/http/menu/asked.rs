//! What an address of the menu asks for, and back: every link of these pages is made here.

use super::near;
use crate::{App, store::OwnTerm};
use axum::{extract::Query, http::Uri};
use passport_core::menu::{LeftOut, Near, Outward, Position, Postcode, Reading, Tag, Wanted, Why};
use std::collections::BTreeSet;
use uuid::Uuid;

pub use passport_core::menu::MOST_LISTED;

/// The most letters of an address's question that are read.
const LONGEST: usize = 4_000;
/// The signs of a postcode's second half.
const INWARD: usize = 3;

/// What an address asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which services.
    pub wanted: Wanted,
    /// Which page of them, from 1.
    pub page: u32,
    /// The list that is being made in the address.
    pub list: Vec<Uuid>,
    /// What was not understood: keys of messages.
    pub misread: Vec<&'static str>,
    /// Whether it held a whole postcode, which must go from the address at once.
    pub held_postcode: bool,
}

impl Asked {
    /// Reads an address's question: whatever is not understood is left out, and noted.
    pub fn read(app: &App, query: Option<&str>) -> Self {
        let own: BTreeSet<Tag> = app.menu().held().terms.iter().filter_map(tag_of).collect();
        let (ours, pairs): (Vec<_>, Vec<_>) = pairs(query.unwrap_or_default())
            .into_iter()
            .partition(|(name, _)| matches!(&**name, "s" | "fold"));
        let Reading { mut wanted, page, left_out } = Wanted::read(pairs, &own);
        let is_near = |one: &&LeftOut| one.name == "near" && one.why == Why::Cut;
        let mut held_postcode = left_out.iter().any(|one| is_near(&one));
        // Whoever types a postcode into the search box means where they are.
        if let Some((postcode, rest)) = postcode_in(&wanted.words) {
            let near = Near::Outward(postcode.outward());
            (wanted.words, wanted.near, wanted.at) = (rest, Some(near), None);
            held_postcode = true;
        }
        let list =
            ours.iter().find(|(name, _)| name == "s").map(|(_, value)| listed(value)).unwrap_or_default();
        Self { wanted, page, list, misread: misread(&left_out), held_postcode }
    }

    /// Finds where an outward code is, which only the list of postcodes tells.
    pub async fn locate(&mut self, app: &App) {
        if self.wanted.at.is_some() {
            return;
        }
        if let Some(near) = &self.wanted.near {
            self.wanted.at = near::position(app, near).await;
            if self.wanted.at.is_none() {
                self.misread.push("menu-misread-near");
            }
        }
    }

    /// Where somebody is, as far as they said.
    pub fn at(&self) -> Option<Position> {
        self.wanted.at
    }

    /// The address's question for other wishes, with the list that is being made; empty or with its `?`.
    pub fn query_of(&self, wanted: &Wanted, page: u32) -> String {
        let mut parts = Vec::new();
        let query = wanted.address(page);
        if !query.is_empty() {
            parts.push(query);
        }
        parts.extend(self.list_part());
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// This address's own question, without its page.
    pub fn query(&self) -> String {
        self.query_of(&self.wanted, 1)
    }

    /// The menu's address for other wishes.
    pub fn address_of(&self, wanted: &Wanted) -> String {
        format!("/menu{}", self.query_of(wanted, 1))
    }

    /// `s=…`, where a list is being made.
    pub fn list_part(&self) -> Option<String> {
        (!self.list.is_empty()).then(|| list_part(&self.list))
    }
}

/// A postcode that is all of the words, however it is spelt, or stands among them in one piece or in its halves; and the words without it.
/// A word without a digit is a word: "swiming" could be read as SW1M 1NG.
fn postcode_in(words: &str) -> Option<(Postcode, String)> {
    let bare = |typed: &str| typed.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    let read = |typed: &str| {
        let has_digit = typed.contains(|sign: char| sign.is_ascii_digit());
        Postcode::parse(&bare(typed)).ok().filter(|_| has_digit)
    };
    if let Some(postcode) = read(words) {
        return Some((postcode, String::new()));
    }
    let all: Vec<&str> = words.split_whitespace().collect();
    let pieces = (0..all.len()).flat_map(|start| [(start, start + 2), (start, start + 1)]);
    pieces.filter(|(_, end)| *end <= all.len()).find_map(|(start, end)| {
        let piece = &all[start..end];
        let are_halves =
            |one: &str, other: &str| Outward::parse(&bare(one)).is_ok() && bare(other).len() == INWARD;
        let is_one = piece.get(1).is_none_or(|other| are_halves(piece[0], other));
        let found = read(&piece.join(" ")).filter(|_| is_one)?;
        Some((found, [&all[..start], &all[end..]].concat().join(" ")))
    })
}

/// `s=…` of a list.
pub fn list_part(list: &[Uuid]) -> String {
    let ids: Vec<String> = list.iter().map(ToString::to_string).collect();
    format!("s={}", ids.join(","))
}

/// The ids of a list in a link, each once, in their order.
pub fn listed(value: &str) -> Vec<Uuid> {
    let mut list = Vec::new();
    for id in value.split(',').filter_map(|id| Uuid::try_parse(id.trim()).ok()) {
        if !list.contains(&id) && list.len() < MOST_LISTED {
            list.push(id);
        }
    }
    list
}

/// The names and values of an address's question; nothing where they cannot be read.
fn pairs(query: &str) -> Vec<(String, String)> {
    let query: String = query.chars().filter(char::is_ascii).take(LONGEST).collect();
    let uri = Uri::builder().path_and_query(format!("/?{query}")).build();
    uri.ok().and_then(|uri| Query::try_from_uri(&uri).ok()).map(|Query(pairs)| pairs).unwrap_or_default()
}

/// What to say of what was left out.
fn misread(left_out: &[LeftOut]) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = left_out
        .iter()
        .map(|one| match (&*one.name, one.why) {
            ("page", _) => "menu-misread-page",
            ("near", _) => "menu-misread-near",
            _ => "menu-misread-some",
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The tag of a term that a hub added.
pub fn tag_of(term: &OwnTerm) -> Option<Tag> {
    Tag::parse(&format!("{}/{}", term.taxonomy, term.code)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_among_words_is_found_and_a_word_is_none() {
        for (typed, outward, rest) in [
            ("SK1 3XE", "SK1", ""),
            ("sk13xe", "SK1", ""),
            ("swimming near SK1 3XE", "SK1", "swimming near"),
            ("boats SK13XE, please", "SK1", "boats please"),
            ("(sw1a 1aa) 8 year olds", "SW1A", "8 year olds"),
            ("S K 1 3 X E", "SK1", ""),
        ] {
            let (postcode, words) = postcode_in(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((postcode.outward().as_str(), &*words), (outward, rest), "{typed}");
        }
        for words in ["", "swiming", "SK1", "for 8 to 12", "bus 192", "24 hour line", "up to 18 yr", "1 to 1"]
        {
            assert_eq!(postcode_in(words), None, "{words}");
        }
    }
}
