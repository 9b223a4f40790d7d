//! Checks others' cards, without a network once a bundle was taken.

mod age;
mod fault;
mod trust;
mod verdict;

use std::sync::{Arc, PoisonError, RwLock};

use passport_core::card::Base;
use passport_core::checker::{self, Checker, NoCodeAnswer, Source};
use passport_core::keys::PublicKey;
use passport_core::{present, verify};

use crate::card::Setting;
use crate::wallet::{HttpRequest, HttpResponse};

pub use age::{Fetch, ListAge};
pub use fault::VerifierError;
pub use trust::{TrustStore, TrustedHub};
pub use verdict::{CannotCheckReason, HubContact, Verdict, VerdictState};

/// For whom a presentation is expected to be made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Expected {
    /// For whoever looks at the square: what a camera reads.
    Square,
    /// For one verifier that asked with a nonce of its own (`OpenID4VP`).
    Verifier {
        /// The verifier's identifier.
        audience: String,
        /// The nonce that it gave.
        nonce: String,
    },
}

/// Checks cards with what this device holds. Nothing of a check is kept. Every function may be called from any thread.
#[derive(uniffi::Object)]
pub struct CardVerifier {
    checker: RwLock<Checker>,
}

#[uniffi::export]
impl CardVerifier {
    /// A verifier that holds nothing yet. `rootKey` is pinned: bundles that another key signed are refused.
    #[uniffi::constructor]
    pub fn new(root_key: &str) -> Result<Arc<Self>, VerifierError> {
        Ok(Self::of(Checker::new(root(root_key)?)))
    }

    /// What `kept` gave before.
    #[uniffi::constructor]
    pub fn restore(root_key: &str, kept: Vec<u8>) -> Result<Arc<Self>, VerifierError> {
        let checker = Checker::restore(root(root_key)?, &kept);
        checker.map(Self::of).map_err(|checker::NotKept| VerifierError::NotKept)
    }

    /// A verifier that believes exactly this; lists are given to it by `takeList`. It is for who has their own way of being told: `age` says
    /// `NeverLoaded`, since no bundle ever came, `kept` leaves the trust out, and a bundle that is taken takes its place.
    #[uniffi::constructor]
    pub fn trusting(root_key: &str, trust: TrustStore) -> Result<Arc<Self>, VerifierError> {
        let trust = trust.into_core().ok_or(VerifierError::NotTrust)?;
        Ok(Self::of(Checker::trusting(root(root_key)?, trust)))
    }

    /// What to keep until the app starts again. Nothing in it is secret.
    pub fn kept(&self) -> Vec<u8> {
        self.read().kept()
    }

    /// Takes a bundle that was fetched now; where a newer one is held, that stays. `now` is the device's clock, seconds since 1970, as
    /// everywhere.
    pub fn take_bundle(&self, token: &str, now: i64) -> Result<(), VerifierError> {
        fault::of_bundle(self.write().take_bundle(token, seconds(now)))
    }

    /// Takes a list that was fetched now from its address; where a newer one is held, that stays.
    pub fn take_list(&self, uri: &str, token: &str, now: i64) -> Result<(), VerifierError> {
        fault::of_list(self.write().take_list(uri, token, seconds(now)))
    }

    /// Takes a list that the app kept itself since it was fetched.
    pub fn take_kept_list(
        &self,
        uri: &str,
        token: &str,
        now: i64,
        fetched_at: i64,
    ) -> Result<(), VerifierError> {
        fault::of_list(self.write().take_kept_list(uri, token, seconds(now), seconds(fetched_at)))
    }

    /// What to fetch by and by, whenever there is a network: at the start, when somebody looks again, and while the app is open.
    pub fn due(&self, now: i64) -> Vec<Fetch> {
        let wants_bundle = self.read().wants_bundle(seconds(now));
        wants_bundle.then_some(Fetch::Bundle).into_iter().collect()
    }

