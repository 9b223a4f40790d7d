//! "What we did": in ready words, in one's own, or both; its writer reads it on their phone.

use super::show::refused;
use super::{At, LIST, address};
use crate::App;
use crate::http::console::StaffForm;
use crate::http::console::cards::Nothing;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::store::{About, AndThen, MessageId, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use passport_words::Catalogue;
use serde::{Deserialize, Serialize};

/// What was chosen and typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    /// The code of the ready words.
    ready: String,
    own: String,
    version: i64,
    /// The button: `open`, or anything else for done.
    then: String,
}

/// The ready words that fit a message. For a loss or a wish to be contacted there are none: nobody waits at a phone to read them.
pub(super) fn ready(words: &Catalogue, about: About) -> Vec<Choice> {
    let choice = |value: &str, text: String| Choice { value: value.to_owned(), text };
    let mut ready = match about {
        About::NotAccepted { .. } => {
            vec![choice("wrote", words.inbox_ready_wrote()), choice("rang", words.inbox_ready_rang())]
        }
        About::Correction => vec![choice("put-right", words.inbox_ready_put_right())],
        About::Deletion => vec![choice("will-delete", words.inbox_ready_will_delete())],
        About::Complaint => vec![choice("sorry", words.inbox_ready_sorry())],
        About::Lost | About::Contact | About::Worry => return Vec::new(),
    };
    ready.push(choice("talk", words.inbox_ready_talk()));
    ready
}

impl Typed {
    /// As an answer to a message of this version.
    pub(super) fn under(self, version: i64) -> Self {
        Self { version, ..self }
    }

    /// What to answer; none when nothing was chosen or typed.
    fn answer(&self, words: &Catalogue, about: About) -> Option<String> {
        let chosen = ready(words, about).into_iter().find(|one| one.value == self.ready);
        let own = Some(self.own.trim().to_owned()).filter(|own| !own.is_empty());
        let said: Vec<String> = [chosen.map(|one| one.text), own].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }
}

/// `POST /hub/inbox/{message}/answer`
pub(in crate::http) async fn answer(
    State(app): State<App>,
    at: At<MessageId>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(message) = at?;
    let words = app.speaker().words();
    let about = app.store().open_message(&staff.scope, message).await?.message.about;
    let said = typed.answer(words, about);
    if said.is_none() && about.is_from_phone() {
        let errors = Faults::one("ready", words.inbox_answer_empty());
        return refused(&app, &staff, (message, typed), Some(errors)).await;
    }
    let then = if typed.then == "open" { AndThen::Open } else { AndThen::Done };
    let answered =
        app.store().answer_message(&staff.scope, (message, typed.version), said.as_deref(), then).await;
    match answered {
        Ok(()) if then == AndThen::Done => staff.done(&app, LIST, &words.inbox_done()).await,
        Ok(()) => staff.done(&app, &address(message), &words.inbox_answered()).await,
        Err(StoreError::Stale(_)) => refused(&app, &staff, (message, typed), None).await,
        Err(StoreError::Text) => {
            let errors = Faults::one("own", words.inbox_answer_long());
            refused(&app, &staff, (message, typed), Some(errors)).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/inbox/{message}/reopen`
pub(in crate::http) async fn reopen(
    State(app): State<App>,
    at: At<MessageId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(message) = at?;
    app.store().reopen_message(&staff.scope, message).await?;
    staff.done(&app, &address(message), &app.speaker().words().inbox_reopened()).await
}
