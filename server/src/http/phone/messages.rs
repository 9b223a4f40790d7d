//! What a young person writes to their hub from their phone, and what became of it.

use super::{Owner, oauth::Refused};
use crate::{
    App,
    http::{error::AppError, problem::Problem},
    store::{About, Happened, Message, MessageId, NewMessage, StoreError},
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use passport_core::card::Setting;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A message to the hub.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Drawn by the phone, so that a message sent twice is kept once.
    #[schema(value_type = uuid::Uuid)]
    id: MessageId,
    /// `not-accepted`, `correction`, `deletion` or `complaint`.
    kind: String,
    /// Where a card was not accepted.
    #[schema(value_type = Option<String>)]
    setting: Option<Setting>,
    /// What happened there: `refused`, `questioned` or `kept`.
    happened: Option<String>,
    /// What else is to be said, 500 letters at most.
    words: Option<String>,
}

impl Written {
    /// What is meant; none when where and what do not belong to the kind, or when no phone sends that kind.
    fn about(&self) -> Option<About> {
        let happened = match &self.happened {
            Some(code) => Some(Happened::from_code(code)?),
            None => None,
        };
        About::from_codes(&self.kind, self.setting, happened).filter(|about| about.is_from_phone())
    }
}

/// What was written from all phones of this card's owner, the newest first.
#[utoipa::path(
    get, path = "/api/card/messages", tag = "Phones",
    responses((status = 200, description = "The messages", body = Object), (status = 401, description = "The phone was removed, or the token is not good", body = Object))
)]
pub async fn messages(State(app): State<App>, holder: Owner) -> Result<Json<Value>, Refused> {
    let messages = app.store().messages_of(&holder.scope, holder.carer).await?;
    Ok(Json(json!({ "messages": messages.iter().map(shown).collect::<Vec<_>>() })))
}

/// Writes to the hub. Sent again with the same id, it changes nothing.
#[utoipa::path(
    post, path = "/api/card/messages", tag = "Phones", request_body = Written,
    responses(
        (status = 201, description = "The hub has it"),
        (status = 400, description = "Not a message of this shape", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The phone was removed, or the token is not good", body = Object),
        (status = 429, description = "Too many messages in 24 hours; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn write(
    State(app): State<App>,
    holder: Owner,
    written: Result<Json<Written>, JsonRejection>,
) -> Result<StatusCode, Refused> {
    let Json(written) = written.map_err(AppError::from)?;
    let Some(about) = written.about() else {
        return Err(AppError::bad_request(
            r#"Send "kind": not-accepted with "setting" and "happened", or correction, deletion, complaint without them."#,
        )
        .into());
    };
    let new = NewMessage { message_id: written.id, phone: Some(holder.card), about, words: written.words };
    match app.store().send_message(&holder.scope, holder.carer, &new).await {
        Ok(()) => Ok(StatusCode::CREATED),
        Err(StoreError::Text) => {
            Err(AppError::bad_request("Send words of at most 500 letters, all of which can be seen.").into())
        }
        Err(StoreError::Taken(_)) => {
            Err(AppError::bad_request("The id is another message's: draw a new one.").into())
        }
        Err(StoreError::TooManyMessages) => Err(AppError::too_many_messages().into()),
        Err(other) => Err(other.into()),
    }
}

/// A message as its writer sees it.
pub(super) fn shown(message: &Message) -> Value {
    let mut shown = json!({ "id": message.message_id, "at": message.sent_at, "kind": message.about.kind(),
        "state": message.state().code() });
    if let About::NotAccepted { setting, happened } = message.about {
        shown["setting"] = json!(setting.code());
        shown["happened"] = json!(happened.code());
    }
    if let Some(words) = &message.words {
        shown["words"] = json!(words);
    }
    if let Some(day) = message.due_on() {
        shown["answer_by"] = json!(day);
    }
    if let Some((answer, at)) = &message.answer {
        shown["answer"] = json!(answer);
        shown["answered_at"] = json!(at);
    }
    shown
}
