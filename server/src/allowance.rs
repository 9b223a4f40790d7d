//! How much somebody may try: so much at once, then one more every so often (the generic cell rate algorithm, ITU-T I.371).

/// So many tries at once, and one more every so many milliseconds. What is remembered is one number: when the allowance
/// is whole again, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Tries without a wait.
    pub at_once: i64,
    /// Milliseconds for one more.
    pub every: i64,
}

impl Allowance {
    /// Milliseconds until it is whole again. More than the allowance means that the clock was set back: then it starts anew.
    fn owed(&self, whole_at: i64, now: i64) -> i64 {
        let owed = (whole_at - now).max(0);
        if owed > self.at_once * self.every { 0 } else { owed }
    }

    /// Milliseconds until one more try fits in.
    pub fn wait(&self, whole_at: i64, now: i64) -> i64 {
        (self.owed(whole_at, now) - (self.at_once - 1) * self.every).max(0)
    }

    /// When it is whole again after one more try now.
    pub fn after_a_miss(&self, whole_at: i64, now: i64) -> i64 {
        now + (self.owed(whole_at, now) + self.every).min(self.at_once * self.every)
    }
}
