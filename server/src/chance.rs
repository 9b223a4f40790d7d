//! Randomness, passed in: the system's in the server, a seeded one where a test must know what is drawn.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use thiserror::Error;
use uuid::Uuid;

/// Gives random bytes.
pub trait Chance: Send + Sync {
    /// Fills the buffer.
    ///
    /// # Errors
    /// [`NoChance`] when the system gives none.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance>;
}

/// The system gave no randomness; nothing secret may be made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the system gives no random numbers")]
pub struct NoChance;

/// The system's own randomness.
#[derive(Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the server takes randomness from the system"
        )]
        SystemRandom::new().fill(bytes).map_err(|_| NoChance)
    }
}

/// So many random bytes.
///
/// # Errors
/// [`NoChance`] when the system gives none.
pub fn draw<const N: usize>(chance: &dyn Chance) -> Result<[u8; N], NoChance> {
    let mut bytes = [0; N];
    chance.fill(&mut bytes)?;
    Ok(bytes)
}

/// A random UUID (RFC 9562 version 4).
///
/// # Errors
/// [`NoChance`] when the system gives none.
pub fn draw_uuid(chance: &dyn Chance) -> Result<Uuid, NoChance> {
    Ok(uuid::Builder::from_random_bytes(draw(chance)?).into_uuid())
}
