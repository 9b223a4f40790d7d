//! What each answer means, and what it leaves to be asked. Only a server that refuses a fresh token takes the card off the phone; no
//! network, a wrong clock or a server that is down never does.

mod card;
mod credential;
mod ending;
mod forms;
mod hub;
mod letter;
mod post;

use super::WalletError;
use super::device_keys::DeviceKeys;
use super::held::Held;
use super::request::Answer;
use super::talk::{Outcome, Step, Talk};
use ending::again_with_new_token;
pub(super) use ending::{fail, forget};
use forms::Nonce;

/// A credential lives 14 days and is renewed when half of them are left.
pub(super) const RENEWED: u64 = 7 * 24 * 3600;

/// An answer to the first step of a talk.
pub(super) struct Answered<'a> {
    pub keys: &'a dyn DeviceKeys,
    pub answer: &'a Answer,
    /// By the server's clock.
    pub at: u64,
}

/// What somebody has to do something about; the talk is over then.
type Complaint = Option<WalletError>;

impl Answered<'_> {
    /// Takes the answer in. The talk goes on with what it leaves to be asked.
    pub(super) fn take(&self, held: &mut Held) -> Result<Complaint, WalletError> {
        let Some(mut talk) = held.talk.take() else { return Ok(None) };
        if let Some(nonce) = self.answer.header("dpop-nonce") {
            talk.wanted_nonce = Some(nonce.to_owned());
        }
        // Its answer told the nonce that it wants, or its time.
        let is_proofs = matches!(self.answer.error().as_str(), "use_dpop_nonce" | "invalid_dpop_proof");
        if is_proofs && !talk.repeated {
            (talk.repeated, talk.asked) = (true, None);
            held.talk = Some(talk);
            return Ok(None);
        }
        let Some(step) = talk.answered() else { return Ok(None) };
        let taken = if self.answer.status >= 500 {
            fail(held, &mut talk, &step);
            Ok(None)
        } else {
            self.take_step(held, &mut talk, step)
        };
        held.talk = Some(talk);
        taken
    }

    fn take_step(&self, held: &mut Held, talk: &mut Talk, step: Step) -> Result<Complaint, WalletError> {
        match step {
            Step::FindOffer => Ok(self.found(held, talk)),
            Step::ReadOffer => Ok(self.offer(held, talk)),
            Step::IssuerMetadata { ref iss } => {
                if self.issuer_metadata(talk, iss).is_none() {
                    fail(held, talk, &step);
                }
                Ok(None)
            }
            Step::ServerMetadata { ref iss } => {
                if self.server_metadata(talk, iss).is_none() {
                    fail(held, talk, &step);
                }
                Ok(None)
            }
            Step::Redeem => Ok(self.redeemed(held, talk)),
            Step::Refresh => {
                self.refreshed(held, talk);
                Ok(None)
            }
            Step::About { anew } => {
                self.about(held, talk, anew);
                Ok(None)
            }
            Step::Choices { sent } => {
                self.choices(held, talk, &sent);
                Ok(None)
            }
            Step::Nonce { setting, again } => {
                match self.good() {
                    Some(Nonce { c_nonce: nonce }) => {
                        talk.first([Step::Credential { setting, nonce, again }]);
                    }
                    None => fail(held, talk, &step),
                }
                Ok(None)
            }
            Step::Credential { setting, again, .. } => self.credential(held, talk, setting, again),
            Step::Notification { .. } => Ok(None),
            Step::Photo => {
                self.photo(held);
                Ok(None)
            }
            Step::Message { id } => {
                self.message(held, talk, id);
                Ok(None)
            }
            Step::Review { code } => {
                self.review(held, talk, &code);
                Ok(None)
            }
            Step::TakeBack { code } => {
                self.taken_back(held, &code);
                Ok(None)
            }
            Step::Messages => {
                self.messages(held);
                Ok(None)
            }
            Step::Activity => {
                self.activity(held);
                Ok(None)
            }
            Step::Data { anew } => {
                // What it brings was told before: it is kept nowhere.
                if self.answer.status == 401 && !anew {
                    again_with_new_token(held, talk, Step::Data { anew: true });
                } else if self.good::<serde_json::Map<String, serde_json::Value>>().is_none() {
                    talk.end(Outcome::Offline);
                }
                Ok(None)
            }
            Step::Remove { anew } => {
                match (self.answer.status, anew) {
                    (401, false) => again_with_new_token(held, talk, Step::Remove { anew: true }),
                    (401, true) | (204, _) => forget(held, talk, Outcome::Forgotten),
                    _ => forget(held, talk, Outcome::ForgottenUntold),
                }
                Ok(None)
            }
        }
    }

    /// A good answer in this form.
    fn good<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        if self.answer.is_good() { self.answer.read() } else { None }
    }
}
