//! What somebody looks for, written into an address in its one order, so that a link shares the view.

use chrono::{NaiveTime, Weekday};

use super::Wanted;
use crate::menu::taxonomy::TAXONOMIES;

impl Wanted {
    /// The names and values of its address. Where somebody is goes in only as [`Wanted::near`] says it, never as a position.
    pub fn pairs(&self) -> Vec<(&str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        put("q", Some(self.words.clone()).filter(|words| !words.is_empty()));
        put("near", self.near.as_ref().map(ToString::to_string));
        put("within", self.within.map(|metres| metres.to_string()));
        put("age", self.age.map(|age| age.to_string()));
        for taxonomy in TAXONOMIES {
            for tag in self.tags.iter().filter(|tag| tag.taxonomy() == taxonomy.code) {
                put(taxonomy.code, Some(tag.term().to_owned()));
            }
        }
        for day in &self.days {
            put("day", Some(code(*day)));
        }
        put("from", self.from.map(time));
        put("until", self.until.map(time));
        put("free", self.is_free.then(|| "1".to_owned()));
        put("hub", self.hub.as_ref().map(ToString::to_string));
        put("provider", self.provider.map(|provider| provider.to_string()));
        pairs
    }

    /// What follows the question mark: `near=SJ8990&age=13&transport=included`; empty if nothing in particular is looked for.
    pub fn address(&self, page: u32) -> String {
        let page = (page > 1).then(|| ("page", page.to_string()));
        let written = |(name, value): (&str, String)| format!("{name}={}", escaped(&value));
        self.pairs().into_iter().chain(page).map(written).collect::<Vec<_>>().join("&")
    }
}

/// A day of the week in an address: `mon`.
fn code(day: Weekday) -> String {
    day.to_string().to_lowercase()
}

/// As forms are sent (WHATWG URL, application/x-www-form-urlencoded).
pub(in crate::menu) fn escaped(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        b'*' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(byte).collect()
}
