//! The kinds of fault a caller can meet, each with its name, status and title.

use axum::http::StatusCode;

/// The kinds of fault a caller can meet. Each has its words in the catalogue, its status and its problem address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// What was sent cannot be read as what this address takes.
    BadRequest,
    /// Whoever asks may not, or the form is not one that we gave them.
    NotAllowed,
    /// Nothing stands at this address.
    NotFound,
    /// The code that was sent belongs to nothing, or not any more.
    UnknownCode,
    /// There are words that cannot be kept, since not all of them can be seen.
    UnseenWords,
    /// The address is right, the method is not.
    MethodNotAllowed,
    /// The body is longer than this address takes.
    TooLarge,
    /// The body is not of the type this address takes.
    WrongType,
    /// Too many codes that name no card came from this network.
    TooManyMisses,
    /// Too many messages came from this phone's owner.
    TooManyMessages,
    /// Too many requests came from this network.
    TooManyRequests,
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
    pub const ALL: [Self; 15] = [
        Self::BadRequest,
        Self::NotAllowed,
        Self::NotFound,
        Self::UnknownCode,
        Self::UnseenWords,
        Self::MethodNotAllowed,
        Self::TooLarge,
        Self::WrongType,
        Self::TooManyMisses,
        Self::TooManyMessages,
        Self::TooManyRequests,
        Self::NotOffered,
        Self::TooSlow,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The name in the problem's `type` and in the word catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::NotAllowed => "not-allowed",
            Self::NotFound => "not-found",
            Self::UnknownCode => "unknown-code",
            Self::UnseenWords => "unseen-words",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::TooManyMisses => "too-many-misses",
            Self::TooManyMessages => "too-many-messages",
            Self::TooManyRequests => "too-many-requests",
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
            Self::NotAllowed => "This is not allowed",
            Self::NotFound => "Nothing is at this address",
            Self::UnknownCode => "Nothing has this code",
            Self::UnseenWords => "Not all of these words can be seen",
            Self::MethodNotAllowed => "This address takes another method",
            Self::TooLarge => "The request is too large",
            Self::WrongType => "The request is of the wrong type",
            Self::TooManyMisses => "Too many wrong codes",
            Self::TooManyMessages => "Too many messages in a day",
            Self::TooManyRequests => "Too many requests from one network",
            Self::NotOffered => "This part of the standard is not offered",
            Self::TooSlow => "The answer took too long",
            Self::Unavailable => "The server cannot answer yet",
            Self::Internal => "Something went wrong on the server",
        }
    }

    /// The HTTP status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::UnseenWords => StatusCode::BAD_REQUEST,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NotFound | Self::UnknownCode => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooManyMisses | Self::TooManyMessages | Self::TooManyRequests => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::NotOffered => StatusCode::NOT_IMPLEMENTED,
            Self::TooSlow | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The fault behind an error status that a library answered with.
    pub(super) fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::FORBIDDEN => Self::NotAllowed,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::WrongType,
            status if status.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}
