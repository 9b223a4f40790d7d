//! The token endpoint: codes for tokens (`OpenID4VCI` 1.0 section 6) and old tokens for new (RFC 6749 section 6).

mod asked;

use super::{
    holder::{dpop_proof, take},
    oauth::{INVALID_DPOP_PROOF, OAuthError, Refused},
};
use crate::{
    App,
    http::{issuer::issuer, problem::Problem},
    store::{HubScope, NotRedeemed, Redemption, Refresh, Tokens},
};
use asked::{Asked, GrantType, needed};
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest as _, Path, Request, State, rejection::BytesRejection},
};
use passport_core::{card::Setting, keys::PublicKey};
use serde_json::{Map, Value, json};

/// Gives tokens.
#[utoipa::path(
    post, path = "/h/{hub}/token", tag = "Phones",
    params(("hub" = String, Path, description = "The hub's short name")),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "Access and refresh token", body = Object),
        (status = 400, description = "`error` and `error_description`, as RFC 6749 has them", body = Object),
        (status = 404, description = "No such hub here", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn token(
    State(app): State<App>,
    Path(hub): Path<String>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    let (parts, body) = request.into_parts();
    // Whoever asks no hub of ours is told so, whatever they sent; but only once it is known to be short.
    let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &app)
        .await
        .map_err(|why| unreadable(&why))?;
    let issuer = issuer(&app, &app.snapshot().held(), &hub, &parts.headers)?;
    let asked = Asked::read(&parts, body).await?;
    let proof = match dpop_proof(&app, &parts, None) {
        Ok(proof) => Some(proof),
        Err(None) => None,
        Err(Some(why)) => return Err(OAuthError::new(INVALID_DPOP_PROOF, why).into()),
    };
    let scope = app.store().issuer_scope(&issuer.hub).await?;
    if let Some(proof) = &proof {
        take(&app, proof, OAuthError::new)?;
    }
    let key = proof.as_ref().map(|proof| &proof.key);
    let given = match asked.grant_type {
        GrantType::PreAuthorized => redeem(&app, &scope, &asked, key).await,
        GrantType::Refresh => refresh(&app, &scope, &asked, key).await,
    };
    if let (Some(proof), Err(_)) = (&proof, &given) {
        app.seen_proofs().forget(proof);
    }
    given
}

fn unreadable(rejection: &BytesRejection) -> Refused {
    let error = OAuthError::new("invalid_request", "the body is too long, or did not arrive whole");
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return error.too_large().into();
    }
    error.into()
}

async fn redeem(
    app: &App,
    scope: &HubScope,
    asked: &Asked,
    key: Option<&PublicKey>,
) -> Result<Json<Value>, Refused> {
    let code = needed(asked.code.as_deref(), "pre-authorized_code")?;
    // An offer always asks for the digits, so leaving them out is no try.
    let tx_code = needed(asked.tx_code.as_deref(), "tx_code")?;
    let settings = asked.details.as_deref();
    let with = Redemption { code, tx_code, settings, key, client_id: asked.client_id.as_deref() };
    match app.store().redeem(scope, with).await? {
        Ok((tokens, settings)) => Ok(answer(&tokens, key.is_some(), &settings, asked)),
        Err(why) => Err(refused(why).into()),
    }
}

fn refused(why: NotRedeemed) -> OAuthError {
    match why {
        NotRedeemed::Codes => {
            OAuthError::new("invalid_grant", "the code or the 6 digits are wrong, or no longer good")
        }
        NotRedeemed::Settings => {
            OAuthError::new("invalid_authorization_details", "a credential was asked for that is not offered")
        }
        NotRedeemed::Key => OAuthError::new(
            INVALID_DPOP_PROOF,
            "the key of the DPoP proof stands in a credential: make another",
        ),
    }
}

async fn refresh(
    app: &App,
    scope: &HubScope,
    asked: &Asked,
    key: Option<&PublicKey>,
) -> Result<Json<Value>, Refused> {
    let token = needed(asked.refresh_token.as_deref(), "refresh_token")?;
    let with = Refresh { token, key, client_id: asked.client_id.as_deref() };
    let (tokens, bound, settings) = app.store().refresh(scope, with).await?.ok_or_else(|| {
        OAuthError::new("invalid_grant", "the refresh token is not good here, or not any more")
    })?;
    if asked.details.as_ref().is_some_and(|all| !all.iter().all(|one| settings.contains(one))) {
        return Err(refused(NotRedeemed::Settings).into());
    }
    Ok(answer(&tokens, bound, &settings, asked))
}

fn answer(tokens: &Tokens, bound: bool, settings: &[Setting], asked: &Asked) -> Json<Value> {
    let whole = tokens.is_owners.then_some("card");
    let codes: Vec<_> = whole.into_iter().chain(settings.iter().map(|setting| setting.code())).collect();
    let mut answer = Map::from_iter([
        ("access_token".to_owned(), json!(*tokens.access)),
        ("token_type".to_owned(), json!(if bound { "DPoP" } else { "Bearer" })),
        ("expires_in".to_owned(), json!(tokens.lifetime)),
        ("refresh_token".to_owned(), json!(*tokens.refresh)),
        ("scope".to_owned(), json!(codes.join(" "))),
    ]);
    if let Some(details) = &asked.details {
        let given = details.iter().map(|setting| {
            json!({"type": "openid_credential", "credential_configuration_id": setting.code(),
                "credential_identifiers": [setting.code()]})
        });
        answer.insert("authorization_details".to_owned(), given.collect());
    }
    Json(Value::Object(answer))
}
