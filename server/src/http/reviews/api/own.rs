//! A review for its writer, who has its code: how far it has come, and taking it back.

use super::super::own::{Nowhere, try_code};
use crate::{
    App,
    http::{client::Network, error::AppError, problem::Problem},
    store::{OwnReview, ReviewState},
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The code of a review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnSecret {
    /// As it was sent with the review, or shown when it was sent.
    secret: String,
}

/// How far a review has come, for its writer.
#[utoipa::path(
    post, path = "/api/menu/reviews/state", tag = "Menu", request_body = OwnSecret,
    responses(
        (status = 200, description = "`waiting`, `shown`, `refused`, `taken-down` or `withdrawn`, with the hub's reason and note", body = Object),
        (status = 404, description = "No review has that code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn review_state(
    State(app): State<App>,
    network: Network,
    own: Result<Json<OwnSecret>, JsonRejection>,
) -> Result<Json<Value>, AppError> {
    let Json(OwnSecret { secret }) = own?;
    let found = try_code(&app, network, &secret, async |code| app.store().own_review(code).await).await;
    let (_, OwnReview { review, service_name }) = found?;
    let mut answer = json!({ "service_id": review.service, "service": service_name, "state": review.state.code(),
        "month": review.month.format("%Y-%m").to_string() });
    let is_down = matches!(review.state, ReviewState::Refused | ReviewState::TakenDown);
    if let Some((reason, note)) = review.refused.filter(|_| is_down) {
        answer["reason"] = json!(reason.code());
        if let Some(note) = note {
            answer["note"] = json!(note);
        }
    }
    Ok(Json(answer))
}

/// Takes a review back: nobody reads it any more.
#[utoipa::path(
    post, path = "/api/menu/reviews/withdraw", tag = "Menu", request_body = OwnSecret,
    responses(
        (status = 204, description = "Taken back"),
        (status = 404, description = "No review has that code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn withdraw_review(
    State(app): State<App>,
    network: Network,
    own: Result<Json<OwnSecret>, JsonRejection>,
) -> Result<StatusCode, AppError> {
    let Json(OwnSecret { secret }) = own?;
    try_code(&app, network, &secret, async |code| app.store().withdraw_review(code).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Nowhere> for AppError {
    fn from(nowhere: Nowhere) -> Self {
        match nowhere {
            Nowhere::Empty | Nowhere::Unknown => Self::unknown_code(),
            Nowhere::Wait(seconds) => Self::too_many_misses(seconds),
            Nowhere::Error(error) => error,
        }
    }
}
