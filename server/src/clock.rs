//! The real clock and the real randomness, which everything else has passed in.

use chrono::{DateTime, SubsecRound, Utc};
use passport_core::clock::Clock;

/// The machine's clock, truncated to the microseconds that both databases keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the real clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
