//! Checks others' cards, without a network once a bundle was taken.

use std::sync::{Arc, PoisonError, RwLock};

use passport_core::bundle::{BundleRefused, KeySet};
use passport_core::card::Base;
use passport_core::checker::{self, Checker, Source};
use passport_core::keys::{Kid, PublicKey};
use passport_core::present;
use passport_core::status::ListRefused;
use passport_core::trust::{Trust, TrustedIssuer};
use passport_core::verify as core;

use crate::card::{Line, Setting};

/// The seven answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum VerdictState {
    /// Real, in use, with something for this place, by a list fetched just now.
    Valid,
    /// The same, by a list held: show its age, in amber when `age` says `Old`.
    ValidOffline,
    /// Real and in use, with nothing set for this place.
    ValidNotHere,
    /// Real, and needs renewing.
    Expired,
    /// Withdrawn, or ended long ago: never say why.
    NotInUse,
    /// Not one of our cards.
    NotRecognised,
    /// Nothing can be said now; `why` tells the reason.
    CannotCheck,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum CannotCheckReason {
    /// The code on the phone is too old, or a clock is wrong: ask them to open the card again.
    CodeTooOld,
    /// This device's clock is wrong: set it.
    ClockWrong,
    /// No list was ever loaded for this card: connect.
    ListMissing,
    /// The list held is too old: connect.
    ListTooOld,
}

/// The hub that issued a card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HubContact {
    /// Its name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
}

/// The answer about a card. Nothing in it has to be interpreted: show what is there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Verdict {
    /// One of seven.
    pub state: VerdictState,
    /// The reason of `CannotCheck`, and of no other state.
    pub why: Option<CannotCheckReason>,
    /// The place that was asked for.
    pub setting: Option<Setting>,
    /// Known-as name and initial: ask "Does the name and photo match the person?".
    pub name: Option<String>,
    /// What this place may do.
    pub lines: Vec<Line>,
    /// The last day of the card in Europe/London, `YYYY-MM-DD`.
    pub valid_until: Option<String>,
    /// When this was answered, seconds since 1970.
    pub checked_at: i64,
    /// When the list that was looked at was true, seconds since 1970.
    pub list_issued_at: Option<i64>,
    /// Whose card it is.
    pub hub: Option<HubContact>,
}

/// For whom a presentation is expected to be made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Expected {
    /// For whoever looks at the square: what a camera reads.
    Square,
    /// For one verifier that asked with a nonce of its own (OpenID4VP).
    Verifier {
        /// The verifier's identifier.
        audience: String,
        /// The nonce that it gave.
        nonce: String,
    },
}

/// How old the lists are that answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ListAge {
    /// No bundle ever came: nothing can be checked before one is taken.
    NeverLoaded,
    /// The bundle names no list: nothing can be checked.
    NoList,
    /// This device's clock is wrong.
    ClockWrong,
    /// Too old: nothing can be checked before a bundle is taken.
    TooOld {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
    /// Older than a day: say so, in amber.
    Old {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
    /// Younger than a day.
    Fresh {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
}

/// What to fetch, by GET.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Fetch {
    /// The bundle of `{server}/api/offline-bundle`; give its text to `takeBundle`.
    Bundle,
    /// A list; give its text to `takeList`.
    List {
        /// Its address.
        uri: String,
    },
}

/// Whom to believe: for a verifier that is told so in another way than by a bundle.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TrustStore {
    /// Addresses whose squares are accepted, the current one first.
    pub bases: Vec<String>,
    /// The hubs whose cards count.
    pub hubs: Vec<TrustedHub>,
}

/// A hub whose cards count.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TrustedHub {
    /// Its identifier, `{base}/h/{hub}`.
    pub iss: String,
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub telephone: String,
    /// Its public keys as a JSON Web Key Set (RFC 7517), each with its `kid`.
    pub jwks: String,
    /// Keys that are refused.
    pub retired_kids: Vec<String>,
}

