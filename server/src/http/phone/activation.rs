//! The typed code of a letter, for a phone that can neither open its link nor scan its square.

use crate::{
    App,
    http::{client::Network, error::AppError, misses::TooMany, problem::Problem},
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use passport_core::{activation_code::ActivationCode, card::Issuer};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What was typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    /// Twelve letters and digits; spaces, hyphens and case do not matter.
    #[schema(example = "K7QX-M2RT-9CD3")]
    code: String,
}

/// Finds the offer that a typed code stands for.
///
/// A code that is unknown, used or over is answered alike.
#[utoipa::path(
    post, path = "/api/activation", tag = "Phones", request_body = Typed,
    responses(
        (status = 200, description = "`credential_offer_uri`: where the offer stands", body = Object),
        (status = 404, description = "No such code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn find_offer(
    State(app): State<App>,
    network: Network,
    typed: Result<Json<Typed>, JsonRejection>,
) -> Result<Json<Value>, AppError> {
    let Json(Typed { code }) = typed?;
    // Only a code without a slip can be a guess.
    let code = ActivationCode::parse(&code).ok_or_else(AppError::not_found)?;
    let now = app.clock().now().timestamp_millis();
    let too_many = |TooMany { seconds, .. }| AppError::too_many_misses(seconds);
    app.misses().may_look(network, now).map_err(too_many)?;
    let found = app.store().offer_of_typed_code(&code).await?;
    let Some((hub, handle)) = found else {
        app.misses().missed_after_all(network, now).map_err(too_many)?;
        return Err(AppError::not_found());
    };
    app.misses().may_look(network, now).map_err(too_many)?;
    let iss = Issuer { base: app.config().base.clone(), hub }.iss();
    Ok(Json(json!({ "credential_offer_uri": format!("{iss}/offers/{handle}") })))
}
