//! What in a story may say who somebody is, or lead away from here: shown to the moderator in a colour, never decided by it. A person
//! decides, so a rule may well see too much: "call me silly" costs a look, a name that is missed costs more.

mod numbers;
mod said;
mod token;

use token::{Token, tokens};

/// What a passage may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonalKind {
    /// The address of a website.
    Link,
    /// An e-mail address.
    Email,
    /// A name on some network, `@zoe`.
    Handle,
    /// A telephone number.
    Telephone,
    /// A postcode.
    Postcode,
    /// "My name is …", "my brother Tom".
    Name,
    /// "I am 12".
    Age,
    /// A school.
    School,
}

/// One passage: bytes of the text, on the borders of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Personal {
    /// What it may be.
    pub kind: PersonalKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl PersonalKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Link,
        Self::Email,
        Self::Handle,
        Self::Telephone,
        Self::Postcode,
        Self::Name,
        Self::Age,
        Self::School,
    ];

    /// Its code in word files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Telephone => "telephone",
            Self::Postcode => "postcode",
            Self::Name => "name",
            Self::Age => "age",
            Self::School => "school",
        }
    }
}

/// The passages of a text, in their order and none over another. `schools` are the names of those that the hub has in its books.
pub fn personal(text: &str, schools: &[String]) -> Vec<Personal> {
    let tokens = tokens(text);
    let mut found = numbers::telephones(text);
    found.extend(numbers::postcodes(&tokens));
    found.extend(tokens.iter().filter_map(address));
    found.extend(said::names(&tokens));
    found.extend(said::ages(&tokens));
    found.extend(said::schools(&tokens, schools));
    found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end), one.kind));
    let mut apart: Vec<Personal> = Vec::with_capacity(found.len());
    for one in found {
        match apart.last_mut() {
            Some(last) if one.start < last.end => last.end = last.end.max(one.end),
            _ => apart.push(one),
        }
    }
    apart
}

/// What leads away: a link, an e-mail address, a name on some network.
fn address(token: &Token<'_>) -> Option<Personal> {
    /// Endings that young people's links have.
    const ENDINGS: [&str; 16] = [
        "com", "org", "net", "uk", "co", "io", "gov", "info", "me", "app", "tv", "ly", "gg", "link", "eu",
        "be",
    ];
    let word = token.plain.as_str();
    if let Some((before, after)) = word.split_once('@') {
        let kind = if before.is_empty() { PersonalKind::Handle } else { PersonalKind::Email };
        return (after.chars().count() >= 2).then(|| token.as_a(kind));
    }
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ends_like_one = host.rsplit_once('.').is_some_and(|(before, ending)| {
        before.chars().any(char::is_alphanumeric) && ENDINGS.contains(&ending)
    });
    (word.contains("://") || word.starts_with("www.") || ends_like_one)
        .then(|| token.as_a(PersonalKind::Link))
}

#[cfg(test)]
mod tests;
