//! Reading a directory in, a page at a time.

use chrono::TimeDelta;
use serde_json::json;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::super::db::{Tx, on_db, places, transaction, write_db};
use super::super::super::{HubScope, MenuImportId, ServiceId, Store, StoreError, Thing, one};
use super::{Judged, StagedKind};
use crate::feeds::{Fault, FaultCode, Field, Taken};

/// A reading that was cut off is gone on with for so long; then the directory is another one.
const GONE_ON_WITH: TimeDelta = TimeDelta::days(1);
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

/// Rows of older readings that nobody has decided on are deleted: a newer text takes their place.
async fn close_older(tx: &mut Tx, scope: &HubScope, import: MenuImportId) -> Result<(), StoreError> {
    let at = tx.at;
    let older = "SELECT o.import_id FROM menu_import o JOIN menu_import i ON i.hub_id = o.hub_id AND i.source = o.source
        WHERE i.hub_id = $1 AND i.import_id = $2 AND o.import_id <> $2 AND o.closed_at IS NULL";
    let older: Vec<MenuImportId> =
        on_db!(tx, |c| sqlx::query_scalar(older).bind(scope.hub()).bind(import).fetch_all(c))?;
    for old in older {
        let sql = "DELETE FROM menu_import_row WHERE hub_id = $1 AND import_id = $2 AND decision IS NULL";
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(old).execute(c))?;
        let sql = "UPDATE menu_import SET closed_at = $3 WHERE hub_id = $1 AND import_id = $2";
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(old).bind(at).execute(c))?;
    }
    Ok(())
}

async fn cut_off(
    tx: &mut Tx,
    scope: &HubScope,
    source: &str,
    mark: &str,
) -> Result<Option<(MenuImportId, i64)>, StoreError> {
    let since = tx.at - GONE_ON_WITH;
    let sql = "SELECT import_id, next_page FROM menu_import WHERE hub_id = $1 AND source = $2 AND mark = $3
        AND read_at IS NULL AND closed_at IS NULL AND created_at > $4 ORDER BY created_at DESC LIMIT 1";
    Ok(on_db!(tx, |c| sqlx::query_as(sql)
        .bind(scope.hub())
        .bind(source)
        .bind(mark)
        .bind(since)
        .fetch_optional(c))?)
}

async fn ids(tx: &mut Tx, scope: &HubScope, import: MenuImportId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT source_id FROM menu_import_row WHERE hub_id = $1 AND import_id = $2 AND source_id IS NOT NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_all(c))?)
}

async fn last_number(tx: &mut Tx, scope: &HubScope, import: MenuImportId) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(max(number), 0) FROM menu_import_row WHERE hub_id = $1 AND import_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_one(c))?)
}

async fn turn_page(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    page: u64,
    total: Option<u64>,
) -> Result<(), StoreError> {
    let page = i64::try_from(page).unwrap_or(i64::MAX - 1);
    let total = total.and_then(|total| i64::try_from(total).ok());
    // A feed whose first page is 0 is found out only when page 1 was asked for.
    let sql = "UPDATE menu_import SET next_page = $3 + 1, total = $4
        WHERE hub_id = $1 AND import_id = $2 AND read_at IS NULL AND (next_page = $3 OR ($3 = 0 AND next_page = 1))";
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).bind(page).bind(total).execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale(Thing::MenuImport)) }
}

async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    before: i64,
    rows: &[(&StagedRow, &ServiceId)],
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO menu_import_row (hub_id, import_id, number, source_id, name, kind, service_id, provider, details, digest,
        faults, aside) VALUES {}",
        places(rows.len(), 12)
    );
    write_db!(tx, |c| (1..)
        .zip(rows)
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (number, (row, service))| {
            let (taken, kind) = (&row.taken, row.judged.kind);
            let has_id = !taken.source_id.is_empty() && !row.judged.is_twice;
            let mut faults = taken.faults.clone();
            faults.extend(row.judged.is_twice.then(|| Fault::new(Field::Whole, FaultCode::Twice)));
            let name: String = taken.details.name.chars().take(200).collect();
            query
                .bind(scope.hub())
                .bind(import)
                .bind(before + number)
                .bind(has_id.then(|| taken.source_id.clone()))
                .bind(name)
                .bind(kind.code())
                .bind((kind != StagedKind::Faulty).then_some(**service))
                .bind(Json(&taken.provider))
                .bind(Json(&taken.details))
                .bind(taken.digest())
                .bind(Json(faults))
                .bind(Json(&taken.aside))
        })
        .execute(c))?;
    Ok(())
}
