//! A letter is found, read and redeemed.

use super::super::WalletError;
use super::super::asking::PRE_AUTHORIZED;
use super::super::held::{From, Held, Redeeming};
use super::super::letter::Place;
use super::super::talk::{Outcome, Step, Talk};
use super::forms::{Found, Offer, Tokens};
use super::{Answered, Complaint};
use crate::card::Base;

impl Answered<'_> {
    pub(super) fn found(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let redeeming = held.redeeming.as_mut()?;
        let From::Typed { base, .. } = &redeeming.from else { return None };
        let place = self
            .good::<Found>()
            .and_then(|found| Place::of_address(Base::parse(base).ok()?, &found.credential_offer_uri));
        match place {
            Some(place) => redeeming.from = From::Place(place),
            None => return self.not_found(held, talk, WalletError::CodeUnknown),
        }
        None
    }

    pub(super) fn offer(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let redeeming = held.redeeming.as_mut()?;
        let From::Place(place) = &redeeming.from else { return None };
        let code = self.good::<Offer>().filter(|offer| offer.credential_issuer == place.iss());
        let code = code.and_then(|offer| {
            let grant = offer.grants.get(PRE_AUTHORIZED)?;
            Some(grant.get("pre-authorized_code")?.as_str()?.to_owned())
        });
        match code {
            Some(code) => {
                redeeming.code = Some(code);
                if !talk.todo.contains(&Step::Redeem) {
                    talk.outcome = Outcome::DigitsNeeded;
                }
            }
            None => return self.not_found(held, talk, WalletError::LetterOver),
        }
        None
    }

    pub(super) fn redeemed(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let Some(Redeeming { from: From::Place(place), .. }) = &held.redeeming else { return None };
        let iss = place.iss();
        let Some(tokens) = self.good::<Tokens>() else { return self.not_redeemed(held, talk) };
        let redeeming = held.redeeming.take()?;
        if !tokens.scope.split(' ').any(|one| one == "card") {
            talk.end(Outcome::NoCard);
            held.dropped.insert(redeeming.key);
            return Some(WalletError::LetterForAnotherWallet);
        }
        held.begin_card(self.grant(tokens, iss, redeeming.key));
        talk.first([Step::About { anew: false }]);
        None
    }

    /// Only a server that says so calls digits wrong; whatever else answers is passed over, and they are sent again.
    fn not_redeemed(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let is_wrong = self.answer.error() == "invalid_grant";
        let complaint = self.too_many().or(is_wrong.then_some(WalletError::WrongDigits));
        talk.end(if complaint.is_some() { Outcome::DigitsNeeded } else { Outcome::Offline });
        if let (Some(_), Some(redeeming)) = (complaint, &mut held.redeeming) {
            redeeming.digits = None;
            redeeming.refused = true;
        }
        complaint
    }

    /// Only a server that says so ends a letter; whatever else answers is passed over.
    fn not_found(&self, held: &mut Held, talk: &mut Talk, gone: WalletError) -> Complaint {
        if matches!(self.answer.status, 404 | 410) {
            talk.end(Outcome::NoCard);
            held.drop_letter();
            return Some(gone);
        }
        talk.end(Outcome::Offline);
        self.too_many()
    }

    fn too_many(&self) -> Complaint {
        (self.answer.status == 429).then(|| WalletError::TooManyTries { wait: self.answer.retry_after() })
    }
}
