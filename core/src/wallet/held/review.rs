//! A review on its way out, the way back to one that was sent, and one that is taken back.

use serde::{Deserialize, Serialize};

use crate::card::Base;
use crate::menu::WrittenReview;

/// A review that the server does not have yet, with its code, which was drawn before it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingReview {
    /// Its own, ten characters.
    pub code: String,
    /// What its service is called.
    pub service: String,
    /// What it says.
    pub review: WrittenReview,
    /// Whether this phone keeps the way back to it once it is sent.
    pub is_kept: bool,
    /// Why it does not go out by itself.
    pub hindrance: Option<Hindrance>,
}

/// Why a review does not go out by itself: its writer says what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// The card that it was written with is gone, and another may be somebody else's.
    CardBefore,
    /// The server does not take these words.
    Refused,
    /// The service is on no menu any more.
    ServiceGone,
}

/// The way back to a review that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReview {
    /// Its code.
    pub code: String,
    /// What its service is called.
    pub service: String,
}

/// A review that is taken back, while its server does not know it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Its code.
    pub code: String,
    /// Where it was sent.
    pub base: Base,
}
