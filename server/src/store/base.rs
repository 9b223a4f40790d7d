//! The address printed on cards: settled once, checked at every start, moved only by an operator's command.

use chrono::{DateTime, Utc};
use passport_core::card::Base;
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::{Actor, Store, StoreError, Thing};

/// An address of this server, now or formerly.
#[derive(Clone, Debug)]
pub struct KnownBase {
    /// The address.
    pub base: Base,
    /// Since when cards carry it.
    pub adopted_at: DateTime<Utc>,
    /// Until when new cards carried it; the current one has none. Old paper is still checked.
    pub retired_at: Option<DateTime<Utc>>,
}

impl Store {
    /// At start: adopts this address if there is none yet, and otherwise insists that it is the one on the cards.
    ///
    /// # Errors
    /// [`StoreError::OtherBase`] with the address that cards carry.
    pub async fn settle_base(&self, base: &Base) -> Result<(), StoreError> {
        transaction!(self, "settle base address", |tx| self.settle_base_within(tx, Actor::Server, base).await)
    }

    /// The same as a part of another step.
    pub(super) async fn settle_base_within(
        &self,
        tx: &mut Tx,
        actor: Actor,
        base: &Base,
    ) -> Result<(), StoreError> {
        match current(tx).await {
            Ok(stored) if stored == *base => Ok(()),
            Ok(stored) => Err(StoreError::OtherBase(stored)),
            Err(StoreError::NoBase) => self.adopt(tx, actor, base).await,
            Err(other) => Err(other),
        }
    }

    /// Moves to a new address: later cards carry it, cards of the former one are still checked. Open status lists close,
    /// since their address is the former one. An address that no list, and so no card, ever carried is dropped.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn move_base(&self, base: &Base) -> Result<(), StoreError> {
        transaction!(self, "move base address", |tx| {
            if current(tx).await.ok().as_ref() == Some(base) {
                return Ok(());
            }
            let at = tx.at;
            let sql = "DELETE FROM base_address WHERE retired_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM status_list l WHERE l.base = base_address.base)";
            write_db!(tx, |c| sqlx::query(sql).execute(c))?;
            let sql = "UPDATE base_address SET retired_at = $1 WHERE retired_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
            let sql = "UPDATE status_list SET closed_at = $1 WHERE closed_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
            self.adopt(tx, Actor::Operator, base).await
        })
    }

    async fn adopt(&self, tx: &mut Tx, actor: Actor, base: &Base) -> Result<(), StoreError> {
        let at = tx.at;
        let sql = "INSERT INTO base_address (base, adopted_at) VALUES ($1, $2)
            ON CONFLICT (base) DO UPDATE SET retired_at = NULL";
        write_db!(tx, |c| sqlx::query(sql).bind(base.as_str()).bind(at).execute(c))?;
        self.record_for_server(tx, actor, "base address set", json!({"base": base})).await
    }

    /// The address that cards carry now.
    ///
    /// # Errors
    /// [`StoreError::NoBase`] before the first start.
    pub async fn base(&self) -> Result<Base, StoreError> {
        look!(self, "read base address", |view| current(view).await)
    }

    /// Every address of this server, the current one first, then the newest former ones.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn bases(&self) -> Result<Vec<KnownBase>, StoreError> {
        look!(self, "list base addresses", |view| all(view).await)
    }
}

/// The address that cards carry now.
pub(super) async fn current(view: &mut View) -> Result<Base, StoreError> {
    let sql = "SELECT base FROM base_address WHERE retired_at IS NULL";
    let found: Option<String> = on_db!(view, |c| sqlx::query_scalar(sql).fetch_optional(c))?;
    read(&found.ok_or(StoreError::NoBase)?)
}

/// Every address, the current one first.
pub(super) async fn all(view: &mut View) -> Result<Vec<KnownBase>, StoreError> {
    let sql = "SELECT base, adopted_at, retired_at FROM base_address
        ORDER BY CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END, retired_at DESC";
    let rows: Vec<(String, DateTime<Utc>, Option<DateTime<Utc>>)> =
        on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
    rows.into_iter()
        .map(|(base, adopted_at, retired_at)| Ok(KnownBase { base: read(&base)?, adopted_at, retired_at }))
        .collect()
}

/// Reads an address as stored.
pub(super) fn read(base: &str) -> Result<Base, StoreError> {
    Base::parse(base).map_err(|_| StoreError::Unreadable(Thing::Hub))
}
