//! Who comes with an access token. A handler that takes [`Holder`] runs only for a phone that holds a card, and acts in that card's
//! hub alone.

use super::NotTaken;
use super::oauth::{INSUFFICIENT_SCOPE, INVALID_DPOP_PROOF, INVALID_TOKEN, OAuthError, Refused};
use crate::{App, http::error::AppError, store::PhoneGrant};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};
use passport_core::{
    card::Base,
    dpop::{DpopProof, Request, read_dpop, thumbprint},
};
use std::ops::Deref;

/// A phone that holds a card, and shows that the token is its own where it said that it would. It is its [`PhoneGrant`]: `scope`,
/// `carer` and `card` are those of its hub.
#[derive(Debug, Clone)]
pub(crate) struct Holder(PhoneGrant);

impl Deref for Holder {
    type Target = PhoneGrant;
    fn deref(&self) -> &PhoneGrant {
        &self.0
    }
}

impl FromRequestParts<App> for Holder {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let (scheme, token) = presented(&parts.headers)?;
        let not_good =
            || OAuthError::unauthorized(INVALID_TOKEN, "the token is not good here, or not any more");
        let phone = app.store().phone_of_token(token).await?.ok_or_else(not_good)?;
        let bound = phone.thumbprint.is_some();
        if !scheme.eq_ignore_ascii_case(if bound { "DPoP" } else { "Bearer" }) {
            return Err(not_good().into());
        }
        if bound {
            let proof = dpop_proof(app, parts, Some(token)).map_err(|why| {
                OAuthError::unauthorized(
                    INVALID_DPOP_PROOF,
                    why.unwrap_or("there is no DPoP proof".to_owned()),
                )
            })?;
            if phone.thumbprint != Some(thumbprint(&proof.key)) {
                return Err(not_good().into());
            }
            take(app, &proof, OAuthError::unauthorized)?;
        }
        let params = RawPathParams::from_request_parts(parts, app).await;
        let params = params.map_err(|_| AppError::not_found())?;
        if params.iter().any(|(name, hub)| name == "hub" && hub != phone.scope.slug().as_str()) {
            return Err(not_good().into());
        }
        Ok(Self(phone))
    }
}

/// A [`Holder`] that may see and change the card as a whole: its owner's phone, and no wallet that took one setting of it.
#[derive(Debug, Clone)]
pub(crate) struct Owner(PhoneGrant);

impl Deref for Owner {
    type Target = PhoneGrant;
    fn deref(&self) -> &PhoneGrant {
        &self.0
    }
}

impl FromRequestParts<App> for Owner {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let Holder(phone) = Holder::from_request_parts(parts, app).await?;
        if phone.is_owners {
            return Ok(Self(phone));
        }
        Err(OAuthError::forbidden(INSUFFICIENT_SCOPE, "the token was given for settings of the card alone")
            .into())
    }
}

/// The scheme and the token of the one `Authorization` header.
fn presented(headers: &HeaderMap) -> Result<(&str, &str), OAuthError> {
    let missing = || OAuthError::unauthorized("invalid_request", "send Authorization with the token");
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let line = lines.next().filter(|_| lines.next().is_none()).and_then(|line| line.to_str().ok());
    line.and_then(|line| line.split_once(' ')).ok_or_else(missing)
}

/// Takes a proof that is otherwise good: once, and never again while it is.
pub(super) fn take(
    app: &App,
    proof: &DpopProof,
    refuse: impl FnOnce(&'static str, String) -> OAuthError,
) -> Result<(), Refused> {
    match app.seen_proofs().take(proof, app.clock().seconds()) {
        Ok(()) => Ok(()),
        Err(NotTaken::Again) => {
            let said = "the DPoP proof was used before: make a new one for each request".to_owned();
            Err(refuse(INVALID_DPOP_PROOF, said).into())
        }
        Err(NotTaken::Full) => {
            tracing::error!("the memory of DPoP proofs is full, so phones are refused");
            Err(AppError::unavailable("Too many phones ask at once. Ask again in a minute.").into())
        }
    }
}

/// The DPoP proof that comes with a request; without one, or with one that is not good, why.
pub(super) fn dpop_proof(app: &App, parts: &Parts, token: Option<&str>) -> Result<DpopProof, Option<String>> {
    let mut proofs = parts.headers.get_all("dpop").iter();
    let proof = proofs.next().ok_or(None)?;
    let proof = proof.to_str().ok().filter(|_| proofs.next().is_none());
    let proof = proof.ok_or(Some("send one DPoP proof".to_owned()))?;
    let address = format!("{}{}", base(app, &parts.headers), parts.uri.path());
    let request =
        Request { method: parts.method.as_str(), address: &address, token, now: app.clock().seconds() };
    read_dpop(proof, request).map_err(|why| Some(why.to_string()))
}

/// The address of this server that was asked.
fn base(app: &App, headers: &HeaderMap) -> Base {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    app.snapshot().held().base_of(host, &app.config().base).clone()
}
