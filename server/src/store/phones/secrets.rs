//! What opens an activation is computed from its random id, under a key of this server: the tables alone open nothing, and the
//! letter can be printed again.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passport_core::activation_code::ActivationCode;
use passport_core::card::Setting;
use sha2::{Digest, Sha256};

use super::super::{ActivationId, HubScope, Store, StoreError, Thing};

/// What an offer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum OfferFor {
    /// All settings, now and later: our own card on a phone.
    All,
    /// One setting, for another wallet.
    Only(Setting),
}

/// An offer in words that are sent: where it is fetched, and what it is redeemed with.
pub(super) struct OfferSecrets {
    /// 128 bits as 22 characters, the last part of the offer's address. Worth nothing without the 6-digit code.
    pub(super) handle: String,
    /// The pre-authorized code: 256 bits as 43 characters.
    pub(super) code: String,
}

impl OfferFor {
    /// All offers of an activation.
    pub(super) const ALL: [Self; 5] = [
        Self::All,
        Self::Only(Setting::School),
        Self::Only(Setting::Pharmacy),
        Self::Only(Setting::Gp),
        Self::Only(Setting::Transport),
    ];

    /// The code in the store.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Only(setting) => setting.code(),
        }
    }

    /// The offer of a code.
    pub(super) fn from_code(code: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.into_iter().find(|offer| offer.code() == code);
        found.ok_or(StoreError::Unreadable(Thing::Activation))
    }

    /// The settings it takes; none where it takes all.
    pub(super) fn settings(self) -> Option<Vec<Setting>> {
        match self {
            Self::All => None,
            Self::Only(setting) => Some(vec![setting]),
        }
    }
}

/// How a handle or a code is found again: its SHA-256. It has 128 bits at least, so nobody guesses it from that.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

impl Store {
    /// The handle and the code of one offer.
    pub(super) fn offer_secrets(
        &self,
        scope: &HubScope,
        activation: ActivationId,
        offer: OfferFor,
    ) -> OfferSecrets {
        let what = [scope.hub().0.as_bytes(), &activation.0.as_bytes()[..], offer.code().as_bytes()].concat();
        let handle = URL_SAFE_NO_PAD.encode(&self.mac_of("offerhandle", &what)[..16]);
        let code = URL_SAFE_NO_PAD.encode(self.mac_of("offercode", &what));
        OfferSecrets { handle, code }
    }

    /// The code that is typed instead of the link.
    pub(super) fn typed_code(&self, scope: &HubScope, activation: ActivationId) -> ActivationCode {
        ActivationCode::from_random(self.bits_of("typedcode", scope, activation))
    }

    /// How a typed code is found again.
    pub(super) fn typed_code_mac(&self, code: &ActivationCode) -> [u8; 32] {
        self.mac_of("activation", code.as_plain().as_bytes())
    }

    /// The 6 digits that are told another way.
    pub(super) fn tx_code(&self, scope: &HubScope, activation: ActivationId) -> String {
        // Of 2^64 numbers none of a million comes up more often than another by more than one in 10^13.
        let number = u64::from_be_bytes(self.bits_of("txcode", scope, activation)) % 1_000_000;
        format!("{number:06}")
    }

    fn bits_of(&self, purpose: &'static str, scope: &HubScope, activation: ActivationId) -> [u8; 8] {
        let what = [scope.hub().0.as_bytes(), &activation.0.as_bytes()[..]].concat();
        let mut bits = [0; 8];
        bits.copy_from_slice(&self.mac_of(purpose, &what)[..8]);
        bits
    }
}
