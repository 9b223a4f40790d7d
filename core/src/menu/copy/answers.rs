//! The server's answers, as far as a copy needs them: `/api/menu/changes` and `/api/menu/terms`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::LARGEST;
use crate::menu::{Service, Tag};

/// An answer that is not the server's: a sign-in page of a café, a proxy's regrets, half of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an answer of this server")]
pub struct NotUnderstood;

/// What was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// So many new or changed services; some may be as they were.
    pub taken: usize,
    /// So many that were forgotten.
    pub gone: usize,
    /// So many that this library is too old to read.
    pub passed_over: usize,
    /// It was the whole menu.
    pub is_whole: bool,
}

/// A question, with the answers there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its code, by which it is asked for.
    pub code: String,
    /// What it is called: "Getting there".
    pub name: String,
    /// The question, if it is one of those every menu asks: "How will you get there?"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What it is about.
    pub about: String,
    /// Its answers, in the order in which they are offered.
    pub terms: Vec<Term>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its code, by which it is asked for.
    pub code: String,
    /// What people say: "They pick you up".
    pub name: String,
    /// What it means.
    pub about: String,
    /// Whether a hub added it.
    #[serde(default)]
    pub is_own: bool,
}

impl Term {
    /// The tag that services carry.
    pub fn tag(&self, question: &str) -> Option<Tag> {
        Tag::parse(&format!("{question}/{}", self.code)).ok()
    }
}

pub(super) struct Changes {
    pub until: String,
    pub is_whole: bool,
    pub services: Vec<Service>,
    pub gone: BTreeSet<Uuid>,
    pub passed_over: usize,
}

#[derive(Deserialize)]
struct Sent {
    until: String,
    is_whole: bool,
    services: Vec<Value>,
    gone: BTreeSet<Uuid>,
}

/// The most letters of what to ask with next time.
const LONGEST_UNTIL: usize = 100;

/// A service that cannot be read is passed over: one of a newer form must not keep all others away.
pub(super) fn changes(body: &[u8]) -> Result<Changes, NotUnderstood> {
    let Sent { until, is_whole, services: sent, gone } = read(body)?;
    if until.is_empty() || until.len() > LONGEST_UNTIL {
        return Err(NotUnderstood);
    }
    let all = sent.len();
    let services: Vec<Service> =
        sent.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect();
    let passed_over = all - services.len();
    Ok(Changes { until, is_whole, services, gone, passed_over })
}

pub(super) fn questions(body: &[u8]) -> Result<Vec<Question>, NotUnderstood> {
    #[derive(Deserialize)]
    struct Sent {
        taxonomies: Vec<Question>,
    }
    read::<Sent>(body).map(|sent| sent.taxonomies)
}

pub(in crate::menu) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, NotUnderstood> {
    if body.len() > LARGEST {
        Err(NotUnderstood)
    } else {
        serde_json::from_slice(body).map_err(|_| NotUnderstood)
    }
}
