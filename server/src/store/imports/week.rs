//! A week after a file came, its rows are deleted: they are about young people, and nobody needs them any more.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::{HubId, HubScope, ImportId, Store, StoreError};

/// How long the rows of a file are kept.
const KEPT: TimeDelta = TimeDelta::days(7);

impl Store {
    /// Deletes the rows of files that came more than a week ago and are not being worked on; gives how many files those were.
    /// Where nothing is old, which is nearly always, nothing is written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn clear_old_imports(&self) -> Result<usize, StoreError> {
        let before = self.now() - KEPT;
        if look!(self, "find old imports", |view| old(view, before).await)?.is_empty() {
            return Ok(0);
        }
        transaction!(self, "clear old imports", |tx| {
            let old = old(tx, before).await?;
            for (hub, import, slug) in &old {
                let slug = passport_core::card::HubSlug::parse(slug);
                let slug = slug.map_err(|_| StoreError::Unreadable(super::super::Thing::Hub))?;
                let scope = HubScope::of(*hub, slug, super::super::Actor::Server);
                clear(tx, &scope, *import).await?;
                self.record(tx, &scope, "import cleared", None, json!({"import": import})).await?;
            }
            Ok(old.len())
        })
    }

    /// How many rows of files that would be.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub(in crate::store) async fn count_old_import_rows(&self) -> Result<u64, StoreError> {
        let before = self.now() - KEPT;
        let sql = "SELECT count(*) FROM import_row WHERE hub_id = $1 AND import_id = $2";
        look!(self, "count rows of old imports", |view| {
            let mut rows = 0;
            for (hub, import, _) in old(view, before).await? {
                let of_file: i64 =
                    on_db!(view, |c| sqlx::query_scalar(sql).bind(hub).bind(import).fetch_one(c))?;
                rows += of_file.unsigned_abs();
            }
            Ok(rows)
        })
    }
}

/// Files that came before a time and are not being worked on.
async fn old(view: &mut View, before: DateTime<Utc>) -> Result<Vec<(HubId, ImportId, String)>, StoreError> {
    let sql = "SELECT i.hub_id, i.import_id, h.slug FROM import i JOIN hub h ON h.hub_id = i.hub_id
        WHERE i.cleared_at IS NULL AND i.created_at < $1 AND (i.started_at IS NULL OR i.finished_at IS NOT NULL)
        AND (i.undoing_at IS NULL OR i.undone_at IS NOT NULL)";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(before).fetch_all(c))?)
}

/// Deletes the rows of a file and its name; what it came to in numbers stays.
pub(super) async fn clear(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "DELETE FROM import_row WHERE hub_id = $1 AND import_id = $2";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).execute(c))?;
    let sql = "UPDATE import SET cleared_at = $1, file_name = NULL WHERE hub_id = $2 AND import_id = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(import).execute(c))?;
    Ok(())
}
