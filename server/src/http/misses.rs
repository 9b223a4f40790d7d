//! Slows down guessing of short codes: only misses count, for each network and for all of them together.
//!
//! A code has 45 random bits, so even at the ceiling for all networks together guessing one of a million cards takes months.

use super::client::Network;
use crate::allowance::Allowance;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// What one network may do: twenty misses at once, since a school is one address with many fingers, then one in 30 s.
const OWN: Allowance = Allowance { at_once: 20, every: 30_000 };
/// What all networks may do together: 1,200 misses at once, then two a second.
const ALL: Allowance = Allowance { at_once: 1_200, every: 500 };
/// More networks than this are not remembered; the ceiling still holds.
const MOST_NETWORKS: usize = 100_000;

/// The misses of late.
#[derive(Debug, Default)]
pub struct Misses(Mutex<Ledger>);

/// When each allowance will be whole again, in milliseconds since 1970 (the generic cell rate algorithm, ITU-T I.371).
#[derive(Debug, Default)]
struct Ledger {
    all: i64,
    networks: HashMap<Network, i64>,
}

/// No more codes are looked up for this network until `seconds` have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// Whole seconds, at least one.
    pub seconds: u64,
    /// Whether all networks together are at their ceiling, which an operator should hear of.
    pub everywhere: bool,
}

impl Misses {
    /// Whether this network may have a code looked up. It must be asked first: a hit found by guessing is an answer too.
    ///
    /// # Errors
    /// [`TooMany`] with the time to wait.
    pub fn may_look(&self, network: Network, now: i64) -> Result<(), TooMany> {
        let ledger = self.ledger();
        let own = OWN.wait(ledger.networks.get(&network).copied().unwrap_or(0), now);
        let all = ALL.wait(ledger.all, now);
        if own == 0 && all == 0 {
            return Ok(());
        }
        let seconds = own.max(all).unsigned_abs().div_ceil(1_000);
        Err(TooMany { seconds, everywhere: all > 0 })
    }

    /// Counts a code that names no card.
    pub fn missed(&self, network: Network, now: i64) {
        let mut ledger = self.ledger();
        ledger.all = ALL.after_a_miss(ledger.all, now);
        if ledger.networks.len() >= MOST_NETWORKS {
            ledger.networks.retain(|_, whole_at| *whole_at > now);
        }
        if ledger.networks.len() < MOST_NETWORKS || ledger.networks.contains_key(&network) {
            let whole_at = ledger.networks.entry(network).or_insert(0);
            *whole_at = OWN.after_a_miss(*whole_at, now);
        }
    }

    fn ledger(&self) -> std::sync::MutexGuard<'_, Ledger> {
        // Each entry is whole at every moment, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const NOW: i64 = 1_800_000_000_000;

    fn network(last: u8) -> Network {
        Network::V4(Ipv4Addr::new(203, 0, 113, last))
    }

    #[test]
    fn twenty_misses_and_then_one_in_half_a_minute() {
        let misses = Misses::default();
        for _ in 0..20 {
            assert_eq!(misses.may_look(network(1), NOW), Ok(()));
            misses.missed(network(1), NOW);
        }
        assert_eq!(misses.may_look(network(1), NOW), Err(TooMany { seconds: 30, everywhere: false }));
        assert_eq!(misses.may_look(network(1), NOW + 29_000), Err(TooMany { seconds: 1, everywhere: false }));
        assert_eq!(misses.may_look(network(1), NOW + 30_000), Ok(()));
        misses.missed(network(1), NOW + 30_000);
        assert!(misses.may_look(network(1), NOW + 30_000).is_err());
    }

    #[test]
    fn one_network_does_not_lock_out_another() {
        let misses = Misses::default();
        (0..30).for_each(|_| misses.missed(network(1), NOW));
        assert_eq!(misses.may_look(network(2), NOW), Ok(()));
    }

    #[test]
    fn many_networks_together_reach_the_ceiling() {
        let misses = Misses::default();
        for n in 0..1_200_u32 {
            misses.missed(Network::V4(Ipv4Addr::from(n)), NOW);
        }
        assert_eq!(misses.may_look(network(1), NOW), Err(TooMany { seconds: 1, everywhere: true }));
        assert_eq!(misses.may_look(network(1), NOW + 500), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let misses = Misses::default();
        (0..30).for_each(|_| misses.missed(network(1), NOW));
        assert_eq!(misses.may_look(network(1), NOW - 86_400_000), Ok(()));
    }
}
