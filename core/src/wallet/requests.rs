//! The talk that was begun, carried on: what to send, and what came back.

use std::collections::BTreeSet;

use super::answers::{self, Answered};
use super::asking::{Asker, Ready};
use super::device_keys::KeyName;
use super::held::Held;
use super::{Answer, Outcome, Request, Wallet, WalletError, vault};

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Make this request and give its answer to [`Wallet::accept`], or say that there was none.
    Send(Request),
    /// Another wallet on the same vault talks with the server, or this one waits for an answer already: ask again after so many seconds.
    Wait(u64),
    /// The talk is over.
    Done(Outcome),
}

impl Wallet<'_> {
    /// What to do next in the talk that was begun. `now` by the device's clock, seconds since 1970, as everywhere here.
    ///
    /// # Errors
    /// See [`WalletError`]; asked again, it goes on where it stopped.
    pub fn next_request(&self, now: u64) -> Result<Next, WalletError> {
        self.delete_dropped()?;
        let asker = Asker { keys: self.keys, by: self.id, now, drawn: self.drawn()? };
        let (ready, held) = self.change(|held| {
            let ready = asker.ready(held);
            Ok((ready, held.clone()))
        })?;
        Ok(match ready {
            Ready::Ask => self.written(&asker, &held).inspect_err(|_fault| {
                // Nothing was sent, so nobody waits for an answer. Where a vault cannot note it, its time goes by.
                let _unnoted = self.change(|now| {
                    now.ask_no_more(held.requests, self.id);
                    Ok(())
                });
            })?,
            Ready::Wait(seconds) => Next::Wait(seconds),
            Ready::Over(outcome) => Next::Done(outcome),
            Ready::Silent if held.grant.is_none() => Next::Done(Outcome::NoCard),
            Ready::Silent => Next::Done(Outcome::UpToDate),
        })
    }

    /// The request that was noted as made, with its proofs.
    fn written(&self, asker: &Asker<'_>, held: &Held) -> Result<Next, WalletError> {
        let request = asker.request(held);
        // A key may have waited for its owner's face for minutes: what another wallet went on from is not sent any more.
        let now = self.delete_overtaken(&held.keys())?;
        if !now.is_asked(held.requests, self.id) {
            return Ok(Next::Wait(1));
        }
        request.map(Next::Send)
    }

    /// Takes the answer to a request. One that another wallet has meanwhile gone on from is passed over.
    ///
    /// # Errors
    /// What somebody has to do something about, such as [`WalletError::WrongDigits`]; the talk is over then.
    pub fn accept(&self, number: u64, answer: &Answer, now: u64) -> Result<(), WalletError> {
        let mut named = BTreeSet::new();
        let complaint = self.change(|held| {
            if !held.is_asked(number, self.id) {
                return Ok(None);
            }
            named.extend(held.keys());
            held.ahead = answer.ahead(now).unwrap_or(held.ahead);
            let at = held.by_server(now);
            Answered { keys: self.keys, answer, at }.take(held)
        })?;
        self.delete_overtaken(&named)?;
        self.delete_dropped()?;
        complaint.map_or(Ok(()), Err)
    }

    /// Says that a request had no answer: no network, or none within [`REQUEST_TIMEOUT`](super::REQUEST_TIMEOUT).
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn unanswered(&self, number: u64) -> Result<(), WalletError> {
        self.change(|held| {
            if !held.is_asked(number, self.id) {
                return Ok(());
            }
            if let Some(mut talk) = held.talk.take() {
                if let Some(step) = talk.answered() {
                    answers::fail(held, &mut talk, &step);
                }
                held.talk = Some(talk);
            }
            Ok(())
        })
    }

    /// A wallet that was overtaken between naming a key and using it may have made anew what was given up meanwhile.
    /// Gives what stands in the vault now.
    fn delete_overtaken(&self, named: &BTreeSet<KeyName>) -> Result<Held, WalletError> {
        let (now, _) = vault::read(self.vault)?;
        for name in named.difference(&now.keys()) {
            self.keys.delete(&name.0)?;
        }
        Ok(now)
    }

    /// Keys that are of no use any more are deleted, and only then no longer named.
    fn delete_dropped(&self) -> Result<(), WalletError> {
        let (held, _) = vault::read(self.vault)?;
        for name in &held.dropped {
            self.keys.delete(&name.0)?;
        }
        if held.dropped.is_empty() {
            return Ok(());
        }
        self.change(|now| {
            now.dropped.retain(|name| !held.dropped.contains(name));
            Ok(())
        })
    }
}

impl Held {
    /// Whether this request of this wallet is the one that waits for its answer.
    pub(super) fn is_asked(&self, number: u64, by: &str) -> bool {
        self.talk.as_ref().is_some_and(|talk| talk.asked == Some(number) && talk.by == by)
    }

    /// Notes that this request of this wallet was never sent.
    fn ask_no_more(&mut self, number: u64, by: &str) {
        if self.is_asked(number, by)
            && let Some(talk) = &mut self.talk
        {
            talk.asked = None;
        }
    }
}
