//! What the standards publish about a hub: its keys, and the addresses of its status lists.

use super::{document, error::AppError, problem::Problem};
use crate::{App, snapshot::Held};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use passport_core::{
    bundle::{KeySet, key_set},
    card::{HubSlug, Issuer},
    keys::Kid,
    trust::TrustedIssuer,
};
use serde::Serialize;
use std::{collections::BTreeSet, sync::Arc};
use utoipa::ToSchema;

/// JWT VC issuer metadata (SD-JWT VC section 5), with how to reach the hub.
#[derive(Serialize, ToSchema)]
pub struct IssuerMetadata<'a> {
    /// Equals the `iss` of the hub's cards, byte for byte.
    #[schema(example = "https://pass.example.uk/h/riverton")]
    issuer: String,
    /// The keys that may have signed a card (RFC 7517).
    #[schema(value_type = Object)]
    jwks: KeySet,
    /// Our addition: whom to ring.
    hub: Contact<'a>,
    /// Our addition: keys refused in an emergency; whatever names one is not in use.
    #[schema(value_type = Vec<String>)]
    retired_kids: &'a BTreeSet<Kid>,
}

/// How to reach a hub.
#[derive(Serialize, ToSchema)]
pub struct Contact<'a> {
    name: &'a str,
    telephone: &'a str,
}

/// Status list aggregation (Token Status List section 9).
#[derive(Serialize, ToSchema)]
pub struct Aggregation<'a> {
    status_lists: Vec<&'a str>,
}

/// The keys of a hub, at the address that SD-JWT VC builds by inserting the well-known part.
#[utoipa::path(
    get, operation_id = "issuer_keys", path = "/.well-known/jwt-vc-issuer/h/{hub}", tag = "Published",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "The keys", body = IssuerMetadata), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn inserted(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    metadata(&app, &hub, &headers)
}

/// The same, at the address that older readers build by appending it.
#[utoipa::path(
    get, operation_id = "issuer_keys_appended", path = "/h/{hub}/.well-known/jwt-vc-issuer", tag = "Published",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "The keys", body = IssuerMetadata), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn appended(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    metadata(&app, &hub, &headers)
}

fn metadata(app: &App, hub: &str, headers: &HeaderMap) -> Result<Response, AppError> {
    let held = app.snapshot().held();
    let issuer = issuer(app, &held, hub, headers)?.iss();
    let TrustedIssuer { name, telephone, retired, .. } =
        held.issuer(&issuer).ok_or_else(AppError::not_found)?;
    let jwks = held.issuer(&issuer).map(key_set).ok_or_else(AppError::not_found)?;
    let hub = Contact { name, telephone };
    Ok(document::json(headers, &IssuerMetadata { issuer, jwks, hub, retired_kids: retired }))
}

/// The addresses of all status lists of a hub.
#[utoipa::path(
    get, operation_id = "status_lists", path = "/h/{hub}/status", tag = "Published",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "The addresses", body = Aggregation), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn aggregation(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let held = app.snapshot().held();
    let issuer = issuer(&app, &held, &hub, &headers)?.iss();
    Ok(document::json(&headers, &Aggregation { status_lists: held.lists_of(&issuer).collect() }))
}

/// The hub named in a path, at the address that was asked.
pub fn issuer(app: &App, held: &Arc<Held>, hub: &str, headers: &HeaderMap) -> Result<Issuer, AppError> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let base = held.base_of(host, &app.config().base).clone();
    let hub = HubSlug::parse(hub).map_err(|_| AppError::not_found())?;
    let issuer = Issuer { base, hub };
    if held.issuer(&issuer.iss()).is_none() {
        return Err(AppError::not_found());
    }
    Ok(issuer)
}
