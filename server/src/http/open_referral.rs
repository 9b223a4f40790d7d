//! `/open-referral/`: the menu for programs of councils and charities, as Open Referral UK 3.0. Anybody may read it from any website.
//!
//! What a parameter cannot be is an error that names it; what is only too large or too small is taken as the nearest that is possible, and
//! the envelope tells what was taken. An empty parameter, or one that nobody knows, is as if it were not there.

pub mod asked;
mod named;
pub mod organizations;
mod page;
pub mod places;
pub mod services;
pub mod taxonomies;
use super::{document, error::AppError};
use crate::{
    App,
    open_referral::{PROFILE, VERSION},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What this feed is.
#[derive(Serialize, ToSchema)]
pub struct About {
    /// The version of the standard, as its validator knows it.
    #[schema(example = "HSDS-UK-3.0")]
    version: &'static str,
    /// Where its profile is described.
    profile: &'static str,
    /// This document.
    openapi_url: String,
}

/// What this feed is.
#[utoipa::path(
    get, operation_id = "feed", path = "/open-referral/", tag = "Menu: Open Referral UK",
    responses((status = 200, description = "The version", body = About))
)]
pub async fn about(State(app): State<App>, headers: HeaderMap) -> Response {
    tell(&app, &headers)
}

/// The same, for readers that leave out the last slash.
#[utoipa::path(
    get, operation_id = "feed_without_slash", path = "/open-referral", tag = "Menu: Open Referral UK",
    responses((status = 200, description = "The version", body = About))
)]
pub async fn about_too(State(app): State<App>, headers: HeaderMap) -> Response {
    tell(&app, &headers)
}

fn tell(app: &App, headers: &HeaderMap) -> Response {
    let openapi_url = format!("{}/api/openapi.json", app.config().base);
    document::json(headers, &About { version: VERSION, profile: PROFILE, openapi_url })
}

/// The id that stands in an address; what is none names nothing.
fn id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::not_found())
}
