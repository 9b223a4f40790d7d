//! What a device holds that checks others' cards: the pinned root key, the newest bundle, and the newest list of each address, as
//! signed texts. Nothing in it says which card was checked, and nothing in it ever goes backwards. §8, §9.
//!
//! It does what `web/src/checker` does; fetching is the app's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bundle::{BundleRefused, read_bundle};
use crate::card::{Base, Issuer, Setting};
use crate::credential::Credential;
use crate::keys::PublicKey;
use crate::short_code::ShortCode;
use crate::status::{LIST_LIFETIME, LIST_TTL, ListRefused, read_list};
use crate::trust::{HeldList, NEVER_FETCHED, Trust};
use crate::verify::{self, AMBER_LIST, CLOCK_TOLERANCE, Expected, State, Verdict, Why};

mod typed;

pub use typed::{NoCodeAnswer, Said, code_request, read_code_answer};

/// The form of what is kept.
const FORM: u32 = 1;

/// A signed text with the time at which it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Signed {
    iat: u64,
    token: String,
}

/// What is kept between two starts of an app.
#[derive(Serialize, Deserialize)]
struct KeptTexts {
    form: u32,
    root: String,
    bundle: Option<Signed>,
    lists: BTreeMap<String, Signed>,
}

/// Checks cards with what this device holds.
pub struct Checker {
    root: PublicKey,
    bundle: Option<Signed>,
    lists: BTreeMap<String, Signed>,
    /// The end of the bundle, and the addresses of the lists that it names.
    exp: u64,
    named: Vec<String>,
    trust: Trust,
    asked_at: Option<u64>,
    /// What came last from the server shows that this device's clock is wrong: nobody signs for another time than now.
    clock_is_wrong: bool,
}

/// What was kept is no checker's, or of another root key, or of a later version of this library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was kept cannot be read: begin with an empty checker and a new bundle")]
pub struct NotKept;

/// How old this device's lists are, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// No bundle ever came: nothing can be checked.
    NeverLoaded,
    /// The bundle names no list: nothing can be checked.
    NoList,
    /// This device's clock is before the time at which the bundle was signed.
    ClockWrong,
    /// Past the bundle's end: nothing can be checked.
    TooOld {
        /// When the oldest list was signed.
        oldest_list_at: u64,
    },
    /// Older than a day: said in amber.
    Old {
        /// When the oldest list was signed.
        oldest_list_at: u64,
    },
    /// Younger than a day.
    Fresh {
        /// When the oldest list was signed.
        oldest_list_at: u64,
    },
}

/// What to fetch for a card before it is checked, so that its answer is of this minute. The server learns which list, never which card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The list of this address; its text goes to [`Checker::take_list`].
    List(String),
    /// The bundle, since no hub of this card is known; its text goes to [`Checker::take_bundle`].
    Bundle,
}

impl Checker {
    /// A checker that holds nothing yet. The root key is pinned: bundles by another are refused.
    pub fn new(root: PublicKey) -> Self {
        Self {
            root,
            bundle: None,
            lists: BTreeMap::new(),
            exp: 0,
            named: Vec::new(),
            trust: Trust::default(),
            asked_at: None,
            clock_is_wrong: false,
        }
    }

    /// A checker that believes exactly this, without a bundle: for who has their own way of being told.
    pub fn trusting(root: PublicKey, trust: Trust) -> Self {
        Self { trust, ..Self::new(root) }
    }

    /// What [`Self::kept`] gave. The device's clock is asked nothing here: every text is read as of the time it was signed, and how old
    /// it is by now, each check finds out.
    ///
    /// # Errors
    /// [`NotKept`].
    pub fn restore(root: PublicKey, kept: &[u8]) -> Result<Self, NotKept> {
        let texts: KeptTexts = serde_json::from_slice(kept).map_err(|_| NotKept)?;
        if texts.form != FORM || texts.root != root.to_text() {
            return Err(NotKept);
        }
        let mut checker = Self::new(root);
        checker.lists = texts.lists;
        if let Some(bundle) = texts.bundle {
            checker.read_anew(bundle).map_err(|_| NotKept)?;
        }
        Ok(checker)
    }

