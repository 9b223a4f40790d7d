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
        self.ledger().judge(network, now)
    }

    /// Counts a code that names no card.
    pub fn missed(&self, network: Network, now: i64) {
        self.ledger().count(network, now);
    }

    /// Counts a code that named nothing, once that is known: looking for it took a while, in which many others were let in. Where too many
    /// missed meanwhile, it is not to be told; nor is a hit, for which [`Self::may_look`] is asked once more.
    ///
    /// # Errors
    /// [`TooMany`] with the time to wait.
    pub fn missed_after_all(&self, network: Network, now: i64) -> Result<(), TooMany> {
        let mut ledger = self.ledger();
        ledger.judge(network, now)?;
        ledger.count(network, now);
        Ok(())
    }

    fn ledger(&self) -> std::sync::MutexGuard<'_, Ledger> {
        // Each entry is whole at every moment, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    fn judge(&self, network: Network, now: i64) -> Result<(), TooMany> {
        let own = OWN.wait(self.networks.get(&network).copied().unwrap_or(0), now);
        let all = ALL.wait(self.all, now);
        if own == 0 && all == 0 {
            return Ok(());
        }
        let seconds = own.max(all).unsigned_abs().div_ceil(1_000);
        Err(TooMany { seconds, everywhere: all > 0 })
    }

    fn count(&mut self, network: Network, now: i64) {
        self.all = ALL.after_a_miss(self.all, now);
        if self.networks.len() >= MOST_NETWORKS {
            self.networks.retain(|_, whole_at| *whole_at > now);
        }
        if self.networks.len() < MOST_NETWORKS || self.networks.contains_key(&network) {
            let whole_at = self.networks.entry(network).or_insert(0);
            *whole_at = OWN.after_a_miss(*whole_at, now);
        }
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
    fn many_that_were_let_in_together_hear_no_more_than_one_after_another() {
        let misses = Misses::default();
        let let_in = (0..200).filter(|_| misses.may_look(network(1), NOW).is_ok()).count();
        let told = (0..200).filter(|_| misses.missed_after_all(network(1), NOW).is_ok()).count();
        assert_eq!((let_in, told), (200, 20));
        assert!(misses.may_look(network(1), NOW).is_err(), "a hit among them is not told either");
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
