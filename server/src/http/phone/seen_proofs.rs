//! The DPoP proofs that were used of late, so that none is taken twice (RFC 9449 section 11.1). Each server remembers its own.
//!
//! Only proofs that something was given for are kept, so nobody without codes or a token fills the memory. When it is full all the
//! same, proofs are refused rather than taken unremembered.

use passport_core::dpop::{DPOP_WINDOW, DpopProof, thumbprint};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// So many are remembered: 1,500 signed requests a second, for as long as proofs are good. They take some 13 MB.
const MOST: usize = 450_000;
/// What is no longer good is forgotten so often, in seconds.
const FORGET_EVERY: u64 = 60;

/// The proofs that were used of late.
#[derive(Debug, Default)]
pub struct SeenProofs(Mutex<Seen>);

/// A name for each proof, and the last second at which it would be good.
#[derive(Debug, Default)]
struct Seen {
    until: HashMap<[u8; 16], u64>,
    forgot_at: u64,
}

/// Why a proof is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It was used before.
    Again,
    /// There is no room to remember it.
    Full,
}

impl SeenProofs {
    /// Takes a proof that is otherwise good, at a second since 1970, and remembers it.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn take(&self, proof: &DpopProof, now: u64) -> Result<(), NotTaken> {
        self.take_of(proof, now, MOST)
    }

    /// Forgets a proof for which nothing was given.
    pub fn forget(&self, proof: &DpopProof) {
        self.seen().until.remove(&name(proof));
    }

    fn take_of(&self, proof: &DpopProof, now: u64, most: usize) -> Result<(), NotTaken> {
        let mut seen = self.seen();
        let is_due = now < seen.forgot_at || now - seen.forgot_at >= FORGET_EVERY;
        // A full memory is gone through once a second, not once a request.
        if is_due || (seen.until.len() >= most && now != seen.forgot_at) {
            seen.until.retain(|_, until| *until >= now);
            let room = 2 * seen.until.len();
            seen.until.shrink_to(room);
            seen.forgot_at = now;
        }
        let name = name(proof);
        if seen.until.get(&name).is_some_and(|until| *until >= now) {
            return Err(NotTaken::Again);
        }
        if seen.until.len() >= most {
            return Err(NotTaken::Full);
        }
        seen.until.insert(name, proof.iat.saturating_add(DPOP_WINDOW));
        Ok(())
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A proof's identifier is its key's own: two keys may use the same.
fn name(proof: &DpopProof) -> [u8; 16] {
    let hash = Sha256::new().chain_update(thumbprint(&proof.key)).chain_update(&proof.jti).finalize();
    let mut name = [0; 16];
    name.copy_from_slice(&hash[..16]);
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use passport_core::keys::SigningKey;

    const NOW: u64 = 1_800_000_000;

    fn proof(jti: &str, iat: u64) -> DpopProof {
        DpopProof { key: SigningKey::generate().unwrap().0.public().clone(), jti: jti.to_owned(), iat }
    }

    #[test]
    fn a_proof_is_taken_once_while_it_is_good() {
        let (seen, one) = (SeenProofs::default(), proof("1", NOW + DPOP_WINDOW));
        assert_eq!(seen.take(&one, NOW), Ok(()));
        for now in [NOW, NOW + 1, NOW + 2 * DPOP_WINDOW] {
            assert_eq!(seen.take(&one, now), Err(NotTaken::Again), "{now}");
        }
        assert_eq!(seen.take(&DpopProof { jti: "2".to_owned(), ..one.clone() }, NOW), Ok(()));
        assert_eq!(seen.take(&proof("1", NOW), NOW), Ok(()), "another key's");
        seen.forget(&one);
        assert_eq!(seen.take(&one, NOW), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_forgets_nothing_that_is_good() {
        let (seen, one) = (SeenProofs::default(), proof("1", NOW));
        assert_eq!(seen.take(&one, NOW), Ok(()));
        assert_eq!(seen.take(&one, NOW - DPOP_WINDOW), Err(NotTaken::Again));
    }

    #[test]
    fn a_full_memory_refuses_until_what_it_holds_is_over() {
        let seen = SeenProofs::default();
        for jti in ["1", "2"] {
            assert_eq!(seen.take_of(&proof(jti, NOW), NOW, 2), Ok(()));
        }
        let late = proof("3", NOW + DPOP_WINDOW);
        assert_eq!(seen.take_of(&late, NOW, 2), Err(NotTaken::Full));
        assert_eq!(seen.take_of(&late, NOW + DPOP_WINDOW, 2), Err(NotTaken::Full));
        assert_eq!(seen.take_of(&late, NOW + DPOP_WINDOW + 1, 2), Ok(()));
        assert_eq!(seen.seen().until.len(), 1);
    }
}
