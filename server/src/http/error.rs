//! What can go wrong with a request, once for the whole server: a fault with what to say about it.

use super::fault::Fault;
use crate::store::StoreError;
use axum::{
    extract::rejection::{BytesRejection, FormRejection, JsonRejection, PathRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// A request that ends without its answer. `detail` is written by us and never repeats what was sent.
#[derive(Debug, Clone)]
pub struct AppError {
    /// Which of the known faults it is.
    pub fault: Fault,
    /// One English sentence for programs, when there is more to say than the fault's title.
    pub detail: Option<&'static str>,
    /// Whole seconds after which another try makes sense.
    pub retry_after: Option<u64>,
    /// For our log only.
    pub cause: Option<Arc<anyhow::Error>>,
}

/// Marks an answer that failed and already is the page that says so, such as a form with what is wrong in it.
#[derive(Debug, Clone, Copy)]
pub struct OwnPage;

impl AppError {
    /// What was sent cannot be read; `detail` says what this address takes.
    pub fn bad_request(detail: &'static str) -> Self {
        Self { detail: Some(detail), ..Self::from(Fault::BadRequest) }
    }

    /// Nothing stands here.
    pub fn not_found() -> Self {
        Self::from(Fault::NotFound)
    }

    /// The code that was sent belongs to nothing, or not any more.
    pub fn unknown_code() -> Self {
        Self::from(Fault::UnknownCode)
    }

    /// Words that cannot be kept; `detail` says what is taken.
    pub fn unseen_words(detail: &'static str) -> Self {
        Self { detail: Some(detail), ..Self::from(Fault::UnseenWords) }
    }

    /// A part of a standard that is left out.
    pub fn not_offered(detail: &'static str) -> Self {
        Self { detail: Some(detail), ..Self::from(Fault::NotOffered) }
    }

    /// Too many wrong codes; `seconds` until the next one is taken.
    pub fn too_many_misses(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::from(Fault::TooManyMisses) }
    }

    /// More requests than one network may send; `seconds` until the next one is taken.
    pub fn too_many_requests(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::from(Fault::TooManyRequests) }
    }

    /// As many messages as anybody may send in a day; in an hour there may be room again.
    pub fn too_many_messages() -> Self {
        Self { retry_after: Some(3_600), ..Self::from(Fault::TooManyMessages) }
    }

    /// The answer took too long.
    pub fn too_slow() -> Self {
        Self { retry_after: Some(5), ..Self::from(Fault::TooSlow) }
    }

    /// Not able to answer for now; `detail` says why.
    pub fn unavailable(detail: &'static str) -> Self {
        Self { detail: Some(detail), retry_after: Some(5), ..Self::from(Fault::Unavailable) }
    }

    /// A fault of ours; `cause` is logged and never shown.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self { cause: Some(Arc::new(cause.into())), ..Self::from(Fault::Internal) }
    }

    /// The fault an answer already carries, or the one its bare error status stands for.
    pub fn of(answer: &Response) -> Option<Self> {
        let failed = answer.status().is_client_error() || answer.status().is_server_error();
        failed.then(|| match answer.extensions().get::<Self>() {
            Some(error) => error.clone(),
            None => Self::from(Fault::from_status(answer.status())),
        })
    }
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        Self { fault, detail: None, retry_after: None, cause: None }
    }
}

/// Only the status and the fault itself: [`super::answer`] knows whether a page or a problem is wanted and writes the body.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut answer = self.fault.status().into_response();
        if let Some(seconds) = self.retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        answer.extensions_mut().insert(self);
        answer
    }
}

/// The database's troubles: what passes is said to pass, what is not there is not found, and the rest is ours.
impl From<StoreError> for AppError {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::NotFound(_) => Self::not_found(),
            StoreError::Unreachable | StoreError::Locked | StoreError::Overtaken => {
                Self::unavailable("The database does not answer.")
            }
            // Nothing was saved, and once there is room again it can be: the log says what the operator has to do.
            fault @ (StoreError::Full | StoreError::ReadOnly) => Self {
                cause: Some(Arc::new(fault.into())),
                ..Self::unavailable("Nothing can be saved just now.")
            },
            other => Self::internal(other),
        }
    }
}

impl From<JsonRejection> for AppError {
    fn from(rejection: JsonRejection) -> Self {
        match (rejection.status(), rejection) {
            (StatusCode::PAYLOAD_TOO_LARGE, _) => {
                Self { detail: Some("Send a shorter body."), ..Self::from(Fault::TooLarge) }
            }
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, _) => {
                Self { detail: Some("Send the request as application/json."), ..Self::from(Fault::WrongType) }
            }
            (_, JsonRejection::JsonDataError(_)) => {
                Self::bad_request("The body is JSON, but not of the shape that /api/openapi.json describes.")
            }
            (_, JsonRejection::JsonSyntaxError(_)) => Self::bad_request(
                "The body is not well-formed JSON (RFC 8259). Look for a missing quote, comma or bracket, then send it again.",
            ),
            _ => Self::bad_request("The body did not arrive whole. Send it again."),
        }
    }
}

impl From<FormRejection> for AppError {
    fn from(rejection: FormRejection) -> Self {
        Self::from(Fault::from_status(rejection.status()))
    }
}

impl From<PathRejection> for AppError {
    fn from(rejection: PathRejection) -> Self {
        Self::from(Fault::from_status(rejection.status()))
    }
}

impl From<BytesRejection> for AppError {
    fn from(rejection: BytesRejection) -> Self {
        Self::from(Fault::from_status(rejection.status()))
    }
}
