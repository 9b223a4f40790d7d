//! The nonce of a proof (`OpenID4VCI` 1.0 section 7): a time and a MAC, so that no row is kept of it. A key that was used once is
//! refused by its own, so a nonce may be used for several proofs.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passport_core::card::HubSlug;
use subtle::ConstantTimeEq as _;

use super::super::{Store, StoreError};

/// A nonce is good for so many seconds.
const LIFETIME: i64 = 300;
/// Two servers' clocks may differ by so many.
const SKEW: i64 = 60;
/// The second it was made in, and eight random bytes.
const PLAIN_LEN: usize = 8 + 8;
/// 128 bits of the MAC.
const MAC_LEN: usize = 16;

impl Store {
    /// A new nonce of a hub: 43 characters.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn proof_nonce(&self, hub: &HubSlug) -> Result<String, StoreError> {
        let plain = [self.now().timestamp().to_be_bytes(), self.draw::<8>()?].concat();
        Ok(URL_SAFE_NO_PAD.encode([&plain[..], &self.nonce_mac(hub, &plain)].concat()))
    }

    /// Whether a nonce is this hub's, and of the last five minutes.
    pub fn is_fresh_nonce(&self, hub: &HubSlug, nonce: &str) -> bool {
        let bytes = URL_SAFE_NO_PAD.decode(nonce).unwrap_or_default();
        let Some((plain, mac)) = bytes.split_at_checked(PLAIN_LEN) else { return false };
        let made = plain.first_chunk().map_or(0, |seconds| i64::from_be_bytes(*seconds));
        let age = self.now().timestamp().saturating_sub(made);
        bool::from(self.nonce_mac(hub, plain).ct_eq(mac)) && (-SKEW..LIFETIME).contains(&age)
    }

    fn nonce_mac(&self, hub: &HubSlug, plain: &[u8]) -> [u8; MAC_LEN] {
        let mut mac = [0; MAC_LEN];
        mac.copy_from_slice(&self.mac_of("nonce", &[plain, hub.as_str().as_bytes()].concat())[..MAC_LEN]);
        mac
    }
}
