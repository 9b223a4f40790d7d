//! A fresh nonce for a proof (`OpenID4VCI` 1.0 section 7).

use crate::{
    App,
    http::{error::AppError, issuer::issuer, problem::Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::HeaderMap,
};
use serde_json::{Value, json};

/// A nonce, good for five minutes.
#[utoipa::path(
    post, path = "/h/{hub}/nonce", tag = "Phones", request_body = (),
    params(("hub" = String, Path, description = "The hub's short name")),
    responses(
        (status = 200, description = "`c_nonce`", body = Object),
        (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn nonce(
    State(app): State<App>,
    Path(hub): Path<String>,
    headers: HeaderMap,
    // Some wallets send an empty object where the standard has no body.
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, AppError> {
    body?;
    let issuer = issuer(&app, &app.snapshot().held(), &hub, &headers)?;
    Ok(Json(json!({ "c_nonce": app.store().proof_nonce(&issuer.hub)? })))
}
