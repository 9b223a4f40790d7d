//! What an app sends and what comes back: it carries all of it.

use passport_core::wallet as core;

/// A header of a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpHeader {
    /// Its name; case does not matter.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A request to be made as it stands: follow no redirect, keep nothing in a cache, send no cookie.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpRequest {
    /// Its number, to be given back with the answer.
    pub number: u64,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Headers to send.
    pub headers: Vec<HttpHeader>,
    /// The body; empty where nothing is sent.
    pub body: Vec<u8>,
    /// After so many seconds give it up, and call `unanswered`.
    pub timeout_seconds: u64,
}

/// An answer as it came, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpResponse {
    /// Such as 200.
    pub status: u16,
    /// All headers; `Date` above all, since a phone's own clock may be wrong.
    pub headers: Vec<HttpHeader>,
    /// The body.
    pub body: Vec<u8>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum NextStep {
    /// Make this request at once, give its answer to `accept` (or call `unanswered`), then ask again what is next. One that waited longer than
    /// its `timeoutSeconds` before it was sent, perhaps because the phone slept, must not be sent any more: call `unanswered`.
    Send {
        /// The request.
        request: HttpRequest,
    },
    /// Another request may still be under way: of a wallet on the same vault that talks with the server now, such as a widget's; of your app from before
    /// it was killed; or this wallet's own, where two of your threads drive it. Ask again after so many seconds. A request that you give up
    /// without an answer is waited for only until you call `unanswered`, or its time is over.
    Wait {
        /// So long.
        seconds: u64,
    },
    /// All is done.
    Done {
        /// How it ended.
        outcome: Outcome,
    },
}

/// How a talk with the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Outcome {
    /// Everything is up to date.
    UpToDate,
    /// The server cannot be reached now. What is held stays good; sync again later.
    Offline,
    /// The letter was found: ask for the six digits.
    DigitsNeeded,
    /// The hub took the card off this phone.
    Removed,
    /// The card was taken off this phone.
    Forgotten,
    /// The card was taken off this phone, but the server could not be told: ask the hub to remove this phone.
    ForgottenUntold,
    /// There is no card on this phone.
    NoCard,
}

impl From<HttpResponse> for core::Answer {
    fn from(response: HttpResponse) -> Self {
        let headers = response.headers.into_iter().map(|one| (one.name, one.value)).collect();
        Self { status: response.status, headers, body: response.body }
    }
}

impl From<core::Request> for HttpRequest {
    fn from(request: core::Request) -> Self {
        let headers = request.headers.into_iter().map(|(name, value)| HttpHeader { name, value }).collect();
        Self {
            number: request.number,
            method: request.method.to_owned(),
            url: request.url,
            headers,
            body: request.body,
            timeout_seconds: core::REQUEST_TIMEOUT,
        }
    }
}

impl From<core::Outcome> for Outcome {
    fn from(outcome: core::Outcome) -> Self {
        match outcome {
            core::Outcome::UpToDate => Self::UpToDate,
            core::Outcome::Offline => Self::Offline,
            core::Outcome::DigitsNeeded => Self::DigitsNeeded,
            core::Outcome::Removed => Self::Removed,
            core::Outcome::Forgotten => Self::Forgotten,
            core::Outcome::ForgottenUntold => Self::ForgottenUntold,
            core::Outcome::NoCard => Self::NoCard,
        }
    }
}
