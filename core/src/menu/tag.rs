//! A tag: one term of one taxonomy, such as `transport/included`.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::card::Base;

/// One term of one taxonomy, both in `[a-z0-9-]`, with a slash between: `transport/included`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

/// Why a text is no tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a tag like transport/included")]
pub struct TagError;

/// The most letters of either half.
const LONGEST: usize = 40;

impl Tag {
    /// Reads a tag.
    ///
    /// # Errors
    /// [`TagError`] unless it is exactly in its one allowed form.
    pub fn parse(text: &str) -> Result<Self, TagError> {
        match text.split_once('/') {
            Some((taxonomy, term)) if is_code(taxonomy) && is_code(term) => Ok(Self(text.to_owned())),
            _ => Err(TagError),
        }
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The taxonomy's code.
    pub fn taxonomy(&self) -> &str {
        self.halves().0
    }

    /// The term's code.
    pub fn term(&self) -> &str {
        self.halves().1
    }

    fn halves(&self) -> (&str, &str) {
        self.0.split_once('/').unwrap_or_default()
    }

    /// The term's own address, which its id is made from.
    pub fn uri(&self, base: &Base) -> String {
        format!("{base}/open-referral/terms/{}", self.0)
    }

    /// The term's id in feeds: a `UUIDv5` of its address (RFC 9562 §5.5), so it is the same in every copy of the feed.
    pub fn id(&self, base: &Base) -> Uuid {
        address_id(&self.uri(base))
    }
}

/// The id of something that an address names.
pub(super) fn address_id(uri: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, uri.as_bytes())
}

/// Whether a text may be the code of a taxonomy or a term.
pub(super) fn is_code(text: &str) -> bool {
    let is_allowed = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(is_allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Tag {
    type Error = TagError;
    fn try_from(text: String) -> Result<Self, TagError> {
        Self::parse(&text)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_two_halves_and_nothing_else() {
        let tag = Tag::parse("first-contact/call-back").unwrap();
        assert_eq!((tag.taxonomy(), tag.term()), ("first-contact", "call-back"));
        for wrong in
            ["", "/", "transport", "transport/", "/included", "a/b/c", "A/b", "a/ b", "-a/b", "a/b-", "a/é"]
        {
            assert_eq!(Tag::parse(wrong), Err(TagError), "{wrong}");
        }
    }

    #[test]
    fn an_id_never_changes() {
        let base = Base::parse("https://pass.example.uk").unwrap();
        let id = Tag::parse("transport/included").unwrap().id(&base).to_string();
        assert_eq!(id, "bd12aa2f-99d3-5000-82b3-e28a2f90a93b");
    }
}
