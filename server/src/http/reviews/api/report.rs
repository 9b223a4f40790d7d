//! Saying that a review should not be there.

use super::super::report::{NotReported, keep, known};
use crate::{
    App,
    http::{client::Network, error::AppError, problem::Problem},
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a review should not be there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// `danger`, `personal`, `hurtful`, `untrue` or `other`.
    why: String,
    /// What else, 300 letters at most.
    words: Option<String>,
}

/// Says that a shown review should not be there; the hub looks. Nothing is kept of who says so.
#[utoipa::path(
    post, path = "/api/menu/reviews/{review}/report", tag = "Menu", request_body = Report,
    params(("review" = uuid::Uuid, Path, description = "The review's `id`")),
    responses(
        (status = 204, description = "The hub has it"),
        (status = 400, description = "Not a reason", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such review is shown", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many reports; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn report_review(
    State(app): State<App>,
    network: Network,
    Path(review): Path<String>,
    report: Result<Json<Report>, JsonRejection>,
) -> Result<StatusCode, AppError> {
    let (Json(Report { why, words }), review) = (report?, known(&review)?);
    let kept = keep(&app, network, review, (&why, words.as_deref().unwrap_or_default())).await;
    kept.map_err(|fault| match fault {
        NotReported::Why => {
            AppError::bad_request(r#"Send "why": danger, personal, hurtful, untrue or other."#)
        }
        NotReported::Text => {
            AppError::unseen_words("Send words of at most 300 letters, all of which can be seen.")
        }
        NotReported::Wait(seconds) => AppError::too_many_misses(seconds),
        NotReported::Error(error) => error,
    })?;
    Ok(StatusCode::NO_CONTENT)
}
