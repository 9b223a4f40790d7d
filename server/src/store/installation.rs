//! What this database is: made when, for the demo or for real, and whether its clock was vouched for.

use chrono::{DateTime, SubsecRound, Utc};
use passport_core::clock::Clock;

use super::audit::{self, ChainKind};
use super::db::{Db, Tx, View, look, on_db, transaction, write_db};
use super::{Store, StoreError, server_keys};
use crate::chance::Chance;
use crate::seal::SealingKey;

/// First start: the server's own keys and its audit chain. Later starts find them there.
pub(super) async fn settle(
    db: &Db,
    sealing: &SealingKey,
    clock: &dyn Clock,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let mut view = db.view().await?;
    if is_settled(&mut view).await? && server_keys::has_all(&mut view).await? {
        return Ok(());
    }
    drop(view);
    let mut tx = db.tx(clock.now().trunc_subsecs(6)).await?;
    // Two servers may start together; the second finds the first one's work once it has its turn.
    if !is_settled(&mut tx).await? {
        begin(&mut tx, sealing, chance).await?;
    }
    server_keys::add_missing(&mut tx, sealing, chance).await?;
    Ok(tx.commit().await?)
}

async fn begin(tx: &mut Tx, sealing: &SealingKey, chance: &dyn Chance) -> Result<(), StoreError> {
    let at = tx.at;
    write_db!(tx, |c| sqlx::query("INSERT INTO installation (id, created_at) VALUES (1, $1)")
        .bind(at)
        .execute(c))?;
    let audit_key = server_keys::create(tx, sealing, chance).await?;
    audit::open_chain(tx, &audit_key, None, ChainKind::Writes, chance).await
}

async fn is_settled(view: &mut View) -> Result<bool, StoreError> {
    let found: Option<i64> =
        on_db!(view, |c| sqlx::query_scalar("SELECT id FROM installation").fetch_optional(c))?;
    Ok(found.is_some())
}

/// The number of the last change; when it moved, [`Store::changes_since`] tells what.
pub(super) async fn change_number(view: &mut View) -> Result<i64, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_scalar("SELECT n FROM change_counter WHERE id = 1").fetch_one(c))?)
}

/// When an operator last vouched for the clock.
pub(super) async fn clock_confirmed_at(view: &mut View) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_scalar("SELECT clock_confirmed_at FROM installation").fetch_one(c))?)
}

impl Store {
    /// Marks this database as the demo's own, which `passport demo` may fill. Only an empty one can be marked.
    ///
    /// # Errors
    /// [`StoreError::NotADemo`] when it holds hubs already.
    pub async fn mark_as_demo(&self) -> Result<(), StoreError> {
        transaction!(self, "mark as demo", |tx| {
            let hubs: i64 = on_db!(tx, |c| sqlx::query_scalar("SELECT count(*) FROM hub").fetch_one(c))?;
            if hubs > 0 {
                return Err(StoreError::NotADemo);
            }
            let at = tx.at;
            let sql = "UPDATE installation SET demo_since = $1 WHERE demo_since IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
            Ok(())
        })
    }

    /// Since when this database is the demo's own, if it is.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn demo_since(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        look!(self, "look for the demo's mark", |view| {
            Ok(on_db!(view, |c| sqlx::query_scalar("SELECT demo_since FROM installation").fetch_one(c))?)
        })
    }

    /// Notes that the operator has looked at the clock and it is right: after a pause of more than a day the signing of
    /// status lists asks for this, since a clock far ahead would make every older list unusable for good.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn confirm_clock(&self) -> Result<(), StoreError> {
        transaction!(self, "confirm clock", |tx| {
            let at = tx.at;
            let sql = "UPDATE installation SET clock_confirmed_at = $1";
            write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
            self.record_for_server(tx, super::Actor::Operator, "clock confirmed", serde_json::json!({})).await
        })
    }

    /// The number of the last change.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn change_number(&self) -> Result<i64, StoreError> {
        look!(self, "read the change number", |view| change_number(view).await)
    }
}