/// Why something was not taken. What was held before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VerifierError {
    /// The root key is not the 44 characters that `passport keys root` prints, or the trust store cannot be read.
    #[error("the root key or the trust store cannot be read")]
    NotTrust,
    /// It is no bundle or list, or was changed on its way: fetch it again.
    #[error("is no bundle or list")]
    Broken,
    /// It is signed by another root key or hub: tell whoever runs this device.
    #[error("is signed by another key")]
    OtherKey,
    /// Signed in the future, or long over: this device's clock is wrong.
    #[error("this device's clock is wrong")]
    ClockWrong,
    /// Older than the one held, for instance from a server that lags behind: nothing needs to be done.
    #[error("is older than the one held")]
    OlderThanHeld,
    /// What was kept cannot be read: begin with a new verifier, and fetch a bundle.
    #[error("what was kept cannot be read")]
    NotKept,
}

/// Checks cards with what this device holds. Nothing of a check is kept. Every function may be called from any thread.
#[derive(uniffi::Object)]
pub struct CardVerifier {
    checker: RwLock<Checker>,
}

#[uniffi::export]
impl CardVerifier {
    /// A verifier that holds nothing yet. `root_key` is pinned: bundles that another key signed are refused.
    #[uniffi::constructor]
    pub fn new(root_key: String) -> Result<Arc<Self>, VerifierError> {
        Ok(Self::of(Checker::new(root(&root_key)?)))
    }

    /// What `kept` gave before.
    #[uniffi::constructor]
    pub fn restore(root_key: String, kept: Vec<u8>) -> Result<Arc<Self>, VerifierError> {
        let checker = Checker::restore(root(&root_key)?, &kept);
        checker.map(Self::of).map_err(|checker::NotKept| VerifierError::NotKept)
    }

    /// A verifier that believes exactly this; lists are given to it by `takeList`.
    #[uniffi::constructor]
    pub fn trusting(root_key: String, trust: TrustStore) -> Result<Arc<Self>, VerifierError> {
        let trust = trust.into_core().ok_or(VerifierError::NotTrust)?;
        Ok(Self::of(Checker::trusting(root(&root_key)?, trust)))
    }

    /// What to keep until the app starts again. Nothing in it is secret.
    pub fn kept(&self) -> Vec<u8> {
        self.read().kept()
    }

    /// Takes a bundle that was fetched now. `now` is the device's clock, seconds since 1970, as everywhere.
    pub fn take_bundle(&self, token: String, now: i64) -> Result<(), VerifierError> {
        Ok(self.write().take_bundle(&token, seconds(now))?)
    }

    /// Takes a list that was fetched now from its address.
    pub fn take_list(&self, uri: String, token: String, now: i64) -> Result<(), VerifierError> {
        Ok(self.write().take_list(&uri, &token, seconds(now))?)
    }

    /// Takes a list that the app kept itself since it was fetched.
    pub fn take_kept_list(
        &self,
        uri: String,
        token: String,
        now: i64,
        fetched_at: i64,
    ) -> Result<(), VerifierError> {
        Ok(self.write().take_kept_list(&uri, &token, seconds(now), seconds(fetched_at))?)
    }

    /// What to fetch by and by, whenever there is a network: at the start, when somebody looks again, and while the app is open.
    pub fn due(&self, now: i64) -> Vec<Fetch> {
        let wants_bundle = self.read().wants_bundle(seconds(now));
        wants_bundle.then_some(Fetch::Bundle).into_iter().collect()
    }

    /// What to fetch before this card is checked, where there is a network: its answer is then of this minute. Wait two seconds for it at most;
    /// the server learns which list, never which card.
    pub fn fetch_for(&self, card: String) -> Option<Fetch> {
        self.read().source_of(&card).map(|source| match source {
            Source::Bundle => Fetch::Bundle,
            Source::List(uri) => Fetch::List { uri },
        })
    }

    /// How old the lists are that answers come from.
    pub fn age(&self, now: i64) -> ListAge {
        self.read().age(seconds(now)).into()
    }

    /// Checks what was scanned, pasted or typed. Never fails, whatever it is.
    pub fn check(&self, card: String, setting: Option<Setting>, now: i64) -> Verdict {
        let setting = setting.map(Into::into);
        self.read().check(&card, setting, &present::Expected::Square, seconds(now)).into()
    }

