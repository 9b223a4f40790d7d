//! The rows of a reading on their way to the menu: which wait, what is remembered of each, and what goes off.

use passport_core::menu::Details;
use sqlx::types::Json;

use super::super::super::super::db::{Tx, on_db, write_db};
use super::super::super::super::{HubScope, MenuImportId, ProviderId, ServiceId, StoreError, Thing, one};
use super::{SERVICES_A_STEP, Waiting};

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

pub(super) async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    (number, is_done): (i64, bool),
) -> Result<(), StoreError> {
    let outcome = if is_done { "approved" } else { "left" };
    let sql = "UPDATE menu_import_row SET outcome = $4 WHERE hub_id = $1 AND import_id = $2 AND number = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).bind(number).bind(outcome).execute(c))?;
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

/// The number of a service's last version and of its draft, if it is there.
pub(super) async fn numbers_of(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Option<(i64, Option<i64>)>, StoreError> {
    let sql = "SELECT (SELECT COALESCE(max(number), 0) FROM menu_version v WHERE v.hub_id = s.hub_id
            AND v.service_id = s.service_id), s.draft_number
        FROM menu_service s WHERE s.hub_id = $1 AND s.service_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_optional(c))?)
}

/// What everybody reads of a service, if anybody does.
pub(super) async fn live_text(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Option<Details>, StoreError> {
    let sql = "SELECT v.details FROM menu_service s JOIN menu_version v ON v.hub_id = s.hub_id
            AND v.service_id = s.service_id AND v.number = s.live_number
        WHERE s.hub_id = $1 AND s.service_id = $2";
    let found: Option<Json<Details>> =
        on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(service).fetch_optional(c))?;
    Ok(found.map(|Json(details)| details))
}

pub(super) async fn come_from(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    (service, provider): (ServiceId, ProviderId),
) -> Result<(), StoreError> {
    let sql = "UPDATE menu_service SET provider_id = $3, source = COALESCE(source, $4), source_id = COALESCE(source_id, $5)
        WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(provider)
        .bind(&row.source)
        .bind(&row.source_id)
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