    /// What to keep until the next start; nothing in it is secret.
    pub fn kept(&self) -> Vec<u8> {
        let texts = KeptTexts {
            form: FORM,
            root: self.root.to_text(),
            bundle: self.bundle.clone(),
            lists: self.lists.clone(),
        };
        // Texts and numbers are always JSON; if ever they were not, an empty text is refused by `restore`.
        serde_json::to_vec(&texts).unwrap_or_default()
    }

    /// Takes a bundle that was fetched now.
    ///
    /// # Errors
    /// See [`BundleRefused`]; what is held stays.
    pub fn take_bundle(&mut self, token: &str, now: u64) -> Result<(), BundleRefused> {
        let token = token.trim();
        if self.bundle.as_ref().is_none_or(|held| held.token != token) {
            let held_iat = self.bundle.as_ref().map(|held| held.iat);
            let read = read_bundle(token, &self.root, held_iat, now);
            self.clock_is_wrong = matches!(read, Err(BundleRefused::FromTheFuture | BundleRefused::TooOld));
            if matches!(read, Err(BundleRefused::Backwards)) {
                // A server that lags behind would only say the same again.
                self.asked_at = Some(now);
            }
            let read = read?;
            self.read_anew(Signed { iat: read.iat, token: token.to_owned() })?;
        }
        (self.asked_at, self.clock_is_wrong) = (Some(now), false);
        Ok(())
    }

    /// Takes a list that was fetched now from its address. Its hub must be in the bundle.
    ///
    /// # Errors
    /// See [`ListRefused`]; what is held stays.
    pub fn take_list(&mut self, uri: &str, token: &str, now: u64) -> Result<(), ListRefused> {
        self.take_kept_list(uri, token, now, now)
    }

    /// Takes a list that an app kept itself since it was fetched.
    ///
    /// # Errors
    /// See [`ListRefused`]; what is held stays.
    pub fn take_kept_list(
        &mut self,
        uri: &str,
        token: &str,
        now: u64,
        fetched_at: u64,
    ) -> Result<(), ListRefused> {
        let token = token.trim();
        let iss = iss_of(uri).ok_or(ListRefused::Broken)?;
        let issuer = self.trust.issuers.get(iss).ok_or(ListRefused::Signature)?;
        let list = read_list(token, iss, uri, issuer, now)?;
        let iat = list.iat;
        self.trust.hold(uri.to_owned(), HeldList { fetched_at, ..list })?;
        self.lists.insert(uri.to_owned(), Signed { iat, token: token.to_owned() });
        Ok(())
    }

    /// Reads everything that is held with the hubs of this bundle, each text as of the time it was signed. A hub that left, or a list
    /// signed by a key that was refused since, is believed no more.
    fn read_anew(&mut self, bundle: Signed) -> Result<(), BundleRefused> {
        let read = read_bundle(&bundle.token, &self.root, None, bundle.iat)?;
        self.named = read.trust.lists().map(|(uri, _)| uri.to_owned()).collect();
        let mut trust = read.trust;
        // Lists that ended before the bundle was signed are of no use to anybody.
        self.lists.retain(|_, list| list.iat.saturating_add(LIST_LIFETIME) >= bundle.iat);
        for (uri, list) in &self.lists {
            let fetched_at = self.trust.list(uri).map_or(NEVER_FETCHED, |held| held.fetched_at);
            let Some((iss, issuer)) = iss_of(uri).and_then(|iss| Some((iss, trust.issuers.get(iss)?))) else {
                continue;
            };
            if let Ok(read) = read_list(&list.token, iss, uri, issuer, list.iat) {
                // One that the bundle holds newer stays as it is there.
                let _ = trust.hold(uri.clone(), HeldList { fetched_at, ..read });
            }
        }
        (self.exp, self.trust, self.bundle) = (read.exp, trust, Some(bundle));
        Ok(())
    }