    /// The same where a verifier asked with a nonce of its own.
    pub fn check_expecting(
        &self,
        card: String,
        setting: Option<Setting>,
        expected: Expected,
        now: i64,
    ) -> Verdict {
        let expected = match expected {
            Expected::Square => present::Expected::Square,
            Expected::Verifier { audience: aud, nonce } => present::Expected::Verifier { aud, nonce },
        };
        self.read().check(&card, setting.map(Into::into), &expected, seconds(now)).into()
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

impl TrustStore {
    fn into_core(self) -> Option<Trust> {
        let bases = self.bases.iter().map(|base| Base::parse(base).ok()).collect::<Option<_>>()?;
        let hubs = self.hubs.into_iter().map(TrustedHub::into_core).collect::<Option<_>>()?;
        Some(Trust::of(bases, hubs))
    }
}

impl TrustedHub {
    fn into_core(self) -> Option<(String, TrustedIssuer)> {
        let set = KeySet::parse(&self.jwks)?;
        let keys = set.keys.iter().map(|jwk| Some((jwk.kid?, PublicKey::from_jwk(jwk).ok()?)));
        let keys = keys.collect::<Option<_>>()?;
        let retired = self.retired_kids.iter().map(|kid| Kid::parse(kid)).collect::<Option<_>>()?;
        Some((self.iss, TrustedIssuer { name: self.name, telephone: self.telephone, keys, retired }))
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

impl From<BundleRefused> for VerifierError {
    fn from(refused: BundleRefused) -> Self {
        match refused {
            BundleRefused::Broken => Self::Broken,
            BundleRefused::Signature => Self::OtherKey,
            BundleRefused::FromTheFuture | BundleRefused::TooOld => Self::ClockWrong,
            BundleRefused::Backwards => Self::OlderThanHeld,
        }
    }
}

impl From<ListRefused> for VerifierError {
    fn from(refused: ListRefused) -> Self {
        match refused {
            ListRefused::Broken => Self::Broken,
            ListRefused::Signature => Self::OtherKey,
            ListRefused::FromTheFuture | ListRefused::TooOld => Self::ClockWrong,
            ListRefused::Backwards => Self::OlderThanHeld,
        }
    }
}

impl From<checker::Age> for ListAge {
    fn from(age: checker::Age) -> Self {
        match age {
            checker::Age::NeverLoaded => Self::NeverLoaded,
            checker::Age::NoList => Self::NoList,
            checker::Age::ClockWrong => Self::ClockWrong,
            checker::Age::TooOld { oldest_list_at } => {
                Self::TooOld { oldest_list_at: signed(oldest_list_at) }
            }
            checker::Age::Old { oldest_list_at } => Self::Old { oldest_list_at: signed(oldest_list_at) },
            checker::Age::Fresh { oldest_list_at } => Self::Fresh { oldest_list_at: signed(oldest_list_at) },
        }
    }
}

impl From<core::Verdict> for Verdict {
    fn from(verdict: core::Verdict) -> Self {
        Self {
            state: verdict.state.into(),
            why: verdict.why.map(Into::into),
            setting: verdict.setting.map(Into::into),
            name: verdict.name.map(|name| name.as_str().to_owned()),
            lines: verdict.lines.iter().map(Into::into).collect(),
            valid_until: verdict.valid_until.map(|day| day.to_string()),
            checked_at: signed(verdict.checked_at),
            list_issued_at: verdict.list_issued_at.map(signed),
            hub: verdict.hub.map(|hub| HubContact { name: hub.name, telephone: hub.telephone }),
        }
    }
}

impl From<core::State> for VerdictState {
    fn from(state: core::State) -> Self {
        match state {
            core::State::Valid => Self::Valid,
            core::State::ValidOffline => Self::ValidOffline,
            core::State::ValidNotHere => Self::ValidNotHere,
            core::State::Expired => Self::Expired,
            core::State::NotInUse => Self::NotInUse,
            core::State::NotRecognised => Self::NotRecognised,
            core::State::CannotCheck => Self::CannotCheck,
        }
    }
}

impl From<core::Why> for CannotCheckReason {
    fn from(why: core::Why) -> Self {
        match why {
            core::Why::CodeTooOld => Self::CodeTooOld,
            core::Why::ClockWrong => Self::ClockWrong,
            core::Why::ListMissing => Self::ListMissing,
            core::Why::ListTooOld => Self::ListTooOld,
        }
    }
}
