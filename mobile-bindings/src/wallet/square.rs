//! The square that is shown now.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};

use passport_core::square::QUIET_ZONE;
use passport_core::wallet as core;

use super::{CardWallet, WalletError};
use crate::card::Setting;
use crate::verifier::seconds;

/// A square to be shown now.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LiveSquare {
    /// What a camera reads.
    pub text: String,
    /// Modules on a side.
    pub width: u32,
    /// `width` × `width` modules, row by row: 1 is dark, 0 is light. Draw dark on white, also in a dark theme.
    pub modules: Vec<u8>,
    /// Leave so many white modules on each side.
    pub quiet_zone: u32,
    /// Ask again after so many seconds, and after each sync; until then the same square comes.
    pub seconds_left: u64,
}

#[uniffi::export]
impl CardWallet {
    /// The square of a setting. Ask as often as the screen ticks: it stays the same until its seconds are over, or the card changes.
    pub fn live_square(&self, setting: Setting, now: i64) -> Result<LiveSquare, WalletError> {
        let now = seconds(now);
        let remembered = self.shown().get(&setting).cloned();
        if let Some(square) = remembered
            && let Some(left) = self.with(|wallet| wallet.seconds_left(&square, setting.into(), now))?
        {
            return Ok(drawn(&square, left));
        }
        self.shown().remove(&setting);
        let square = self.with(|wallet| wallet.live_square(setting.into(), now))?;
        let answer = drawn(&square, square.lives);
        self.shown().insert(setting, Arc::new(square));
        Ok(answer)
    }

    /// A square made this moment, for whoever looks again after the screen slept.
    pub fn new_live_square(&self, setting: Setting, now: i64) -> Result<LiveSquare, WalletError> {
        self.shown().remove(&setting);
        self.live_square(setting, now)
    }
}

impl CardWallet {
    /// For a moment only: see [`super::within`].
    fn shown(&self) -> MutexGuard<'_, HashMap<Setting, Arc<core::LiveSquare>>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn drawn(square: &core::LiveSquare, seconds_left: u64) -> LiveSquare {
    LiveSquare {
        text: square.text.clone(),
        width: small(square.matrix.width),
        modules: square.matrix.dark.iter().map(|dark| u8::from(*dark)).collect(),
        quiet_zone: small(QUIET_ZONE),
        seconds_left,
    }
}

/// A square has 177 modules on a side at most.
fn small(modules: usize) -> u32 {
    u32::try_from(modules).unwrap_or(0)
}
