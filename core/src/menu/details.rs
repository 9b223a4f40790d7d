//! What an editor writes of a service: one version of its text, its places, times and costs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Place, Schedule, Tag};

/// The most telephone numbers of a service.
pub const MOST_PHONES: usize = 5;
/// The most places.
pub const MOST_PLACES: usize = 20;
/// The most lines of its timetable.
pub const MOST_SCHEDULES: usize = 40;
/// The most costs.
pub const MOST_COSTS: usize = 10;
/// The most links beside its own website.
pub const MOST_LINKS: usize = 10;
/// The most tags.
pub const MOST_TAGS: usize = 60;

/// One version of a service, as an editor wrote it and as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// What it is called.
    pub name: String,
    /// What it is: plain text, an empty line between paragraphs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its own page, `https://…` or `http://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Where to write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where to ring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Telephone>,
    /// Who it is for by age.
    #[serde(default)]
    pub ages: Ages,
    /// What young carers ask about it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Tag>,
    /// Where it is. Without any it is not tied to a place, or told on asking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// When it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// What it costs. Without any nothing is said, which is not the same as free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// What else there is to say, each thing in its own place.
    #[serde(default)]
    pub words: Words,
    /// Languages it is offered in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// How many places are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// More addresses: a film, a form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The areas whose people it is for; none is everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
}

impl Details {
    /// Whether it is said to cost nothing. Where nothing is said it is not free.
    pub fn is_free(&self) -> bool {
        !self.costs.is_empty() && self.costs.iter().all(|cost| cost.pence == 0)
    }
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telephone {
    /// The number as people write it.
    pub number: String,
    /// Whose, or when: "evenings".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Ages in whole years, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ages {
    /// The youngest; none is from birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u8>,
    /// The oldest; none is without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u8>,
}

impl Ages {
    /// Whether somebody of this age may come.
    pub fn contain(self, age: u8) -> bool {
        self.from.is_none_or(|from| from <= age) && self.to.is_none_or(|to| age <= to)
    }
}

/// A cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What for: "each session".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// How much, in pence; 0 is free.
    pub pence: u32,
    /// What else: "ask us if that is too much".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What else there is to say about a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// Who will be there, by role: never a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// What to bring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bring: Option<String>,
    /// How to get in, step by step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how_to_start: Option<String>,
    /// What happens when you first get in touch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_contact: Option<String>,
    /// Who rings or writes back, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<String>,
    /// Who it is for, beside age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_for: Option<String>,
    /// How long people wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<String>,
    /// What it costs, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// Interpreters and sign language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreters: Option<String>,
    /// Who checked that it is safe, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety: Option<String>,
    /// Something to know now: "closed in August".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// Easy read: one idea a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub easy_read: Option<String>,
}

/// A language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// Its name in English.
    pub name: String,
    /// ISO 639: `cy`, `pl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How many can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Places left.
    pub left: u32,
    /// Places altogether.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
}

/// An address with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is there.
    pub label: String,
    /// `https://…` or `http://…`.
    pub url: String,
}
