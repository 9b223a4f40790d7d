//! Organisations that offer something on the menu.

use super::super::{error::AppError, problem::Problem};
use super::asked::Asked;
use super::id;
use super::named::Named;
use super::page::{Part, list, one};
use crate::{App, open_referral::Depth};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use uuid::Uuid;

/// Organisations, a page or all of them.
#[utoipa::path(
    get, path = "/open-referral/organizations", tag = "Menu: Open Referral UK",
    params(
        ("search" = Option<String>, Query, description = "Words of its name or of what it does, in any order"),
        ("page" = Option<u64>, Query, description = "As for services"),
        ("per_page" = Option<u64>, Query, description = "As for services"),
        ("format" = Option<String>, Query, description = "json or ndjson"),
        ("full" = Option<bool>, Query, description = "With the ids and names of what it offers"),
        ("full_service" = Option<bool>, Query, description = "With whole records of what it offers")
    ),
    responses(
        (status = 200, description = "A page in its envelope, or lines", body = Object),
        (status = 400, description = "A parameter cannot be read; the problem names it", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn organizations(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let wanted = Named::wanted(&asked)?;
    let fits =
        |id: &Uuid| today.feed.organization(*id).is_some_and(|one| wanted.fits(one.name, one.description));
    let items: Vec<Uuid> = today.feed.organizations().keys().copied().filter(fits).collect();
    let services = services(&asked, asked.is_set("full", "`full` is true or false.")?)?;
    let write = move |id: &Uuid| match services {
        None => serde_json::to_string(&today.feed.organization(*id)),
        Some(of_each) => serde_json::to_string(&today.feed.organization_with_services(*id, of_each)),
    };
    Ok(list(&headers, Part::of(&asked)?, items, write))
}

/// One organisation, with what it offers.
#[utoipa::path(
    get, path = "/open-referral/organizations/{id}", tag = "Menu: Open Referral UK",
    params(
        ("id" = String, Path, description = "The organisation’s id"),
        ("full_service" = Option<bool>, Query, description = "With whole records of what it offers")
    ),
    responses(
        (status = 200, description = "The organisation", body = Object),
        (status = 404, description = "No such organisation, or it offers nothing now", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn organization(
    State(app): State<App>,
    Path(text): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let of_each = services(&asked, true)?.unwrap_or_default();
    let found = today.feed.organization_with_services(id(&text)?, of_each);
    one(&headers, found.map(|record| serde_json::to_string(&record)))
}

/// How much of the services is told, if they are at all.
fn services(asked: &Asked, are_told: bool) -> Result<Option<Depth>, AppError> {
    let is_whole = asked.is_set("full_service", "`full_service` is true or false.")?;
    Ok(match (is_whole, are_told) {
        (true, _) => Some(Depth::Whole),
        (false, true) => Some(Depth::Basic),
        (false, false) => None,
    })
}
