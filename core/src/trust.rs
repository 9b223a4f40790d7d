//! What a verifier holds: whose cards count, with which keys, and the newest status lists it has seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::card::Base;
use crate::keys::{Kid, PublicKey};
use crate::status::{ListRefused, StatusBits};

/// Not fetched by this reader, so never fresh: its age is always shown.
pub const NEVER_FETCHED: u64 = 0;

/// Everything [`crate::verify::verify`] is allowed to believe.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Addresses whose squares are accepted, the current one first.
    pub bases: Vec<Base>,
    /// Hubs by their `iss`.
    pub issuers: HashMap<String, TrustedIssuer>,
    lists: HashMap<String, HeldList>,
    newest_iat: Option<u64>,
    newest_exp: Option<u64>,
}

/// A hub whose cards count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedIssuer {
    /// The hub's name as people know it.
    pub name: String,
    /// The hub's telephone number as people dial it.
    pub telephone: String,
    /// Its keys that may have signed something.
    pub keys: BTreeMap<Kid, PublicKey>,
    /// Keys refused in an emergency; whatever names one is not in use.
    pub retired: BTreeSet<Kid>,
}

/// A status list in hand.
#[derive(Clone, Debug)]
pub struct HeldList {
    /// When its bits were true, seconds since 1970.
    pub iat: u64,
    /// After this it says nothing about cards that are not withdrawn.
    pub exp: u64,
    /// The bits.
    pub bits: StatusBits,
    /// When it was fetched or revalidated; [`NEVER_FETCHED`] for one out of a bundle.
    pub fetched_at: u64,
}

impl TrustedIssuer {
    /// A key of this hub, unless it was refused.
    pub fn key(&self, kid: Kid) -> Option<&PublicKey> {
        if self.retired.contains(&kid) { None } else { self.keys.get(&kid) }
    }
}

impl Trust {
    /// Whom to believe, before any list is held.
    pub fn of(bases: Vec<Base>, issuers: HashMap<String, TrustedIssuer>) -> Self {
        Self { bases, issuers, ..Self::default() }
    }

    /// Takes a list in. One that is older than the one held is refused; of the same second, bits are united: a bit is never
    /// cleared.
    ///
    /// # Errors
    /// [`ListRefused::Backwards`].
    pub fn hold(&mut self, uri: String, mut list: HeldList) -> Result<(), ListRefused> {
        if let Some(held) = self.lists.get(&uri) {
            if list.iat < held.iat {
                return Err(ListRefused::Backwards);
            }
            if list.iat == held.iat {
                list.bits.unite(&held.bits);
            }
        }
        self.newest_iat = self.newest_iat.max(Some(list.iat));
        self.newest_exp = self.newest_exp.max(Some(list.exp));
        self.lists.insert(uri, list);
        Ok(())
    }

    /// The newest list held for an address.
    pub fn list(&self, uri: &str) -> Option<&HeldList> {
        self.lists.get(uri)
    }

    /// All lists held, by their address.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &HeldList)> {
        self.lists.iter().map(|(uri, list)| (uri.as_str(), list))
    }

    /// The newest `iat` of any list: a clock before it is wrong.
    pub fn newest_iat(&self) -> Option<u64> {
        self.newest_iat
    }

    /// The newest `exp` of any list: past it nothing has been synced for too long.
    pub fn newest_exp(&self) -> Option<u64> {
        self.newest_exp
    }
}
