//! Reading a directory in, a page at a time.

mod rows;

use serde_json::json;
use sqlx::types::Json;

use super::super::super::db::{Tx, transaction, write_db};
use super::super::super::{HubScope, MenuImportId, ServiceId, Store, StoreError, Thing, one};
use super::{Judged, StagedKind};
use crate::feeds::{Fault, Taken};
use rows::{close_older, cut_off, ids, insert, last_number, turn_page};

/// So many rows go into one statement.
const ROWS_AT_ONCE: usize = 200;

/// A reading that may begin, or go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub import_id: MenuImportId,
    /// The page that comes next.
    pub next_page: u64,
    /// How many rows were read before it was cut off,
    pub rows: i64,
    /// and their ids.
    pub ids: Vec<String>,
}

/// An item about to be written down.
pub struct StagedRow {
    /// What it says.
    pub taken: Taken,
    /// What it would change.
    pub judged: Judged,
}

impl Store {
    /// Begins to read a directory, or goes on where reading it was cut off less than a day ago. `mark` is of a file what it held.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn begin_reading(
        &self,
        scope: &HubScope,
        source: &str,
        mark: &str,
        first_page: u64,
    ) -> Result<Reading, StoreError> {
        let import_id = MenuImportId(self.draw_uuid()?);
        transaction!(self, "begin reading", |tx| {
            if let Some((import_id, next_page)) = cut_off(tx, scope, source, mark).await? {
                let ids = ids(tx, scope, import_id).await?;
                let rows = last_number(tx, scope, import_id).await?;
                let next_page = u64::try_from(next_page).unwrap_or(first_page);
                return Ok(Reading { import_id, next_page, rows, ids });
            }
            let (at, page) = (tx.at, i64::try_from(first_page).unwrap_or(1));
            let sql = "INSERT INTO menu_import (hub_id, import_id, source, mark, next_page, created_at)
                VALUES ($1, $2, $3, $4, $5, $6)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(import_id)
                .bind(source)
                .bind(mark)
                .bind(page)
                .bind(at)
                .execute(c))?;
            let details = json!({"import": import_id, "source": source});
            self.record(tx, scope, "directory read", None, details).await?;
            Ok(Reading { import_id, next_page: first_page, rows: 0, ids: Vec::new() })
        })
    }

    /// Writes a page down, all of it or nothing, and which one comes next. After the last, what the directory has no more is listed, and
    /// older readings of it are closed.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when another program wrote this page first.
    pub async fn stage_page(
        &self,
        scope: &HubScope,
        import: MenuImportId,
        (page, total, is_last): (u64, Option<u64>, bool),
        rows: &[StagedRow],
    ) -> Result<(), StoreError> {
        let ids = rows.iter().map(|row| Ok(row.judged.service.unwrap_or(ServiceId(self.draw_uuid()?))));
        let ids = ids.collect::<Result<Vec<_>, StoreError>>()?;
        transaction!(self, "stage page", |tx| {
            turn_page(tx, scope, import, page, total).await?;
            let mut number = last_number(tx, scope, import).await?;
            let both: Vec<_> = rows.iter().zip(&ids).collect();
            for chunk in both.chunks(ROWS_AT_ONCE) {
                insert(tx, scope, import, number, chunk).await?;
                number += i64::try_from(chunk.len()).unwrap_or(0);
            }
            if is_last {
                self.finish_reading(tx, scope, import).await?;
            }
            Ok(())
        })
    }

    async fn finish_reading(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        import: MenuImportId,
    ) -> Result<(), StoreError> {
        let number = last_number(tx, scope, import).await?;
        let gone = "INSERT INTO menu_import_row (hub_id, import_id, number, source_id, name, kind, service_id, faults, aside)
            SELECT t.hub_id, i.import_id, $3 + row_number() OVER (ORDER BY v.name, t.source_id), t.source_id, v.name, 'gone',
                t.service_id, $4, $5
            FROM menu_import i JOIN menu_taken t ON t.hub_id = i.hub_id AND t.source = i.source
            JOIN menu_service s ON s.hub_id = t.hub_id AND s.service_id = t.service_id AND s.archived_at IS NULL
            JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id AND v.number = s.live_number
            WHERE i.hub_id = $1 AND i.import_id = $2 AND NOT EXISTS (SELECT 1 FROM menu_import_row r
                WHERE r.hub_id = t.hub_id AND r.import_id = i.import_id AND r.source_id = t.source_id)
                AND NOT EXISTS (SELECT 1 FROM menu_import_row r
                WHERE r.hub_id = t.hub_id AND r.import_id = i.import_id AND r.service_id = t.service_id)";
        write_db!(tx, |c| sqlx::query(gone)
            .bind(scope.hub())
            .bind(import)
            .bind(number)
            .bind(Json(Vec::<Fault>::new()))
            .bind(Json(json!({})))
            .execute(c))?;
        let at = tx.at;
        let sql = "UPDATE menu_import SET read_at = $3 WHERE hub_id = $1 AND import_id = $2";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).bind(at).execute(c))?;
        one(rows, Thing::MenuImport)?;
        close_older(tx, scope, import).await?;
        let details = json!({"import": import, "rows": number});
        self.record(tx, scope, "directory read to its end", None, details).await
    }
}
