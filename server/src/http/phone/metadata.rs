//! What a wallet reads first: the issuer's metadata (`OpenID4VCI` 1.0 section 12.2) and the authorization server's (RFC 8414). Both
//! stand where the well-known part is inserted before the path, and where older wallets append it.

use super::{BATCH_SIZE, PRE_AUTHORIZED};
use crate::{
    App,
    http::{document, error::AppError, issuer::issuer, problem::Problem},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::card::{Issuer, Setting};
use serde_json::{Map, Value, json};

/// What may be issued by a hub, and where.
#[utoipa::path(
    get, operation_id = "credential_issuer", path = "/.well-known/openid-credential-issuer/h/{hub}", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "Credential issuer metadata", body = Object), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn inserted(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    of_issuer(&app, &hub, &headers)
}

/// The same, at the address that older wallets build by appending it.
#[utoipa::path(
    get, operation_id = "credential_issuer_appended", path = "/h/{hub}/.well-known/openid-credential-issuer", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "Credential issuer metadata", body = Object), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn appended(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    of_issuer(&app, &hub, &headers)
}

/// How a hub gives tokens.
#[utoipa::path(
    get, operation_id = "authorization_server", path = "/.well-known/oauth-authorization-server/h/{hub}", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "Authorization server metadata", body = Object), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn server_inserted(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    of_server(&app, &hub, &headers)
}

/// The same, at the address that older wallets build by appending it.
#[utoipa::path(
    get, operation_id = "authorization_server_appended", path = "/h/{hub}/.well-known/oauth-authorization-server", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    responses((status = 200, description = "Authorization server metadata", body = Object), (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json"))
)]
pub async fn server_appended(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    of_server(&app, &hub, &headers)
}

fn of_issuer(app: &App, hub: &str, headers: &HeaderMap) -> Result<Response, AppError> {
    let held = app.snapshot().held();
    let issuer = issuer(app, &held, hub, headers)?;
    let iss = issuer.iss();
    let name = &held.issuer(&iss).ok_or_else(AppError::not_found)?.name;
    let configurations: Map<String, Value> = Setting::ALL
        .into_iter()
        .map(|setting| (setting.code().to_owned(), configuration(&issuer, setting)))
        .collect();
    let metadata = json!({
        "credential_issuer": iss,
        "credential_endpoint": format!("{iss}/credential"),
        "nonce_endpoint": format!("{iss}/nonce"),
        "notification_endpoint": format!("{iss}/notification"),
        "batch_credential_issuance": { "batch_size": BATCH_SIZE },
        "display": [{ "name": name, "locale": "en" }],
        "credential_configurations_supported": configurations,
    });
    Ok(document::json(headers, &metadata))
}

/// One setting's credential.
fn configuration(issuer: &Issuer, setting: Setting) -> Value {
    let place = match setting {
        Setting::School => "school",
        Setting::Pharmacy => "pharmacy",
        Setting::Gp => "GP surgery",
        Setting::Transport => "bus and train",
    };
    let claim = |name: &str, label: &str, mandatory: bool| json!({ "path": [name], "mandatory": mandatory, "display": [{ "name": label, "locale": "en" }] });
    let mut claims = vec![
        claim("setting", "Where it may be shown", true),
        claim("arrangements", "What has been arranged", true),
    ];
    // A fare is shown without a name.
    if setting != Setting::Transport {
        claims.insert(0, claim("name", "Name", true));
    }
    json!({
        "format": "dc+sd-jwt",
        "vct": issuer.base.phone_type(),
        "scope": setting.code(),
        "cryptographic_binding_methods_supported": ["jwk"],
        "credential_signing_alg_values_supported": ["ES256"],
        "proof_types_supported": { "jwt": { "proof_signing_alg_values_supported": ["ES256"] } },
        "credential_metadata": {
            "display": [{ "name": format!("Pass: {place}"), "locale": "en" }],
            "claims": claims,
        },
    })
}

fn of_server(app: &App, hub: &str, headers: &HeaderMap) -> Result<Response, AppError> {
    let held = app.snapshot().held();
    let iss = issuer(app, &held, hub, headers)?.iss();
    let metadata = json!({
        "issuer": iss,
        "token_endpoint": format!("{iss}/token"),
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [PRE_AUTHORIZED, "refresh_token"],
        "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": true,
        "dpop_signing_alg_values_supported": ["ES256"],
        "status_list_aggregation_endpoint": format!("{iss}/status"),
    });
    Ok(document::json(headers, &metadata))
}
