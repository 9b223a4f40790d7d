//! What an app can do something about.

use passport_core::menu::{NoAnswer, NotACopy, NotListed, NotUnderstood, ReviewFault};

/// Why something did not work, each of which an app can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum MenuError {
    /// Not the address of a server, or not the short name of a hub.
    #[error("is not the address of a server, or not the short name of a hub")]
    NotAServer,
    /// The answer is not this server's: perhaps a sign-in page of the network. Try again later.
    #[error("is not an answer of this server")]
    NotUnderstood,
    /// The server does not answer now, or not to a request of this version of the library. Try again later.
    #[error("the server answered {status}")]
    NotNow {
        /// The status of the answer.
        status: u16,
    },
    /// Too many tries: wait.
    #[error("too many tries: wait {seconds} seconds")]
    Wait {
        /// So long.
        seconds: u32,
    },
    /// What was kept was cut off or changed. Begin with an empty menu.
    #[error("is a kept menu that was cut off or changed")]
    KeptTorn,
    /// What was kept is something else, of another server or hub, or of another version. Begin with an empty menu.
    #[error("is not a kept menu of this server and version")]
    KeptForeign,
    /// No such service is on the menu.
    #[error("no such service is on the menu")]
    NoSuchService,
    /// No such review is shown, or not any more.
    #[error("no such review is shown")]
    NoSuchReview,
    /// There are 50 services on the shortlist.
    #[error("the shortlist is full")]
    ShortlistFull,
    /// The server knows nothing by this code, or not any more: ask for it again.
    #[error("nothing has this code, or not any more")]
    CodeUnknown,
    /// No code was typed, or no review's code: ask for it again.
    #[error("is not a code")]
    NotACode,
    /// Each of the three wants 1 to 5 stars.
    #[error("needs 1 to 5 stars for each of the three")]
    StarsMissing,
    /// An answer has more than 300 letters, or a story more than 2,000.
    #[error("is too long")]
    TooLong,
    /// The server does not take these words, for instance because of signs that cannot be seen: they are to be written anew.
    #[error("the server does not take these words")]
    WordsRefused,
}

impl From<NotUnderstood> for MenuError {
    fn from(_: NotUnderstood) -> Self {
        Self::NotUnderstood
    }
}

impl From<NoAnswer> for MenuError {
    fn from(fault: NoAnswer) -> Self {
        match fault {
            NoAnswer::NotUnderstood => Self::NotUnderstood,
            NoAnswer::NotNow(status) => Self::NotNow { status },
            NoAnswer::Wait(seconds) => Self::Wait { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) },
            NoAnswer::NotThere => Self::NoSuchService,
            NoAnswer::CodeUnknown => Self::CodeUnknown,
            NoAnswer::WordsRefused => Self::WordsRefused,
        }
    }
}

impl From<NotListed> for MenuError {
    fn from(fault: NotListed) -> Self {
        match fault {
            NotListed::NotHeld => Self::NoSuchService,
            NotListed::Full => Self::ShortlistFull,
        }
    }
}

impl From<NotACopy> for MenuError {
    fn from(fault: NotACopy) -> Self {
        match fault {
            NotACopy::Torn => Self::KeptTorn,
            NotACopy::Foreign => Self::KeptForeign,
        }
    }
}

impl From<ReviewFault> for MenuError {
    fn from(fault: ReviewFault) -> Self {
        match fault {
            ReviewFault::Stars => Self::StarsMissing,
            ReviewFault::TooLong => Self::TooLong,
            ReviewFault::NoCode => Self::NotACode,
        }
    }
}
