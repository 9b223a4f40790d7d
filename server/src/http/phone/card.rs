//! What a phone asks about its own card: what is on it, what each setting sees, its photo; and the end of it on this phone.

use super::{Owner, oauth::Refused};
use crate::{
    App,
    http::{document, error::AppError, problem::Problem},
    store::{PhoneCard, SettingOnPhone, StoreError},
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use passport_core::{
    card::{Arrangement, Arrangements, Issuer},
    phone::Choices,
};
use serde_json::{Value, json};

/// The most codes that are chosen for one setting, and the most letters of one.
const MOST_CODES: usize = 12;
const LONGEST_CODE: usize = 24;

/// The card on this phone.
#[utoipa::path(
    get, path = "/api/card", tag = "Phones",
    responses((status = 200, description = "The card", body = Object), (status = 401, description = "The phone was removed, or the token is not good", body = Object))
)]
pub async fn show_card(State(app): State<App>, holder: Owner) -> Result<Json<Value>, Refused> {
    let hub = app.store().hub_texts(&holder.scope).await?;
    let card = app.store().phone_card(&holder).await?;
    let issuer = Issuer { base: app.config().base.clone(), hub: holder.scope.slug().clone() };
    let PhoneCard { name, ends_on, has_ended, settings, photo_taken_at } = card;
    let settings = settings.iter().map(of_setting).collect::<Result<Vec<_>, AppError>>()?;
    Ok(Json(json!({
        "hub": { "name": hub.name, "telephone": hub.telephone, "iss": issuer.iss(), "accent": hub.accent,
            "opening_hours": hub.opening_hours },
        "name": name.as_str(),
        "ends_on": ends_on,
        "state": if has_ended { "ended" } else { "active" },
        "settings": settings,
        "photo": photo_taken_at.map(tag),
    })))
}

fn of_setting(one: &SettingOnPhone) -> Result<Value, AppError> {
    let shown: Vec<_> = one.shown.iter().map(Arrangement::code).collect();
    let allowed = object(&one.allowed)?;
    Ok(json!({ "setting": one.setting.code(), "allowed": allowed, "shown": shown, "stale": one.stale }))
}

/// Code to parameters, as a card has them.
fn object(arrangements: &Arrangements) -> Result<Value, AppError> {
    serde_json::from_str(&arrangements.to_json()).map_err(AppError::internal)
}

/// Chooses what each setting sees of what the hub allowed. Settings that are not named stay as they were.
#[utoipa::path(
    put, path = "/api/card/choices", tag = "Phones",
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 204, description = "Kept; fetch anew what is stale now"),
        (status = 400, description = "Not codes for settings", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The phone was removed, or the token is not good", body = Object)
    )
)]
pub async fn choose(
    State(app): State<App>,
    holder: Owner,
    choices: Result<Json<Choices>, JsonRejection>,
) -> Result<StatusCode, Refused> {
    let Json(choices) = choices.map_err(AppError::from)?;
    let is_code = |code: &String| code.len() <= LONGEST_CODE && code.is_ascii();
    if choices.values().any(|codes| codes.len() > MOST_CODES || !codes.iter().all(is_code)) {
        return Err(AppError::bad_request("Send codes of arrangements for each setting.").into());
    }
    app.store().keep_choices(&holder, &choices).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The photo, while it may be shown.
#[utoipa::path(
    get, path = "/api/card/photo", tag = "Phones",
    responses(
        (status = 200, description = "The photo", body = Vec<u8>, content_type = "image/jpeg"),
        (status = 304, description = "Unchanged since the `ETag` that `If-None-Match` names; no body"),
        (status = 401, description = "The phone was removed, or the token is not good", body = Object),
        (status = 404, description = "There is none, or it may not be shown", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn photo(State(app): State<App>, holder: Owner, headers: HeaderMap) -> Result<Response, Refused> {
    let (jpeg, taken_at) = app.store().phone_photo(&holder).await?;
    let tag = format!(r#""{}""#, tag(taken_at));
    let mut answer = if document::is_held(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response()
    };
    let tag = HeaderValue::try_from(tag).map_err(AppError::internal)?;
    answer.headers_mut().insert(header::ETAG, tag);
    Ok(answer)
}

/// A photo is told from the next by when it was taken.
fn tag(taken_at: DateTime<Utc>) -> String {
    taken_at.timestamp_micros().to_string()
}

/// Removes this phone: everything it holds is refused at once.
#[utoipa::path(
    delete, path = "/api/card", tag = "Phones",
    responses((status = 204, description = "Removed"), (status = 401, description = "The phone was removed, or the token is not good", body = Object))
)]
pub async fn remove(State(app): State<App>, holder: Owner) -> Result<StatusCode, Refused> {
    match app.store().withdraw_card(&holder.scope, holder.card).await {
        Ok(_) | Err(StoreError::Card(_)) => Ok(StatusCode::NO_CONTENT),
        Err(other) => Err(other.into()),
    }
}
