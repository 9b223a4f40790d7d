//! For whoever watches over the server: is it running, and may it be sent requests.

use super::{error::AppError, problem::Problem};
use crate::App;
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// The good answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `live` or `ready`.
    #[schema(example = "ready")]
    pub state: &'static str,
}

/// The program runs.
#[utoipa::path(get, operation_id = "health_live", path = "/health/live", tag = "Health", responses((status = 200, description = "It runs", body = Health)))]
pub async fn live() -> Json<Health> {
    Json(Health { state: "live" })
}

/// It can check cards.
///
/// It stays ready when the database stops, since checking goes on from memory until the lists it holds end. A server that is about to
/// stop says so here first, so that whoever shares requests out sends them elsewhere.
#[utoipa::path(
    get, operation_id = "health_ready", path = "/health/ready", tag = "Health",
    responses(
        (status = 200, description = "It can check cards", body = Health),
        (status = 503, description = "The lists in memory have ended, or the server is about to stop", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn ready(State(app): State<App>) -> Result<Json<Health>, AppError> {
    if app.is_leaving() {
        return Err(AppError::unavailable("The server is about to stop."));
    }
    let ended = app.snapshot().held().trust.newest_exp().is_some_and(|exp| exp < app.clock().seconds());
    if ended {
        return Err(AppError::unavailable(
            "The database has been silent for too long: no card can be checked.",
        ));
    }
    Ok(Json(Health { state: "ready" }))
}
