//! What a wallet says became of what it was given (`OpenID4VCI` 1.0 section 11): a hint, on which nothing rests.

use super::{
    Holder,
    oauth::{OAuthError, Refused},
};
use crate::{
    App,
    store::{DeliveryId, StoreError},
};
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use serde::Deserialize;

const EVENTS: [&str; 3] = ["credential_accepted", "credential_failure", "credential_deleted"];

/// A notification; what describes its event is not kept.
#[derive(Deserialize)]
struct Notification {
    notification_id: String,
    event: String,
}

/// Takes a notification. Said again, it changes nothing.
#[utoipa::path(
    post, path = "/h/{hub}/notification", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 204, description = "Noted"),
        (status = 400, description = "`error` and `error_description`, as OpenID4VCI has them", body = Object),
        (status = 401, description = "The token is not good; `WWW-Authenticate` says why", body = Object)
    )
)]
pub async fn notification(
    State(app): State<App>,
    holder: Holder,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Refused> {
    let malformed = || {
        let description = "send notification_id and event, one of those that OpenID4VCI names";
        OAuthError::new("invalid_notification_request", description)
    };
    let unknown =
        || OAuthError::new("invalid_notification_id", "this wallet was given no such notification_id");
    let body = body.map_err(|_| malformed())?;
    let Notification { notification_id, event } = serde_json::from_slice(&body).map_err(|_| malformed())?;
    let event = EVENTS.into_iter().find(|known| *known == event).ok_or_else(malformed)?;
    let delivery: DeliveryId = notification_id.parse().map_err(|_| unknown())?;
    match app.store().note_delivery(&holder, delivery, event).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(StoreError::NotFound(_)) => Err(unknown().into()),
        Err(other) => Err(other.into()),
    }
}
