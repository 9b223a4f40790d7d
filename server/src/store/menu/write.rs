//! A service's way to everybody: written, approved, live. The version before stays live until the next is approved.

use chrono::{DateTime, Utc};
use passport_core::menu::Details;
use serde_json::json;
use sqlx::types::Json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{Actor, HubScope, PersonId, ProviderId, ServiceId, Store, StoreError, Thing, one};
use super::moved;

/// Which version of a service, counted from 1.
pub type VersionNumber = i64;

/// The person who acts, if it is one.
pub(in crate::store) fn person(scope: &HubScope) -> Option<PersonId> {
    match scope.actor() {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => None,
    }
}

impl Store {
    /// Adds a service with its first version, a draft: nobody reads it before it is approved.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the provider is not in this hub.
    pub async fn add_service(
        &self,
        scope: &HubScope,
        provider: ProviderId,
        details: &Details,
    ) -> Result<ServiceId, StoreError> {
        let service = ServiceId(self.draw_uuid()?);
        transaction!(self, "add service", |tx| {
            insert_service(tx, scope, service, provider).await?;
            insert_version(tx, scope, (service, 1), details).await?;
            let recorded = json!({"service": service, "name": details.name});
            self.record(tx, scope, "service added", None, recorded).await
        })?;
        Ok(service)
    }

    /// Makes a draft the version that everybody reads, and notes that all of it was found right today.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the service is not in this hub; [`StoreError::Stale`] when it is not this version that waits.
    pub async fn approve_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
        number: VersionNumber,
    ) -> Result<(), StoreError> {
        transaction!(self, "approve service", |tx| {
            if draft_of(tx, scope, service).await? != Some(number) {
                return Err(StoreError::Stale(Thing::Service));
            }
            go_live(tx, scope, (service, number)).await?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "service approved", None, recorded).await
        })
    }
}

/// The number of the draft of a service, if there is one.
pub(super) async fn draft_of(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Option<VersionNumber>, StoreError> {
    let sql = "SELECT draft_number FROM menu_service WHERE hub_id = $1 AND service_id = $2";
    let found: Option<Option<i64>> =
        on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(service).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Service))
}

/// A service without any version.
pub(super) async fn insert_service(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
    provider: ProviderId,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO menu_service (hub_id, service_id, provider_id, created_at, changed_at, version)
        SELECT hub_id, $2, provider_id, $4, $4, 1 FROM menu_provider WHERE hub_id = $1 AND provider_id = $3";
    let at = tx.at;
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(provider)
        .bind(at)
        .execute(c))?;
    one(rows, Thing::Provider)
}

/// A new draft of a service.
pub(super) async fn insert_version(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
    details: &Details,
) -> Result<(), StoreError> {
    let at: DateTime<Utc> = tx.at;
    let sql =
        "INSERT INTO menu_version (hub_id, service_id, number, name, details, state, written_by, written_at)
        VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(&details.name)
        .bind(Json(details))
        .bind(person(scope))
        .bind(at)
        .execute(c))?;
    let sql = "UPDATE menu_service SET draft_number = $3, version = version + 1 WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(number).execute(c))?;
    one(rows, Thing::Service)
}

/// A version becomes the one that everybody reads.
pub(super) async fn go_live(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_version SET state = 'approved', decided_by = $4, decided_at = $5
        WHERE hub_id = $1 AND service_id = $2 AND number = $3 AND state IN ('draft', 'waiting')";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(person(scope))
        .bind(at)
        .execute(c))?;
    one(rows, Thing::Service)?;
    let sql =
        "UPDATE menu_service SET live_number = $3, draft_number = NULL, checked_at = $5, checked_by = $4,
            archived_at = NULL, changed_at = $5, version = version + 1
        WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(person(scope))
        .bind(at)
        .execute(c))?;
    one(rows, Thing::Service)?;
    moved(tx).await
}
