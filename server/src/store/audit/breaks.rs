//! The places in one chain that do not add up, gathered in the order in which a walk comes to them.

use super::{AuditBreak, Fault};

/// Runs of entries with the same fault; no entry is named twice.
#[derive(Default)]
pub(super) struct Breaks(Vec<(i64, i64, Fault)>);

impl Breaks {
    /// Adds the entries from `seq` to `last`, unless the first of them was named already.
    pub(super) fn add(&mut self, seq: i64, last: i64, fault: Fault) {
        if self.0.iter().any(|(from, to, _)| (*from..=*to).contains(&seq)) {
            return;
        }
        match self.0.last_mut() {
            Some((_, end, before)) if *before == fault && *end + 1 == seq => *end = last,
            _ => self.0.push((seq, last, fault)),
        }
    }

    /// As a report names them.
    pub(super) fn of(self, hub: Option<&str>, chain: &str) -> impl Iterator<Item = AuditBreak> {
        self.0.into_iter().map(move |(seq, last, fault)| AuditBreak {
            hub: hub.map(str::to_owned),
            chain: chain.to_owned(),
            seq,
            last,
            fault,
        })
    }
}
