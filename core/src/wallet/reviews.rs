//! Reviews of services, written with the card: each waits here with its own code until the server has it, so that one sent twice is one,
//! and with that code its writer takes it back. The hub reads it first, and stores nobody beside it.

use super::held::{Held, Hindrance, KeptReview, TakenBack, WaitingReview};
use super::talk::Step;
use super::{Wallet, WalletError, asking, vault};
use crate::card::Base;
use crate::menu::{ReviewFault, WrittenReview};
use crate::short_code::ShortCode;

/// The reviews of this phone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviews {
    /// What has not reached the server yet.
    pub waiting: Vec<WaitingReview>,
    /// The ways back to those that were sent, kept where their writer wished it.
    pub kept: Vec<KeptReview>,
    /// The codes of those that are taken back, which the server does not know yet.
    pub taken_back: Vec<String>,
}

impl Wallet<'_> {
    /// Writes a review with this card. It goes out at the next sync. Its code comes back: show it unless `is_kept`, which keeps the way
    /// back on this phone, with what the service is called.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] or [`WalletError::Review`].
    pub fn write_review(
        &self,
        review: &WrittenReview,
        service: &str,
        is_kept: bool,
    ) -> Result<ShortCode, WalletError> {
        let drawn = self.drawn()?;
        let mut random = [0; 6];
        random.copy_from_slice(&drawn[..6]);
        let code = ShortCode::from_random(random);
        let (service, review) = (service.to_owned(), review.clone());
        let new = WaitingReview { code: code.as_plain(), service, review, is_kept, hindrance: None };
        new.body()?;
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            held.reviews.push(new.clone());
            Ok(())
        })?;
        Ok(code)
    }

    /// The reviews of this phone. How far one is that was sent, its code tells at the server: see [`crate::menu::OwnReview`].
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn reviews(&self) -> Result<Reviews, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let taken_back = held.taken_back.into_iter().map(|one| one.code).collect();
        Ok(Reviews { waiting: held.reviews, kept: held.own_reviews, taken_back })
    }

    /// Sends after all a review that was held up: its writer says so.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] or [`WalletError::Review`].
    pub fn send_review_after_all(&self, code: &str) -> Result<(), WalletError> {
        let code = read(code)?;
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            held.reviews.iter_mut().filter(|one| one.code == code).for_each(|one| one.hindrance = None);
            Ok(())
        })
    }

    /// Takes a review back, by its code, whether it waits here, was sent, or was written elsewhere. The server is told at the next sync.
    ///
    /// # Errors
    /// [`WalletError::Review`] for what is no review's code.
    pub fn take_review_back(&self, code: &str) -> Result<(), WalletError> {
        let code = read(code)?;
        self.change(|held| {
            let base = asking::base_of_card(held).ok().or(self.servers.first().cloned());
            let base: Base = base.ok_or(WalletError::NoCard)?;
            held.forget_review(&code);
            // One that waits here may have arrived, and the reply got lost.
            if held.taken_back.iter().all(|one| one.code != code) {
                held.taken_back.push(TakenBack { code: code.clone(), base });
            }
            Ok(())
        })
    }

    /// Forgets the way back to a review, and throws it away if it still waits.
    ///
    /// # Errors
    /// [`WalletError::Review`] for what is no review's code.
    pub fn forget_review(&self, code: &str) -> Result<(), WalletError> {
        let code = read(code)?;
        self.change(|held| {
            held.forget_review(&code);
            Ok(())
        })
    }
}

fn read(code: &str) -> Result<String, WalletError> {
    Ok(ShortCode::parse(code).map_err(|_| ReviewFault::NoCode)?.as_plain())
}

impl WaitingReview {
    /// What is sent.
    pub(super) fn body(&self) -> Result<serde_json::Value, WalletError> {
        let code = ShortCode::parse(&self.code).map_err(|_| ReviewFault::NoCode)?;
        Ok(self.review.body_with_card(&code)?)
    }
}

impl Held {
    /// All that waits to go out by itself, in its order.
    pub(super) fn post(&self) -> Vec<Step> {
        let messages = self.outbox.iter().map(|one| Step::Message { id: one.id });
        let reviews = self.reviews.iter().filter(|one| one.hindrance.is_none());
        messages.chain(reviews.map(|one| Step::Review { code: one.code.clone() })).collect()
    }

    /// What is taken back.
    pub(super) fn take_backs(&self) -> impl Iterator<Item = Step> + use<> {
        let codes: Vec<_> = self.taken_back.iter().map(|one| one.code.clone()).collect();
        codes.into_iter().map(|code| Step::TakeBack { code })
    }

    /// The server has it.
    pub(super) fn note_sent_review(&mut self, code: &str) {
        let Some(at) = self.reviews.iter().position(|one| one.code == code) else { return };
        let WaitingReview { code, service, is_kept, .. } = self.reviews.remove(at);
        if is_kept {
            self.own_reviews.push(KeptReview { code, service });
        }
    }

    /// The server does not take it; it stays, and is not sent again by itself.
    pub(super) fn note_hindrance(&mut self, code: &str, hindrance: Hindrance) {
        self.reviews
            .iter_mut()
            .filter(|one| one.code == code)
            .for_each(|one| one.hindrance = Some(hindrance));
    }

    fn forget_review(&mut self, code: &str) {
        self.reviews.retain(|one| one.code != code);
        self.own_reviews.retain(|one| one.code != code);
    }
}
