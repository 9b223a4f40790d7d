//! What can go wrong with a request, once for the whole server: named faults that become a page or an RFC 9457 problem.

use axum::{
    extract::rejection::{BytesRejection, FormRejection, JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// The kinds of fault a caller can meet. Each has its words in the catalogue, its status and its problem address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// What was sent cannot be read as what this address takes.
    BadRequest,
    /// Nothing stands at this address.
    NotFound,
    /// The address is right, the method is not.
    MethodNotAllowed,
    /// The body is longer than this address takes.
    TooLarge,
    /// The body is not of the type this address takes.
    WrongType,
    /// Too many codes that name no card came from this network.
    TooManyMisses,
    /// A part of a standard that this server leaves out, such as asking a status list about the past.
    NotOffered,
    /// The answer took longer than the configured time.
    TooSlow,
    /// The server cannot answer just now, and says when to come back.
    Unavailable,
    /// A fault of ours.
    Internal,
}

impl Fault {
    /// Every fault, for the tests that render them all.
    pub const ALL: [Self; 10] = [
        Self::BadRequest,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooLarge,
        Self::WrongType,
        Self::TooManyMisses,
        Self::NotOffered,
        Self::TooSlow,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The name in the problem's `type` and in the word catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::TooManyMisses => "too-many-misses",
            Self::NotOffered => "not-offered",
            Self::TooSlow => "too-slow",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// Its title for programs, in English; people read the catalogue's words.
    pub fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "The request cannot be read",
            Self::NotFound => "Nothing is at this address",
            Self::MethodNotAllowed => "This address takes another method",
            Self::TooLarge => "The request is too large",
            Self::WrongType => "The request is of the wrong type",
            Self::TooManyMisses => "Too many wrong codes",
            Self::NotOffered => "This part of the standard is not offered",
            Self::TooSlow => "The answer took too long",
            Self::Unavailable => "The server cannot answer yet",
            Self::Internal => "Something went wrong on the server",
        }
    }

    /// The HTTP status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooManyMisses => StatusCode::TOO_MANY_REQUESTS,
            Self::NotOffered => StatusCode::NOT_IMPLEMENTED,
            Self::TooSlow | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The fault behind an error status that a library answered with.
    fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::WrongType,
            status if status.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

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

    /// A part of a standard that is left out.
    pub fn not_offered(detail: &'static str) -> Self {
        Self { detail: Some(detail), ..Self::from(Fault::NotOffered) }
    }

    /// Too many wrong codes; `seconds` until the next one is taken.
    pub fn too_many_misses(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::from(Fault::TooManyMisses) }
    }

    /// The answer took too long.
    pub fn too_slow() -> Self {
        Self { retry_after: Some(5), ..Self::from(Fault::TooSlow) }
    }

    /// Not able to answer yet, for instance before the first snapshot.
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

impl From<JsonRejection> for AppError {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::from(Fault::TooLarge),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Self { detail: Some("Send the request as application/json."), ..Self::from(Fault::WrongType) }
            }
            _ => Self::bad_request("The body is not JSON of the shape that /api/openapi.json describes."),
        }
    }
}

impl From<FormRejection> for AppError {
    fn from(rejection: FormRejection) -> Self {
        Self::from(Fault::from_status(rejection.status()))
    }
}

impl From<BytesRejection> for AppError {
    fn from(rejection: BytesRejection) -> Self {
        Self::from(Fault::from_status(rejection.status()))
    }
}
