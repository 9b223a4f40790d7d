//! The square that a phone shows: signed anew every half minute, so that a photograph of it is soon worth nothing. §4, §5.

use super::WalletError;
use super::device_keys::{DeviceKey, DeviceKeys, KeyFault};
use super::held::HeldCredential;
use crate::credential::{Credential, Kind};
use crate::packed::pack;
use crate::present;
use crate::square::{self, Matrix};

/// A square is drawn anew after so many seconds, and never shown when what it shows has ended.
const REDRAWN: u64 = 30;

/// A square to be shown now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveSquare {
    /// What a camera reads: an address with the card behind its `#`.
    pub text: String,
    /// Its modules. Leave [`square::QUIET_ZONE`] white ones on each side.
    pub matrix: Matrix,
    /// It is drawn anew so many seconds after it was made.
    pub lives: u64,
    /// When it was made, by the device's clock.
    made_at: u64,
    /// What it was made from.
    credential: String,
}

impl LiveSquare {
    /// Whether it shows this credential.
    pub(super) fn shows(&self, credential: &HeldCredential) -> bool {
        self.credential == credential.text
    }

    /// Seconds until it is to be drawn anew; none when that time has come.
    pub(super) fn seconds_left(&self, now: u64) -> Option<u64> {
        let passed = now.checked_sub(self.made_at)?;
        self.lives.checked_sub(passed).filter(|left| *left > 0)
    }
}

/// Signs and draws; `at` by the server's clock, `now` by the device's.
pub(super) fn draw(
    credential: &HeldCredential,
    keys: &dyn DeviceKeys,
    (at, now): (u64, u64),
    nonce: [u8; 8],
) -> Result<LiveSquare, WalletError> {
    let read = Credential::parse(&credential.text).map_err(|_| WalletError::NoCard)?;
    let Kind::Phone { device, .. } = &read.claims.kind else { return Err(WalletError::NoCard) };
    let key = DeviceKey::known(keys, &credential.key, device.clone());
    let presentation = present::present_with(&read, at, nonce, |signed| key.signature(signed))?;
    // What the hub signed fits, and so does what this phone adds.
    let packed = pack(&presentation).map_err(|_| WalletError::Key(KeyFault::Unusable))?;
    let text = square::square(&read.claims.issuer.base, &packed);
    let matrix = square::matrix(&text).map_err(|_| WalletError::NoCard)?;
    let lives = credential.exp.saturating_sub(at).min(REDRAWN);
    Ok(LiveSquare { text, matrix, lives, made_at: now, credential: credential.text.clone() })
}
