//! The credential endpoint (`OpenID4VCI` 1.0 section 8).

use super::{
    BATCH_SIZE, Holder,
    oauth::{INVALID_TOKEN, OAuthError, Refused},
    setting_of,
};
use crate::{
    App,
    http::{error::AppError, issuer::issuer},
    store::StoreError,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use passport_core::{
    card::{Issuer, Setting},
    keys::PublicKey,
    phone::PhoneRefused,
    proof::{ProofFor, read_proof},
};
use serde_json::{Map, Value, json};

const INVALID_PROOF: &str = "invalid_proof";

/// Gives credentials, one for each proof.
#[utoipa::path(
    post, path = "/h/{hub}/credential", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "`credentials` and `notification_id`", body = Object),
        (status = 400, description = "`error` and `error_description`, as OpenID4VCI has them", body = Object),
        (status = 401, description = "The token is not good; `WWW-Authenticate` says why", body = Object)
    )
)]
pub async fn credential(
    State(app): State<App>,
    holder: Holder,
    Path(hub): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refused> {
    let request = request(body)?;
    let setting = setting(&request)?;
    let issuer = issuer(&app, &app.snapshot().held(), &hub, &headers)?;
    let keys = keys(&app, &issuer, &holder, &request)?;
    let delivered = app.store().deliver(&holder, setting, &keys).await.map_err(refused)?;
    let credentials: Vec<_> = delivered.texts.iter().map(|text| json!({ "credential": text })).collect();
    Ok(Json(json!({ "credentials": credentials, "notification_id": delivered.delivery })))
}

/// The request as an object.
fn request(body: Result<Bytes, BytesRejection>) -> Result<Map<String, Value>, OAuthError> {
    let malformed = || OAuthError::new("invalid_credential_request", "send a JSON object");
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => malformed().too_large(),
        _ => malformed(),
    })?;
    let request: Map<String, Value> = serde_json::from_slice(&body).map_err(|_| malformed())?;
    if request.contains_key("credential_response_encryption") {
        let description = "answers are not encrypted here beyond TLS";
        return Err(OAuthError::new("invalid_encryption_parameters", description));
    }
    Ok(request)
}

/// What is asked for, named in exactly one of two ways.
fn setting(request: &Map<String, Value>) -> Result<Setting, OAuthError> {
    let named = |name: &str| request.get(name).map(|value| value.as_str().unwrap_or_default());
    let one = "name either credential_identifier or credential_configuration_id";
    match (named("credential_identifier"), named("credential_configuration_id")) {
        (Some(id), None) => setting_of(id)
            .ok_or_else(|| OAuthError::new("unknown_credential_identifier", "no such credential is given")),
        (None, Some(id)) => setting_of(id)
            .ok_or_else(|| OAuthError::new("unknown_credential_configuration", "see the issuer's metadata")),
        _ => Err(OAuthError::new("invalid_credential_request", one)),
    }
}

/// The keys of the proofs: sound, fresh and each of its own.
fn keys(
    app: &App,
    issuer: &Issuer,
    holder: &Holder,
    request: &Map<String, Value>,
) -> Result<Vec<PublicKey>, OAuthError> {
    let missing = || {
        let description = format!("send proofs with 1 to {BATCH_SIZE} texts in jwt, and nothing beside");
        OAuthError::new(INVALID_PROOF, description)
    };
    let proofs = request.get("proofs").and_then(Value::as_object).filter(|kinds| kinds.len() == 1);
    let proofs = proofs.and_then(|kinds| kinds.get("jwt")?.as_array()).ok_or_else(missing)?;
    if proofs.is_empty() || proofs.len() > BATCH_SIZE {
        return Err(missing());
    }
    let iss = issuer.iss();
    let now = app.clock().seconds();
    let expected = ProofFor { iss: &iss, client_id: holder.client_id.as_deref(), now };
    let mut keys: Vec<PublicKey> = Vec::with_capacity(proofs.len());
    for proof in proofs {
        let proof = read_proof(proof.as_str().unwrap_or_default(), expected)
            .map_err(|why| OAuthError::new(INVALID_PROOF, why.to_string()))?;
        if !app.store().is_fresh_nonce(&issuer.hub, &proof.nonce) {
            return Err(OAuthError::new("invalid_nonce", "fetch a nonce of this issuer, then ask again"));
        }
        if keys.contains(&proof.key) {
            return Err(OAuthError::new(INVALID_PROOF, "each proof needs a key of its own"));
        }
        keys.push(proof.key);
    }
    Ok(keys)
}

fn refused(fault: StoreError) -> Refused {
    match fault {
        StoreError::Phone(why @ PhoneRefused::KeySeen) => {
            OAuthError::new(INVALID_PROOF, why.to_string()).into()
        }
        StoreError::Phone(why) => OAuthError::new("credential_request_denied", why.to_string()).into(),
        StoreError::Issue(_) | StoreError::Pack(_) | StoreError::Card(_) => {
            OAuthError::new("credential_request_denied", "the card has ended, or the hub must look at it")
                .into()
        }
        StoreError::NotFound(_) => {
            OAuthError::unauthorized(INVALID_TOKEN, "the token is not good any more").into()
        }
        other => AppError::from(other).into(),
    }
}
