//! Errors in the form that OAuth 2.0 and `OpenID4VCI` fix: RFC 6749 section 5.2, RFC 6750 section 3, RFC 9449 section 7.1.

use crate::{
    http::error::{AppError, OwnPage},
    store::StoreError,
};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An error that names itself. The description is ASCII without quotes and backslashes, and never repeats what was sent.
#[derive(Debug, Clone)]
pub(crate) struct OAuthError {
    status: StatusCode,
    code: &'static str,
    description: String,
    challenge: Option<&'static str>,
}

/// Why a phone is not answered as it hoped: an error of its standard, or one that any request may meet.
#[derive(Debug, Clone)]
pub(crate) enum Refused {
    OAuth(OAuthError),
    Other(AppError),
}

impl OAuthError {
    /// A request that is at fault: 400.
    pub(super) fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code, description: description.into(), challenge: None }
    }

    /// A token that is missing or not good: 401, with the schemes that are taken.
    pub(super) fn unauthorized(code: &'static str, description: impl Into<String>) -> Self {
        let challenge = match code {
            INVALID_DPOP_PROOF => r#"DPoP error="invalid_dpop_proof", algs="ES256""#,
            INVALID_TOKEN => r#"DPoP error="invalid_token", algs="ES256", Bearer error="invalid_token""#,
            // RFC 6750 section 3.1: who brings no token at all is told no error.
            _ => r#"DPoP algs="ES256", Bearer"#,
        };
        Self { status: StatusCode::UNAUTHORIZED, challenge: Some(challenge), ..Self::new(code, description) }
    }

    /// A token that is good, for less than this: 403 (RFC 6750 section 3.1).
    pub(super) fn forbidden(code: &'static str, description: impl Into<String>) -> Self {
        let challenge = Some(r#"DPoP error="insufficient_scope", scope="card", algs="ES256""#);
        Self { status: StatusCode::FORBIDDEN, challenge, ..Self::new(code, description) }
    }

    /// The same error of a body that is too long.
    pub(super) fn too_large(self) -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, ..self }
    }
}

pub(super) const INVALID_TOKEN: &str = "invalid_token";
pub(super) const INSUFFICIENT_SCOPE: &str = "insufficient_scope";
pub(super) const INVALID_DPOP_PROOF: &str = "invalid_dpop_proof";

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let body = Json(json!({"error": self.code, "error_description": self.description}));
        let mut answer = (self.status, body).into_response();
        if let Some(challenge) = self.challenge {
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        answer.extensions_mut().insert(OwnPage);
        answer
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::OAuth(error) => error.into_response(),
            Self::Other(error) => error.into_response(),
        }
    }
}

impl From<OAuthError> for Refused {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(error)
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}
