//! The credential offer behind a handle (`OpenID4VCI` 1.0 section 4.1). It may be fetched again; without the six digits, which were
//! told another way, it is worth nothing.

use super::PRE_AUTHORIZED;
use crate::{
    App,
    http::{error::AppError, issuer::issuer, problem::Problem},
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use serde_json::{Value, json};

/// The offer of a card for a phone.
#[utoipa::path(
    get, path = "/h/{hub}/offers/{handle}", tag = "Phones",
    params(
        ("hub" = String, Path, description = "The hub's short name"),
        ("handle" = String, Path, description = "22 characters, from the letter")
    ),
    responses(
        (status = 200, description = "Credential offer", body = Object),
        (status = 404, description = "No such offer, or not any more", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn offer(
    State(app): State<App>,
    Path((hub, handle)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, AppError> {
    let issuer = issuer(&app, &app.snapshot().held(), &hub, &headers)?;
    let scope = app.store().issuer_scope(&issuer.hub).await?;
    let offered = app.store().offered(&scope, &handle).await?.ok_or_else(AppError::not_found)?;
    let settings: Vec<_> = offered.settings.iter().map(|setting| setting.code()).collect();
    Ok(Json(json!({
        "credential_issuer": issuer.iss(),
        "credential_configuration_ids": settings,
        "grants": { PRE_AUTHORIZED: {
            "pre-authorized_code": offered.code,
            "tx_code": { "input_mode": "numeric", "length": 6, "description": "The 6 digits that your hub gave you" },
        } },
    })))
}
