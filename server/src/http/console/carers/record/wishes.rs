//! How a young person may be reached, as their record says it.

use crate::App;
use crate::store::{KeptWishes, ReachedBy};
use serde::Serialize;

/// The one safe way.
#[derive(Serialize)]
pub(in crate::http::console) struct Wishes {
    reached_by: String,
    safe_contact: String,
    safe_time: Option<String>,
    caution: Option<String>,
}

impl Wishes {
    /// What is written down, in words.
    pub(in crate::http::console) fn of(app: &App, kept: KeptWishes) -> Self {
        let words = app.speaker().words();
        let wishes = kept.wishes;
        let reached_by = match wishes.reached_by {
            ReachedBy::Text => words.wishes_by_text(),
            ReachedBy::Call => words.wishes_by_call(),
            ReachedBy::Email => words.wishes_by_email(),
            ReachedBy::Letter => words.wishes_by_letter(),
            ReachedBy::InPerson => words.wishes_by_in_person(),
        };
        Self {
            reached_by,
            safe_contact: wishes.safe_contact,
            safe_time: wishes.safe_time,
            caution: wishes.caution,
        }
    }
}
