//! What an app's own keys and vault may ask of the wallet while it asks them.
//!
//! The rule: no lock is held while an app is asked, so whatever its keys and vault do, on this thread or another, they may ask the wallet
//! for something else, and nobody waits for ever. Only not without end: whoever asks, from within an answer, for that very answer would
//! fill the thread's stack, which nothing could catch. So calls within one another are counted on each thread; an app that hands over to
//! another thread, and there asks for the same, has to see to the end itself, since calls of several threads at once are nothing unusual.

use std::cell::Cell;

use super::WalletError;

/// A screen that is drawn from within a key's answer asks one deep; more than these nobody needs.
const DEEPEST: u32 = 4;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// A call that is under way on this thread.
pub(super) struct Within;

impl Within {
    /// One deeper than the call that it is made from.
    pub(super) fn another() -> Result<Self, WalletError> {
        let depth = DEPTH.get();
        if depth == DEEPEST {
            return Err(WalletError::AskedFromWithin);
        }
        DEPTH.set(depth + 1);
        Ok(Self)
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}
