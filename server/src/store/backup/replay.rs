//! The journal over a restored backup: who was erased is erased again, and no key comes back.

use std::collections::BTreeMap;

use passport_core::card::HubSlug;
use passport_core::keys::{Kid, PublicKey};

use super::super::db::{Tx, View, on_db, write_db};
use super::super::{Actor, CarerId, HubId, HubScope, Store, StoreError, Thing};
use crate::backup::Published;
use crate::journal::{Entry, Noted};

/// So many numbers of keys are passed over, in case keys were made that no journal knows.
const KEYS_PASSED_OVER: i64 = 20;

impl Store {
    /// Erases again; gives how many.
    pub(super) async fn replay_erasures(&self, tx: &mut Tx, journal: &[Entry]) -> Result<usize, StoreError> {
        let (hubs, mut erased) = (scopes(tx).await?, 0);
        for entry in journal {
            let (Noted::Erased { carer }, Some(scope)) = (&entry.deed, hubs.get(&entry.hub)) else {
                continue;
            };
            if is_on_the_books(tx, scope, *carer).await? {
                self.erase_within(tx, scope, *carer).await?;
                erased += 1;
            }
        }
        Ok(erased)
    }

    /// Retires and refuses keys again, notes those that were made since, and sees to it that each hub has one that signs. Gives how many keys
    /// are another thing now than in the backup.
    pub(super) async fn replay_keys(
        &self,
        tx: &mut Tx,
        journal: &[Entry],
        published: &Published,
    ) -> Result<usize, StoreError> {
        let (hubs, mut changed) = (scopes(tx).await?, 0);
        for scope in hubs.values() {
            let mut rows = 0;
            for key in published.keys.iter().filter(|key| key.hub == *scope.slug()) {
                rows += match &key.public {
                    Some(public) => self.note_key(tx, scope, key.kid, public).await?,
                    None => refuse(tx, scope, key.kid).await?,
                };
            }
            for entry in journal.iter().filter(|entry| entry.hub == scope.hub()) {
                rows += match &entry.deed {
                    Noted::KeyPublished { kid, public } => match public.read() {
                        Some(public) => self.note_key(tx, scope, *kid, &public).await?,
                        None => 0,
                    },
                    deed => replay_key(tx, scope, deed).await?,
                };
            }
            pass_over_numbers(tx, scope).await?;
            if rows > 0 {
                self.ensure_active(tx, scope).await?;
            }
            changed += usize::try_from(rows).unwrap_or(usize::MAX);
        }
        Ok(changed)
    }

    /// A key that was published after the backup. One that waited in the backup has its private half there; of another it is lost: its cards are
    /// still checked, and nothing is signed with it.
    async fn note_key(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        kid: Kid,
        public: &PublicKey,
    ) -> Result<u64, StoreError> {
        let (n, at, number, public) = (tx.n, tx.at, i64::from(kid.number()), public.compressed().as_slice());
        let sql = "INSERT INTO signing_key (hub_id, kid, public_key, sealed, published_at, changed_n)
            SELECT hub_id, kid, public_key, sealed, $1, $2 FROM unpublished_key
            WHERE hub_id = $3 AND kid = $4 AND public_key = $5 ON CONFLICT DO NOTHING";
        let waited = write_db!(tx, |c| sqlx::query(sql)
            .bind(at)
            .bind(n)
            .bind(scope.hub())
            .bind(number)
            .bind(public)
            .execute(c))?;
        if waited > 0 {
            let sql = "DELETE FROM unpublished_key WHERE hub_id = $1 AND kid = $2";
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(number).execute(c))?;
            return Ok(waited);
        }
        let sql =
            "INSERT INTO signing_key (hub_id, kid, public_key, sealed, published_at, retired_at, changed_n)
            VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING";
        let nothing = self.seal_nothing(scope, kid)?;
        Ok(write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(number)
            .bind(public)
            .bind(&nothing)
            .bind(at)
            .bind(n)
            .execute(c))?)
    }
}

pub(super) async fn scopes(view: &mut View) -> Result<BTreeMap<HubId, HubScope>, StoreError> {
    let rows: Vec<(HubId, String)> =
        on_db!(view, |c| sqlx::query_as("SELECT hub_id, slug FROM hub").fetch_all(c))?;
    let read = |(hub, slug): (HubId, String)| {
        let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        Ok((hub, HubScope::of(hub, slug, Actor::Operator)))
    };
    rows.into_iter().map(read).collect()
}

pub(super) async fn is_on_the_books(
    view: &mut View,
    scope: &HubScope,
    carer: CarerId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM carer WHERE hub_id = $1 AND carer_id = $2";
    let found: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).fetch_one(c))?;
    Ok(found > 0)
}

async fn replay_key(tx: &mut Tx, scope: &HubScope, deed: &Noted) -> Result<u64, StoreError> {
    match deed {
        Noted::KeyActivated { kid } => activate(tx, scope, *kid).await,
        Noted::KeyRetired { kid } => retire(tx, scope, *kid).await,
        Noted::KeyRefused { kid } => refuse(tx, scope, *kid).await,
        _ => Ok(0),
    }
}

/// The one that signed before signs no more, also where the one after it is lost.
async fn activate(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<u64, StoreError> {
    let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
    let sql = "UPDATE signing_key SET retired_at = $1, changed_n = $2 WHERE hub_id = $3 AND kid < $4
        AND activated_at IS NOT NULL AND retired_at IS NULL AND refused_at IS NULL";
    let before =
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(number).execute(c))?;
    let sql = "UPDATE signing_key SET activated_at = $1, changed_n = $2 WHERE hub_id = $3 AND kid = $4
        AND activated_at IS NULL AND retired_at IS NULL AND refused_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM signing_key o WHERE o.hub_id = $3 AND o.activated_at IS NOT NULL
            AND o.retired_at IS NULL AND o.refused_at IS NULL)";
    let it = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(number).execute(c))?;
    Ok(before + it)
}

async fn retire(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<u64, StoreError> {
    let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
    let sql = "UPDATE signing_key SET retired_at = $1, changed_n = $2 WHERE hub_id = $3 AND kid = $4
        AND retired_at IS NULL AND refused_at IS NULL";
    Ok(write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(number).execute(c))?)
}

async fn refuse(tx: &mut Tx, scope: &HubScope, kid: Kid) -> Result<u64, StoreError> {
    let (n, at, number) = (tx.n, tx.at, i64::from(kid.number()));
    let sql = "UPDATE signing_key SET refused_at = $1, changed_n = $2
        WHERE hub_id = $3 AND kid = $4 AND refused_at IS NULL";
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(number).execute(c))?;
    let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1 WHERE hub_id = $2 AND signed_kid = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(n).bind(scope.hub()).bind(number).execute(c))?;
    Ok(rows)
}

async fn pass_over_numbers(tx: &mut Tx, scope: &HubScope) -> Result<(), StoreError> {
    let sql = "UPDATE hub SET keys_from = $1 + (SELECT COALESCE(MAX(k.kid), 0) FROM signing_key k WHERE k.hub_id = hub.hub_id)
        WHERE hub_id = $2";
    write_db!(tx, |c| sqlx::query(sql).bind(KEYS_PASSED_OVER).bind(scope.hub()).execute(c))?;
    Ok(())
}
