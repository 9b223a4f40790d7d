//! How long a session lives on, for pages that stay open (`web/src/session-end.ts`). Asking is no use of it, so a page that nobody looks at
//! keeps no session alive.

use super::cookie;
use crate::{App, http::error::AppError, store::Entrance};
use axum::{Json, extract::State, http::HeaderMap};
use serde::Serialize;

/// What is told: to anybody, since nobody has a session but their own.
#[derive(Serialize)]
pub struct Left {
    /// Whole seconds; none when it is over.
    seconds: i64,
}

/// `GET /hub/session`
pub async fn left(State(app): State<App>, headers: HeaderMap) -> Result<Json<Left>, AppError> {
    let left = match cookie::read(&app, Entrance::Console, &headers) {
        Some(token) => app.store().session_left(&token).await?,
        None => None,
    };
    Ok(Json(Left { seconds: left.map_or(0, |left| left.num_seconds()) }))
}