    /// Addresses whose squares are accepted, the current one first.
    pub fn bases(&self) -> &[Base] {
        &self.trust.bases
    }

    /// Where the bundle is fetched.
    pub fn bundle_address(base: &Base) -> String {
        format!("{base}/api/offline-bundle")
    }

    /// Whether the bundle should be fetched now: none is held, or the time that lists ask for has passed since.
    pub fn wants_bundle(&self, now: u64) -> bool {
        self.bundle.is_none() || self.asked_at.is_none_or(|asked| now.abs_diff(asked) >= LIST_TTL)
    }

    /// What to fetch for this card before it is checked; none for what is no card.
    pub fn source_of(&self, input: &str) -> Option<Source> {
        if self.bundle.is_none() && self.trust.issuers.is_empty() {
            return Some(Source::Bundle);
        }
        verify::texts(input, &self.trust.bases).find_map(|text| {
            let claims = Credential::parse(&text).ok()?.claims;
            let Issuer { base, .. } = &claims.issuer;
            if self.trust.issuers.contains_key(&claims.issuer.iss()) {
                return Some(Source::List(claims.issuer.status_uri(claims.status.list)));
            }
            self.trust.bases.contains(base).then_some(Source::Bundle)
        })
    }

    /// How old the lists are that answers come from.
    pub fn age(&self, now: u64) -> Age {
        let Some(bundle) = &self.bundle else { return Age::NeverLoaded };
        if self.clock_is_wrong || now.saturating_add(CLOCK_TOLERANCE) < bundle.iat {
            return Age::ClockWrong;
        }
        let held = self.named.iter().filter_map(|uri| self.trust.list(uri));
        let Some(oldest_list_at) = held.map(|list| list.iat).min() else { return Age::NoList };
        if now > self.exp {
            Age::TooOld { oldest_list_at }
        } else if now.saturating_sub(oldest_list_at) > AMBER_LIST {
            Age::Old { oldest_list_at }
        } else {
            Age::Fresh { oldest_list_at }
        }
    }

    /// Checks what was scanned, pasted or typed, with what is held and nothing else. Which card a short code is no device knows: the
    /// answer is [`Why::NeedsNetwork`], and [`code_request`] asks the server.
    pub fn check(&self, input: &str, setting: Option<Setting>, expected: &Expected, now: u64) -> Verdict {
        if ShortCode::parse(input).is_ok() {
            return Verdict::cannot_check(Why::NeedsNetwork, setting, now);
        }
        let verdict = verify::verify(input, setting, expected, &self.trust, now);
        match &self.bundle {
            Some(bundle) => self.doubted(verdict, bundle.iat),
            None => verdict,
        }
    }

    /// A list alone knows neither when the bundle was signed and ends, nor what the server said of the time.
    fn doubted(&self, verdict: Verdict, bundle_iat: u64) -> Verdict {
        let now = verdict.checked_at;
        let is_certain = matches!(verdict.state, State::NotRecognised | State::NotInUse)
            || verdict.why == Some(Why::CodeTooOld);
        let clock = self.clock_is_wrong || now.saturating_add(CLOCK_TOLERANCE) < bundle_iat;
        let is_sound = !clock && (now <= self.exp || verdict.state == State::CannotCheck);
        if is_certain || is_sound {
            return verdict;
        }
        let why = Some(if clock { Why::ClockWrong } else { Why::ListTooOld });
        let (name, lines, valid_until) = (None, Vec::new(), None);
        Verdict { state: State::CannotCheck, why, name, lines, valid_until, ..verdict }
    }
}

fn iss_of(uri: &str) -> Option<&str> {
    uri.rsplit_once("/status/").map(|(iss, _)| iss)
}

#[cfg(test)]
mod tests;
