//! Writing: a service is added with its first draft, and each text that was saved stays in its history.

use passport_core::menu::Details;
use serde_json::json;
use sqlx::types::Json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{HubId, HubScope, PersonId, ProviderId, ServiceId, Store, StoreError, Thing, one};
use super::VersionNumber;
use super::opened::{Head, head_of};
use super::provider::{NewProvider, named_or_added};
use super::versions::VersionState;
use super::write::{insert_service, insert_version, person};

/// Who offers a new service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offerer {
    /// Somebody whom the hub knows.
    Known(ProviderId),
    /// Somebody new; one of the same name is taken for the same.
    New(NewProvider),
}

impl Store {
    /// An id for a service that is yet to be added.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_service_id(&self) -> Result<ServiceId, StoreError> {
        Ok(ServiceId(self.draw_uuid()?))
    }

    /// Adds a service with its first draft, under an id that was drawn with the form: sent twice, it is added once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the provider is not in this hub; [`StoreError::Taken`] when the id is another hub's service;
    /// [`StoreError::Name`] and [`StoreError::Text`] for a provider that cannot be shown.
    pub async fn add_service_once(
        &self,
        scope: &HubScope,
        (service, offerer): (ServiceId, &Offerer),
        details: &Details,
    ) -> Result<(), StoreError> {
        let fresh = ProviderId(self.draw_uuid()?);
        transaction!(self, "add service", |tx| {
            match hub_of(tx, service).await? {
                Some(hub) if hub == scope.hub() => return Ok(()),
                Some(_) => return Err(StoreError::Taken(Thing::Service)),
                None => {}
            }
            let provider = match offerer {
                Offerer::Known(provider) => *provider,
                Offerer::New(new) => named_or_added(self, tx, scope, (fresh, new)).await?,
            };
            insert_service(tx, scope, service, provider).await?;
            insert_version(tx, scope, (service, 1), details).await?;
            let recorded = json!({"service": service, "name": details.name});
            self.record(tx, scope, "service added", None, recorded).await
        })
    }

    /// Saves a text as the draft of a service; what everybody reads stays as it is. A draft of somebody else, or one that was sent
    /// back, stays in the history.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague saved meanwhile; [`StoreError::NotFound`] when it is not in this hub.
    pub async fn save_draft(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
        details: &Details,
    ) -> Result<VersionNumber, StoreError> {
        transaction!(self, "save draft", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let number = write_draft(tx, scope, (service, &head), details).await?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "draft saved", None, recorded).await?;
            Ok(number)
        })
    }
}

/// The head of a service whose text nobody changed since `version` was read.
pub(super) async fn unchanged(
    tx: &mut Tx,
    scope: &HubScope,
    (service, version): (ServiceId, i64),
) -> Result<Head, StoreError> {
    let head = head_of(tx, scope, service).await?;
    if head.version == version { Ok(head) } else { Err(StoreError::Stale(Thing::Service)) }
}

/// Writes a draft down: over one's own that is still open, and otherwise as a new version.
pub(super) async fn write_draft(
    tx: &mut Tx,
    scope: &HubScope,
    (service, head): (ServiceId, &Head),
    details: &Details,
) -> Result<VersionNumber, StoreError> {
    if let Some(number) = head.draft_number
        && is_own_and_open(tx, scope, (service, number)).await?
    {
        rewrite(tx, scope, (service, number), details).await?;
        return Ok(number);
    }
    let number = last_number(tx, scope, service).await? + 1;
    insert_version(tx, scope, (service, number), details).await?;
    Ok(number)
}

async fn hub_of(tx: &mut Tx, service: ServiceId) -> Result<Option<HubId>, StoreError> {
    let sql = "SELECT hub_id FROM menu_service WHERE service_id = $1";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(service).fetch_optional(c))?)
}

async fn is_own_and_open(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
) -> Result<bool, StoreError> {
    let sql =
        "SELECT state, written_by FROM menu_version WHERE hub_id = $1 AND service_id = $2 AND number = $3";
    let found: Option<(String, Option<PersonId>)> =
        on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).bind(number).fetch_optional(c))?;
    let (state, writer) = found.ok_or(StoreError::NotFound(Thing::Service))?;
    Ok(VersionState::read(&state)?.is_open() && writer == person(scope))
}

async fn rewrite(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
    details: &Details,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_version SET name = $4, details = $5, state = 'draft', written_at = $6
        WHERE hub_id = $1 AND service_id = $2 AND number = $3";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(&details.name)
        .bind(Json(details))
        .bind(at)
        .execute(c))?;
    one(rows, Thing::Service)?;
    let sql = "UPDATE menu_service SET version = version + 1 WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).execute(c))?;
    one(rows, Thing::Service)
}

async fn last_number(tx: &mut Tx, scope: &HubScope, service: ServiceId) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(number), 0) FROM menu_version WHERE hub_id = $1 AND service_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(service).fetch_one(c))?)
}
