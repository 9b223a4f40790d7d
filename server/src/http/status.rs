//! Signed status lists, byte for byte as the store keeps them, and the offline bundle that gathers them.

use super::{document::document, error::AppError, issuer::issuer, number::number, problem::Problem};
use crate::App;
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::card::Issuer;
use std::iter;

/// One status list (Token Status List section 8).
#[utoipa::path(
    get, path = "/h/{hub}/status/{n}", tag = "Published",
    params(
        ("hub" = String, Path, description = "The hub's short name"),
        ("n" = u32, Path, description = "The list's number"),
        ("time" = Option<u64>, Query, description = "Not offered: answered with 501")
    ),
    responses(
        (status = 200, description = "The signed list", body = String, content_type = "application/statuslist+jwt"),
        (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"), (status = 501, description = "`time` was asked for", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn status_list(
    State(app): State<App>,
    Path((hub, n)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let asks_about_the_past =
        query.is_some_and(|query| query.split('&').any(|part| part == "time" || part.starts_with("time=")));
    if asks_about_the_past {
        return Err(AppError::not_offered("Status lists are given as they are now; leave out `time`."));
    }
    let held = app.snapshot().held();
    let n = number(&n)?;
    let asked = issuer(&app, &held, &hub, &headers)?;
    // A hub numbers its lists over all its addresses, so a card that came here from a former one finds its list too.
    let other_addresses = held.trust.bases.iter().map(|base| Issuer { base: base.clone(), ..asked.clone() });
    let list = iter::once(asked.clone())
        .chain(other_addresses)
        .find_map(|issuer| held.lists.get(&issuer.status_uri(n)))
        .ok_or_else(AppError::not_found)?;
    Ok(document(&headers, "application/statuslist+jwt", &**list))
}

/// Everything a checker needs for seven days without a network.
///
/// Signed by the operator's root key, as section 8 of the card format says.
#[utoipa::path(
    get, path = "/api/offline-bundle", tag = "Published",
    responses((status = 200, description = "The signed bundle", body = String, content_type = "application/pass-bundle+jwt"))
)]
pub async fn offline_bundle(State(app): State<App>, headers: HeaderMap) -> Result<Response, AppError> {
    let bundle = app.bundle().map_err(AppError::internal)?;
    Ok(document(&headers, "application/pass-bundle+jwt", &*bundle))
}
