//! The life of a hub's keys. Each step stands in the audit chain.

mod make;

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::bundle::BUNDLE_LIFETIME;
use passport_core::keys::Kid;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{HubScope, Store, StoreError, Thing, one};
use super::{KeyState, read_kid};

use crate::journal::Noted;
pub(in super::super) use make::create_active;

/// Makes a published key the one that signs, and retires the one before.
async fn activate(store: &Store, tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = "UPDATE signing_key SET retired_at = $1, changed_n = $2 WHERE hub_id = $3
        AND activated_at IS NOT NULL AND retired_at IS NULL AND refused_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).execute(c))?;
    let sql = "UPDATE signing_key SET activated_at = $1, changed_n = $2 WHERE hub_id = $3 AND kid = $4
        AND activated_at IS NULL AND retired_at IS NULL AND refused_at IS NULL";
    let number = i64::from(kid.number());
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(number).execute(c))?;
    one(rows, Thing::Key)?;
    store.note_outside(tx, scope.hub(), vec![Noted::KeyActivated { kid }]).await
}

/// Since when a key is published that was neither activated nor withdrawn yet.
async fn published(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<DateTime<Utc>, StoreError> {
    let keys = super::all(tx, scope).await?;
    let Some(key) = keys.into_iter().find(|key| key.kid == kid) else {
        let waits = make::is_unpublished(tx, scope, kid).await?;
        return Err(if waits { StoreError::KeyUnpublished(kid) } else { StoreError::NotFound(Thing::Key) });
    };
    match key.state {
        KeyState::Published => Ok(key.published_at),
        KeyState::Active => Err(StoreError::KeySigns(kid)),
        KeyState::Retired | KeyState::Refused => Err(StoreError::KeyOver(kid)),
    }
}

impl Store {
    /// Lets a published key sign from now on and retires the one before; its cards stay good.
    ///
    /// # Errors
    /// [`StoreError::KeyTooNew`] while checkers may hold a bundle from before it was published, and
    /// [`StoreError::NotFound`] when there is no such key; [`StoreError::KeySigns`] and [`StoreError::KeyOver`] when it was
    /// activated or withdrawn already.
    pub async fn activate_key(&self, scope: &HubScope, kid: Kid) -> Result<(), StoreError> {
        transaction!(self, "activate key", |tx| {
            let published_at = published(tx, scope, kid).await?;
            let known_everywhere_at = published_at + TimeDelta::seconds(BUNDLE_LIFETIME.cast_signed());
            if tx.at < known_everywhere_at {
                return Err(StoreError::KeyTooNew(known_everywhere_at));
            }
            activate(self, tx, scope, kid).await?;
            self.record(tx, scope, "key activated", None, json!({"kid": kid})).await
        })
    }

    /// Withdraws a key that was never used, published or not. The one that signs is retired by activating the next.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such key; [`StoreError::KeySigns`] and [`StoreError::KeyOver`] when it was
    /// activated or withdrawn already.
    pub async fn retire_key(&self, scope: &HubScope, kid: Kid) -> Result<(), StoreError> {
        transaction!(self, "retire key", |tx| {
            if make::drop_made(tx, scope, kid).await? {
                return self.record(tx, scope, "key retired", None, json!({"kid": kid})).await;
            }
            published(tx, scope, kid).await?;
            let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
            let sql = "UPDATE signing_key SET retired_at = $1, changed_n = $2 WHERE hub_id = $3 AND kid = $4
                AND activated_at IS NULL AND retired_at IS NULL AND refused_at IS NULL";
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(n)
                .bind(scope.hub())
                .bind(number)
                .execute(c))?;
            one(rows, Thing::Key)?;
            self.note_outside(tx, scope.hub(), vec![Noted::KeyRetired { kid }]).await?;
            self.record(tx, scope, "key retired", None, json!({"kid": kid})).await
        })
    }

    /// In an emergency: whatever names this key is not in use from now on. If it was the one that signs, the newest published
    /// key, or a new one, takes over at once, and the hub's status lists are signed again with it. Gives the key that signs now.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such key, or it is refused already.
    pub async fn refuse_key(&self, scope: &HubScope, kid: Kid) -> Result<Kid, StoreError> {
        transaction!(self, "refuse key", |tx| {
            let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
            let sql = "UPDATE signing_key SET refused_at = $1, changed_n = $2
                WHERE hub_id = $3 AND kid = $4 AND refused_at IS NULL";
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(n)
                .bind(scope.hub())
                .bind(number)
                .execute(c))?;
            one(rows, Thing::Key)?;
            self.note_outside(tx, scope.hub(), vec![Noted::KeyRefused { kid }]).await?;
            let sql =
                "UPDATE status_list SET bits_n = $1, changed_n = $1 WHERE hub_id = $2 AND signed_kid = $3";
            write_db!(tx, |c| sqlx::query(sql).bind(n).bind(scope.hub()).bind(number).execute(c))?;
            let now_signing = self.ensure_active(tx, scope).await?;
            let details = json!({"kid": kid, "now_signing": now_signing});
            self.record(tx, scope, "key refused", None, details).await?;
            Ok(now_signing)
        })
    }

    /// The key that signs now; where none does, the newest published one, or a new one.
    pub(in super::super) async fn ensure_active(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
    ) -> Result<Kid, StoreError> {
        let sql = "SELECT kid, activated_at FROM signing_key WHERE hub_id = $1 AND retired_at IS NULL
            AND refused_at IS NULL ORDER BY CASE WHEN activated_at IS NULL THEN 1 ELSE 0 END, kid DESC LIMIT 1";
        let found: Option<(i64, Option<DateTime<Utc>>)> =
            on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_optional(c))?;
        match found {
            Some((kid, Some(_))) => read_kid(kid),
            Some((kid, None)) => {
                let kid = read_kid(kid)?;
                activate(self, tx, scope, kid).await?;
                Ok(kid)
            }
            None => create_active(self, tx, scope).await,
        }
    }
}
