//! The rows of a reading as the database holds them.

use chrono::TimeDelta;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::super::super::db::{Tx, on_db, places, write_db};
use super::super::super::super::{HubScope, MenuImportId, ServiceId, StoreError, Thing};
use super::{StagedKind, StagedRow};
use crate::feeds::{Fault, FaultCode, Field};

/// A reading that was cut off is gone on with for so long; then the directory is another one.
const GONE_ON_WITH: TimeDelta = TimeDelta::days(1);

/// Rows of older readings that nobody has decided on are deleted: a newer text takes their place.
pub(super) async fn close_older(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
) -> Result<(), StoreError> {
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

pub(super) async fn cut_off(
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

pub(super) async fn ids(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT source_id FROM menu_import_row WHERE hub_id = $1 AND import_id = $2 AND source_id IS NOT NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_all(c))?)
}

pub(super) async fn last_number(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(max(number), 0) FROM menu_import_row WHERE hub_id = $1 AND import_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_one(c))?)
}

pub(super) async fn turn_page(
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

pub(super) async fn insert(
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
