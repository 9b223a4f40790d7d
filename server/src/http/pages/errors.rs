//! The page of an error: what happened in plain words, and what to do.

use super::Page;
use crate::http::{error::AppError, fault::Fault};
use serde::Serialize;

/// `error.html`.
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    /// The word catalogue's key for what to do; with `-title` behind it, for what happened.
    pub words: &'static str,
}

impl ErrorPage {
    /// The page of this error.
    pub fn of(error: &AppError) -> Self {
        let words = match error.fault {
            Fault::BadRequest | Fault::UnseenWords | Fault::WrongType | Fault::NotOffered => {
                "fault-bad-request"
            }
            Fault::NotFound | Fault::UnknownCode => "fault-not-found",
            Fault::NotAllowed => "fault-not-allowed",
            Fault::MethodNotAllowed => "fault-method",
            Fault::TooLarge => "fault-too-large",
            Fault::TooManyMisses | Fault::TooManyMessages | Fault::TooManyRequests => "fault-too-many",
            Fault::TooSlow | Fault::Unavailable => "fault-unavailable",
            Fault::Internal => "fault-ours",
        };
        Self { words }
    }
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error.html";
}
