//! Making a hub's next key, here or in a module, and publishing it later: until then no reader can know it.

use passport_core::keys::{Kid, PublicKey, SigningKey};
use serde_json::json;
use zeroize::Zeroizing;

use super::super::super::db::{Tx, on_db, transaction, write_db};
use super::super::super::{HubScope, Store, StoreError, Thing, one};
use super::super::{public_keys, read_kid, signer::place};
use super::activate;
use crate::chance::NoChance;
use crate::journal::Noted;
use crate::key_module::KeyAddress;

/// A key that is about to be kept: its public half, and what is sealed of it.
struct Fresh {
    public: PublicKey,
    sealed: Zeroizing<Vec<u8>>,
}

/// The first key of a new hub signs at once: no reader knows the hub yet.
pub(in super::super::super) async fn create_active(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
) -> Result<Kid, StoreError> {
    let fresh = draw()?;
    let kid = next(tx, scope).await?;
    let sealed = seal(store, scope, kid, &fresh)?;
    let (n, at) = (tx.n, tx.at);
    let sql = "INSERT INTO signing_key (hub_id, kid, public_key, sealed, published_at, changed_n)
        VALUES ($1, $2, $3, $4, $5, $6)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(i64::from(kid.number()))
        .bind(fresh.public.compressed().as_slice())
        .bind(sealed)
        .bind(at)
        .bind(n)
        .execute(c))?;
    let published = Noted::KeyPublished { kid, public: (&fresh.public).into() };
    store.note_outside(tx, scope.hub(), vec![published]).await?;
    activate(store, tx, scope, kid).await?;
    Ok(kid)
}

fn draw() -> Result<Fresh, StoreError> {
    let (key, sealed) = SigningKey::generate().map_err(|_| NoChance)?;
    Ok(Fresh { public: key.public().clone(), sealed })
}

fn seal(store: &Store, scope: &HubScope, kid: Kid, fresh: &Fresh) -> Result<Vec<u8>, StoreError> {
    Ok(store.sealing.seal(&place(scope.hub(), &kid.to_string()), &fresh.sealed, &*store.chance)?)
}

/// The number after every one that was ever given.
async fn next(tx: &mut Tx, scope: &HubScope) -> Result<Kid, StoreError> {
    let sql = "SELECT COALESCE(MAX(kid), 0) + 1 FROM (SELECT kid FROM signing_key WHERE hub_id = $1
        UNION ALL SELECT kid FROM unpublished_key WHERE hub_id = $1
        UNION ALL SELECT keys_from AS kid FROM hub WHERE hub_id = $1) AS known";
    read_kid(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).fetch_one(c))?)
}

impl Store {
    /// What stands in place of a private half that is lost: it opens and is sealed anew like every other, and signs nothing.
    pub(in super::super::super) fn seal_nothing(
        &self,
        scope: &HubScope,
        kid: Kid,
    ) -> Result<Vec<u8>, StoreError> {
        Ok(self.sealing.seal(&place(scope.hub(), &kid.to_string()), b"", &*self.chance)?)
    }

    /// Makes the hub's next key. Nothing is signed with it, and no reader gets to know it, before it is published.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn make_key(&self, scope: &HubScope) -> Result<Kid, StoreError> {
        self.keep_made(scope, &draw()?).await
    }

    /// Makes the hub's next key in the module, which never gives its private half away.
    ///
    /// # Errors
    /// [`StoreError::NoKeyModule`] and [`StoreError::Module`], in words that say what to do.
    pub async fn make_key_in_module(&self, scope: &HubScope) -> Result<Kid, StoreError> {
        let module = self.module.as_ref().ok_or(StoreError::NoKeyModule)?;
        let address = KeyAddress::of(self.draw()?);
        let label = format!("passport {}", scope.slug());
        let public = module.run(move |module| module.make(address, &label)).await?;
        let fresh = Fresh { public, sealed: Zeroizing::new(address.to_uri().into_bytes()) };
        let kept = self.keep_made(scope, &fresh).await;
        if kept.is_err() {
            // Nothing leads to it any more; if this fails too, a key that signs nothing stays in the module.
            let destroyed = module.run(move |module| module.destroy(address)).await;
            destroyed.unwrap_or_else(
                |fault| tracing::warn!(%fault, "a key that was made in vain stays in the module"),
            );
        }
        kept
    }

    async fn keep_made(&self, scope: &HubScope, fresh: &Fresh) -> Result<Kid, StoreError> {
        transaction!(self, "make key", |tx| {
            let kid = next(tx, scope).await?;
            let sealed = seal(self, scope, kid, fresh)?;
            let at = tx.at;
            let sql = "INSERT INTO unpublished_key (hub_id, kid, public_key, sealed, made_at)
                VALUES ($1, $2, $3, $4, $5)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(i64::from(kid.number()))
                .bind(fresh.public.compressed().as_slice())
                .bind(sealed)
                .bind(at)
                .execute(c))?;
            self.record(tx, scope, "key made", None, json!({"kid": kid})).await?;
            Ok(kid)
        })
    }

    /// Publishes a key that was made: from now on readers fetch its public half.
    ///
    /// # Errors
    /// [`StoreError::KeyPublished`], [`StoreError::KeyOver`], or [`StoreError::NotFound`] when there is no such key.
    pub async fn publish_key(&self, scope: &HubScope, kid: Kid) -> Result<(), StoreError> {
        transaction!(self, "publish key", |tx| {
            if super::super::all(tx, scope).await?.iter().any(|key| key.kid == kid) {
                return Err(StoreError::KeyPublished(kid));
            }
            let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
            let sql = "INSERT INTO signing_key (hub_id, kid, public_key, sealed, published_at, changed_n)
                SELECT hub_id, kid, public_key, sealed, $1, $2 FROM unpublished_key
                WHERE hub_id = $3 AND kid = $4 AND dropped_at IS NULL";
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(n)
                .bind(scope.hub())
                .bind(number)
                .execute(c))?;
            if rows == 0 && is_dropped(tx, scope, kid).await? {
                return Err(StoreError::KeyOver(kid));
            }
            one(rows, Thing::Key)?;
            let public =
                public_keys(tx, scope.hub()).await?.remove(&kid).ok_or(StoreError::NotFound(Thing::Key))?;
            let published = Noted::KeyPublished { kid, public: (&public).into() };
            self.note_outside(tx, scope.hub(), vec![published]).await?;
            let sql = "DELETE FROM unpublished_key WHERE hub_id = $1 AND kid = $2";
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(number).execute(c))?;
            self.record(tx, scope, "key published", None, json!({"kid": kid})).await
        })
    }
}

/// Whether a key was withdrawn before it was published.
async fn is_dropped(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM unpublished_key WHERE hub_id = $1 AND kid = $2";
    let kid = i64::from(kid.number());
    let found: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(kid).fetch_one(c))?;
    Ok(found > 0)
}

/// Withdraws a key that was made and never published; whether there was one.
pub(super) async fn drop_made(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<bool, StoreError> {
    let (at, kid) = (tx.at, i64::from(kid.number()));
    let sql =
        "UPDATE unpublished_key SET dropped_at = $1 WHERE hub_id = $2 AND kid = $3 AND dropped_at IS NULL";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(kid).execute(c))?;
    Ok(rows == 1)
}

/// Whether a key was made and waits to be published.
pub(super) async fn is_unpublished(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM unpublished_key WHERE hub_id = $1 AND kid = $2 AND dropped_at IS NULL";
    let kid = i64::from(kid.number());
    let found: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(kid).fetch_one(c))?;
    Ok(found > 0)
}
