//! Keeps the snapshot up to date: looks at the change counter twice a second, takes over what changed, has due lists signed.

use super::{Snapshot, register::Register};
use crate::{
    App,
    store::{SignedLists, Store, StoreError},
};
use passport_core::clock::Clock;
use std::time::Duration;
use tokio::{sync::Mutex, time::MissedTickBehavior};

/// How often the change counter is looked at. A withdrawn card is refused two seconds later at most.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Lists with new bits are signed at most so often, in seconds, so that a thousand withdrawals are not a thousand lists, and so
/// that `iat`, which rises by at least a second each time, never runs ahead of the clock.
const SIGN_EVERY: u64 = 10;
/// Without a change, whether a list has grown old is asked so often, in seconds.
const ASK_EVERY: u64 = 60;

/// What the keeper remembers between two looks.
#[derive(Debug, Default)]
pub struct Keeper(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    register: Register,
    signed_at: u64,
    signed_change: i64,
    signing_fails: bool,
}

impl Keeper {
    /// One look: what changed is taken over, and lists are signed if it is time. Lists that cannot be signed, for instance
    /// because the clock is wrong, are no reason not to answer.
    ///
    /// # Errors
    /// When the database does not answer; what is in memory stays as it was and grows older.
    pub async fn look(
        &self,
        snapshot: &Snapshot,
        store: &Store,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        let mut memory = self.0.lock().await;
        memory.read(snapshot, store, clock).await?;
        if memory.is_time_to_sign(clock.seconds()) {
            memory.try_to_sign(store, clock).await;
            memory.read(snapshot, store, clock).await?;
        }
        Ok(())
    }

    /// The same, and due lists are signed at once.
    ///
    /// # Errors
    /// When the database does not answer, or lists cannot be signed.
    pub async fn look_and_sign(
        &self,
        snapshot: &Snapshot,
        store: &Store,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        let mut memory = self.0.lock().await;
        memory.sign(store, clock).await?;
        memory.read(snapshot, store, clock).await
    }
}

impl Memory {
    async fn read(
        &mut self,
        snapshot: &Snapshot,
        store: &Store,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        // The moment before the look: whatever happened since may be missing.
        let now = clock.seconds();
        let change = store.change_number().await?;
        if change != self.register.change {
            // A lower number is a database restored from a backup: read it all, and keep every bit that was ever seen set.
            let since = if change < self.register.change { 0 } else { self.register.change };
            let mut changes = store.changes_since(since).await?;
            snapshot.note_codes(
                changes.codes.drain(..).map(|code| (code.mac, code.card.map(|(_base, card)| card))),
            );
            self.register.apply(changes);
        }
        snapshot.hold(self.register.write_out(now));
        Ok(())
    }

    fn is_time_to_sign(&self, now: u64) -> bool {
        // A clock that was set back has waited long enough.
        let waited = now.checked_sub(self.signed_at).unwrap_or(ASK_EVERY);
        let changed = self.register.change != self.signed_change;
        let waiting = self.register.has_unsigned_list() && !self.signing_fails;
        waiting || waited >= ASK_EVERY || (changed && waited >= SIGN_EVERY)
    }

    /// Says a failure once, not at every turn.
    async fn try_to_sign(&mut self, store: &Store, clock: &dyn Clock) {
        let signed = self.sign(store, clock).await;
        match &signed {
            Err(cause) if !self.signing_fails => tracing::error!(%cause, "status lists cannot be signed"),
            Ok(()) if self.signing_fails => tracing::info!("status lists can be signed again"),
            Ok(()) | Err(_) => {}
        }
        self.signing_fails = signed.is_err();
    }

    async fn sign(&mut self, store: &Store, clock: &dyn Clock) -> Result<(), StoreError> {
        self.signed_at = clock.seconds();
        self.signed_change = self.register.change;
        let SignedLists { signed, refused } = store.sign_due_lists().await?;
        if signed > 0 {
            tracing::info!(signed, "signed status lists");
        }
        for list in refused {
            tracing::error!(hub = list.hub, list = list.list, cause = %list.error, "a status list could not be signed");
        }
        Ok(())
    }
}

/// Looks again and again until the task is dropped. A database that is silent is said once, and so is its return.
pub async fn keep(app: App) {
    let mut turns = tokio::time::interval(LOOK_EVERY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_silent = false;
    loop {
        turns.tick().await;
        let seen = app.look_in_turn().await;
        match &seen {
            Ok(()) if is_silent => tracing::info!("the database can be read again"),
            Err(cause) if !is_silent => tracing::error!(%cause, "checking goes on from memory"),
            Ok(()) | Err(_) => {}
        }
        is_silent = seen.is_err();
    }
}
