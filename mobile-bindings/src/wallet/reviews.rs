//! Reviews that are written with the card. With a typed code they are written through the menu, where everything else about them is too.

use passport_core::menu::WrittenReview;
use passport_core::wallet as core;
use passport_core::wallet::Wallet;

use super::{CardWallet, WalletError};
use crate::menu::MenuWrittenReview;

/// The reviews of this phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CardReviews {
    /// What has not reached the server yet.
    pub waiting: Vec<WaitingReview>,
    /// The ways back to those that were sent, where their writer wished it.
    pub kept: Vec<KeptReview>,
    /// The codes of those that are taken back, which the server does not know yet.
    pub taken_back: Vec<String>,
}

/// A review that the server does not have yet.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WaitingReview {
    /// Its own code.
    pub code: String,
    /// What its service is called.
    pub service: String,
    /// What it says.
    pub review: MenuWrittenReview,
    /// Why it does not go out by itself; nothing where it does.
    pub hindrance: Option<ReviewHindrance>,
}

/// Why a review does not go out by itself: ask its writer whether to send it, to write it anew, or to throw it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ReviewHindrance {
    /// The card that it was written with is gone from this phone.
    CardBefore,
    /// The server does not take these words, for instance since they cannot be seen.
    Refused,
    /// The service is on no menu any more.
    ServiceGone,
}

/// The way back to a review that was sent.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct KeptReview {
    /// Its own code: what `SupportMenu.reviewStateRequest` asks how far it is with.
    pub code: String,
    /// What its service is called.
    pub service: String,
}

#[uniffi::export]
impl CardWallet {
    /// Writes a review with this card, so that no code has to be typed; it goes out at the next sync. Ask before "Do you want someone to
    /// contact you?", and say that the hub reads it first. Gives its own code: with `isKept` this phone keeps it with the service's
    /// name, else show it, since only with it the review can be taken back.
    pub fn write_review(
        &self,
        review: MenuWrittenReview,
        service_name: &str,
        is_kept: bool,
    ) -> Result<String, WalletError> {
        let review = WrittenReview::try_from(review).map_err(|_| WalletError::NoSuchService)?;
        Ok(self.with(|wallet| wallet.write_review(&review, service_name, is_kept))?.to_string())
    }

    /// The reviews of this phone.
    pub fn reviews(&self) -> Result<CardReviews, WalletError> {
        Ok(self.with(Wallet::reviews)?.into())
    }

    /// Sends after all a review that was held up.
    pub fn send_review_after_all(&self, code: &str) -> Result<(), WalletError> {
        self.with(|wallet| wallet.send_review_after_all(code))
    }

    /// Takes a review back by its code, whether it waits here, was sent, or was written elsewhere. The server is told at the next sync.
    pub fn take_review_back(&self, code: &str) -> Result<(), WalletError> {
        self.with(|wallet| wallet.take_review_back(code))
    }

    /// Forgets the way back to a review; one that still waits is thrown away.
    pub fn forget_review(&self, code: &str) -> Result<(), WalletError> {
        self.with(|wallet| wallet.forget_review(code))
    }
}

impl From<core::Reviews> for CardReviews {
    fn from(reviews: core::Reviews) -> Self {
        let kept = |core::KeptReview { code, service }| KeptReview { code, service };
        Self {
            waiting: reviews.waiting.into_iter().map(Into::into).collect(),
            kept: reviews.kept.into_iter().map(kept).collect(),
            taken_back: reviews.taken_back,
        }
    }
}

impl From<core::WaitingReview> for WaitingReview {
    fn from(waiting: core::WaitingReview) -> Self {
        let core::WaitingReview { code, service, review, hindrance, .. } = waiting;
        Self { code, service, review: review.into(), hindrance: hindrance.map(Into::into) }
    }
}

impl From<core::Hindrance> for ReviewHindrance {
    fn from(hindrance: core::Hindrance) -> Self {
        match hindrance {
            core::Hindrance::CardBefore => Self::CardBefore,
            core::Hindrance::Refused => Self::Refused,
            core::Hindrance::ServiceGone => Self::ServiceGone,
        }
    }
}
