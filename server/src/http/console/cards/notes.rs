//! What to know about a young person before a card is issued, each with what to do about it.

use crate::App;
use crate::store::Draft;
use passport_core::carer::{ELDEST, PHONE_AGE, age_on};
use passport_core::issue::{today, usual_end_after};
use serde::Serialize;

/// One thing to know.
#[derive(Default, Serialize)]
pub(in crate::http::console) struct Note {
    text: String,
    /// Where something can be done about it.
    href: Option<String>,
    link: String,
    /// Whether it is about somebody's safety.
    warns: bool,
}

impl Note {
    pub(in crate::http::console) fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    pub(in crate::http::console) fn leading(text: String, href: String, link: String) -> Self {
        Self { text, href: Some(href), link, warns: false }
    }
}

/// Why there can be no new card at all: caring ended, and the months after it are over.
pub(in crate::http::console) fn ended(app: &App, draft: &Draft) -> Option<Note> {
    let (words, today) = (app.speaker().words(), today(app.clock().now()));
    let ended_on = draft.carer.details.caring_ended_on?;
    (usual_end_after(today, Some(ended_on)) < today).then(|| {
        let href = format!("/hub/carers/{}/caring", draft.carer.carer_id);
        let text = words.notes_caring_over(app.speaker().date(ended_on));
        Note::leading(text, href, words.notes_caring_link())
    })
}

/// All there is to know, what is about safety first.
pub(in crate::http::console) fn notes(app: &App, draft: &Draft) -> Vec<Note> {
    let (words, today) = (app.speaker().words(), today(app.clock().now()));
    let details = &draft.carer.details;
    let record = format!("/hub/carers/{}", draft.carer.carer_id);
    let age = age_on(details.born_on, today).unwrap_or_default();
    let mut notes = Vec::new();
    if details.protected_since.is_some() {
        notes.push(Note { warns: true, ..Note::plain(words.notes_protected()) });
    }
    if let Some(ended_on) = details.caring_ended_on.filter(|_| ended(app, draft).is_none()) {
        let date = |day| app.speaker().date(day);
        let until = usual_end_after(today, Some(ended_on));
        notes.push(Note::plain(words.notes_caring_ended(date(ended_on), date(until))));
    }
    if age > ELDEST {
        notes.push(Note::plain(words.notes_older()));
    }
    if age < PHONE_AGE {
        notes.push(Note::plain(words.notes_under_13()));
    }
    if !draft.has_photo {
        let (text, link) = (words.notes_no_photo(), words.notes_no_photo_link());
        notes.push(Note::leading(text, record + "/photo", link));
    } else if !draft.photo_agreed {
        let (text, link) = (words.notes_photo_not_agreed(), words.notes_photo_not_agreed_link());
        notes.push(Note::leading(text, record + "/agreements/photo", link));
    }
    notes
}
