//! The rows of a reading on their way to the menu: which wait, what is remembered of each, and what goes off.

use passport_core::menu::Details;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::super::super::db::{Tx, list, on_db, write_db};
use super::super::super::super::{HubScope, MenuImportId, ProviderId, ServiceId, StoreError, Thing, one};
use super::super::super::write::{VersionNumber, person};
use super::{SERVICES_A_STEP, Standing, Waiting};

pub(super) async fn waiting(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT r.number, i.source, r.source_id, r.service_id, r.provider, r.details, r.digest
        FROM menu_import_row r JOIN menu_import i ON i.hub_id = r.hub_id AND i.import_id = r.import_id
        WHERE r.hub_id = $1 AND r.import_id = $2 AND r.decision = 'approve' AND r.outcome IS NULL ORDER BY r.number LIMIT $3";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(SERVICES_A_STEP).fetch_all(c))?)
}

/// What became of rows of a step.
pub(super) async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    (rows, outcome): (&[&Waiting], &str),
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE menu_import_row SET outcome = $3 WHERE hub_id = $1 AND import_id = $2 AND number IN ({})",
        list(3, rows.len())
    );
    write_db!(tx, |c| {
        let query = sqlx::query(AssertSqlSafe(sql.as_str())).bind(scope.hub()).bind(import).bind(outcome);
        rows.iter().fold(query, |query, row| query.bind(row.number)).execute(c)
    })?;
    Ok(())
}

/// Another reading may have brought the same service since this one was compared.
pub(super) async fn taken_before(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
) -> Result<Option<ServiceId>, StoreError> {
    let sql = "SELECT service_id FROM menu_taken WHERE hub_id = $1 AND source = $2 AND source_id = $3";
    let found: Option<Option<ServiceId>> = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .fetch_optional(c))?;
    Ok(found.flatten())
}

/// How a service stands, if it is there.
pub(super) async fn standing(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Option<Standing>, StoreError> {
    let sql = "SELECT (SELECT COALESCE(max(number), 0) FROM menu_version v WHERE v.hub_id = s.hub_id
            AND v.service_id = s.service_id) AS last_number, s.draft_number, live.details AS live
        FROM menu_service s LEFT JOIN menu_version live ON live.hub_id = s.hub_id
            AND live.service_id = s.service_id AND live.number = s.live_number
        WHERE s.hub_id = $1 AND s.service_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_optional(c))?)
}

/// A directory's text, approved, becomes what everybody reads of a service that has no draft.
pub(super) async fn put_live(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
    (row, provider, details): (&Waiting, ProviderId, &Details),
) -> Result<(), StoreError> {
    let (at, by) = (tx.at, person(scope));
    let sql =
        "INSERT INTO menu_version (hub_id, service_id, number, name, details, state, written_by, written_at,
            decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, 'approved', $6, $7, $6, $7)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(&details.name)
        .bind(Json(details))
        .bind(by)
        .bind(at)
        .execute(c))?;
    let sql = "UPDATE menu_service SET provider_id = $3, source = COALESCE(source, $4), source_id = COALESCE(source_id, $5),
            live_number = $6, checked_at = $7, checked_by = $8, archived_at = NULL, changed_at = $7, version = version + 1
        WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(provider)
        .bind(&row.source)
        .bind(&row.source_id)
        .bind(number)
        .bind(at)
        .bind(by)
        .execute(c))?;
    one(rows, Thing::Service)
}

pub(super) async fn remember(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    service: ServiceId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO menu_taken (hub_id, source, source_id, service_id, digest, taken_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (hub_id, source, source_id) DO UPDATE SET service_id = excluded.service_id, digest = excluded.digest,
            taken_at = excluded.taken_at";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .bind(service)
        .bind(row.digest.as_deref().unwrap_or_default())
        .bind(at)
        .execute(c))?;
    Ok(())
}

/// Off the menu; it stays on the books.
pub(super) async fn take_off(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    service: ServiceId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_service SET archived_at = $3, changed_at = $3, version = version + 1
        WHERE hub_id = $1 AND service_id = $2 AND archived_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(at).execute(c))?;
    // Should it come back, that is news.
    let sql = "UPDATE menu_taken SET digest = '', taken_at = $4 WHERE hub_id = $1 AND source = $2 AND source_id = $3";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .bind(at)
        .execute(c))?;
    Ok(())
}