    /// What to fetch before this card is checked, where there is a network: its answer is then of this minute. Wait two seconds for it at most;
    /// the server learns which list, never which card.
    pub fn fetch_for(&self, card: &str) -> Option<Fetch> {
        self.read().source_of(card).map(|source| match source {
            Source::Bundle => Fetch::Bundle,
            Source::List(uri) => Fetch::List { uri },
        })
    }

    /// How old the lists are that answers come from.
    pub fn age(&self, now: i64) -> ListAge {
        self.read().age(seconds(now)).into()
    }

    /// Checks what was scanned, pasted or typed. Never fails, whatever it is. The short code under a square is `CannotCheck` with
    /// `NeedsNetwork`: send `codeRequest`.
    pub fn check(&self, card: &str, setting: Option<Setting>, now: i64) -> Verdict {
        let setting = setting.map(Into::into);
        self.read().check(card, setting, &present::Expected::Square, seconds(now)).into()
    }

    /// Asks the server about the short code under a square, for whoever has no camera; `server` is its address, such as
    /// `https://pass.example.uk`. Answer: `acceptCode`.
    ///
    /// Throws `NotAServer`, or `NotACode` for what is no code or has a slip in it.
    pub fn code_request(
        &self,
        server: &str,
        code: &str,
        setting: Option<Setting>,
    ) -> Result<HttpRequest, VerifierError> {
        let base = Base::parse(server.trim_end_matches('/')).map_err(|_| VerifierError::NotAServer)?;
        let request = checker::code_request(&base, code, setting.map(Into::into));
        request.map(HttpRequest::from).map_err(|_| VerifierError::NotACode)
    }

    /// What the server says of the code for that setting. Where it does not answer the verdict is `CannotCheck` with `NeedsNetwork`.
    ///
    /// Throws `TooManyTries`.
    pub fn accept_code(
        &self,
        answer: HttpResponse,
        setting: Option<Setting>,
        now: i64,
    ) -> Result<Verdict, VerifierError> {
        match checker::read_code_answer(&answer.into()) {
            Ok(said) => Ok(Verdict::said(said, setting)),
            Err(NoCodeAnswer::Wait(wait_seconds)) => Err(VerifierError::TooManyTries { wait_seconds }),
            Err(NoCodeAnswer::NeedsNetwork) => Ok(verify::Verdict::cannot_check(
                verify::Why::NeedsNetwork,
                setting.map(Into::into),
                seconds(now),
            )
            .into()),
        }
    }

    /// Checks many at once, for an app that goes through a whole list: one call costs less than many. The answers stand in the order of the cards.
    pub fn check_each(&self, cards: Vec<String>, setting: Option<Setting>, now: i64) -> Vec<Verdict> {
        let (setting, checker) = (setting.map(Into::into), self.read());
        let verdict =
            |card: &String| checker.check(card, setting, &present::Expected::Square, seconds(now)).into();
        cards.iter().map(verdict).collect()
    }

    /// Checks one card where a verifier asked with a nonce of its own.
    pub fn check_expecting(
        &self,
        card: &str,
        setting: Option<Setting>,
        expected: Expected,
        now: i64,
    ) -> Verdict {
        let expected = match expected {
            Expected::Square => present::Expected::Square,
            Expected::Verifier { audience: aud, nonce } => present::Expected::Verifier { aud, nonce },
        };
        self.read().check(card, setting.map(Into::into), &expected, seconds(now)).into()
    }
}

impl CardVerifier {
    fn of(checker: Checker) -> Arc<Self> {
        Arc::new(Self { checker: RwLock::new(checker) })
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Checker> {
        self.checker.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Checker> {
        self.checker.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn root(text: &str) -> Result<PublicKey, VerifierError> {
    PublicKey::from_text(text.trim()).map_err(|_| VerifierError::NotTrust)
}

/// A clock before 1970 reads 0, as core's does.
pub(crate) fn seconds(now: i64) -> u64 {
    u64::try_from(now).unwrap_or(0)
}

/// Core's times end before the year 10000.
pub(crate) fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
