//! `/api/menu/`: the menu for apps, as our own pages have it: search with the same answers to choose from, one service, what the answers
//! mean, and what changed since an app last asked, so that it can keep a copy.

pub mod changes;
pub mod search;
mod shown;
pub mod terms;

use super::{document, error::AppError, problem::Problem};
use crate::App;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use shown::Shown;

/// One service of the menu.
#[utoipa::path(
    get, operation_id = "menu_service", path = "/api/menu/services/{service}", tag = "Menu",
    params(("service" = String, Path, description = "The service’s id")),
    responses(
        (status = 200, description = "The service", body = Shown),
        (status = 404, description = "No such service, or it is shown no more", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn service(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let id = id.parse().map_err(|_| AppError::not_found())?;
    let at = today.feed.place_of(id).ok_or_else(AppError::not_found)?;
    Ok(document::json(&headers, &Shown::of(&today.feed.services()[at], None, app.clock().now())))
}
