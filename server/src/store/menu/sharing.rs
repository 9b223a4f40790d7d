//! A service belongs to one hub and may be shown by others of the same server: they read it, and may suggest a change to its owner.

use chrono::{DateTime, Utc};
use passport_core::menu::Details;
use serde_json::json;
use sqlx::types::Json;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::{HubId, HubScope, ServiceId, Store, StoreError, Thing, one};
use super::moved;
use super::opened::head_of;

/// Another hub of this server.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OtherHub {
    /// Which.
    pub hub_id: HubId,
    /// What it is called.
    pub name: String,
}

/// A service that another hub shares with this one, in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SharedLine {
    /// Which.
    pub service_id: ServiceId,
    /// What it is called.
    pub name: String,
    /// Who offers it.
    pub provider: String,
    /// Whose it is.
    pub owner: String,
    /// When its owner last found it right.
    pub checked_at: Option<DateTime<Utc>>,
    /// Since when it is not there for now.
    pub paused_at: Option<DateTime<Utc>>,
}

/// The same with all that everybody reads.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedService {
    /// Its line.
    pub line: SharedLine,
    /// What is written.
    pub details: Details,
}

#[derive(sqlx::FromRow)]
struct SharedRow {
    #[sqlx(flatten)]
    line: SharedLine,
    details: Json<Details>,
}

/// What other hubs share with hub `$1`, and all that is asked of it.
const SHARED: &str = "FROM menu_shared m
    JOIN menu_service s ON s.hub_id = m.hub_id AND s.service_id = m.service_id
    JOIN hub h ON h.hub_id = s.hub_id
    JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id AND v.number = s.live_number
    JOIN menu_provider p ON p.hub_id = s.hub_id AND p.provider_id = s.provider_id
    WHERE m.with_hub_id = $1 AND s.archived_at IS NULL";
const COLUMNS: &str = "s.service_id, v.name, p.name AS provider, h.name AS owner, s.checked_at, s.paused_at";

impl Store {
    /// The other hubs of this server, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn other_hubs(&self, scope: &HubScope) -> Result<Vec<OtherHub>, StoreError> {
        look!(self, "list other hubs", |view| others(view, scope).await)
    }

    /// Shares a service with exactly these other hubs: with those that are new to it, and with the rest no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the service is not in this hub, or one of them is no other hub.
    pub async fn share_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
        with: &[HubId],
    ) -> Result<(), StoreError> {
        transaction!(self, "share service", |tx| {
            head_of(tx, scope, service).await?;
            let others = others(tx, scope).await?;
            if with.iter().any(|hub| others.iter().all(|one| one.hub_id != *hub)) {
                return Err(StoreError::NotFound(Thing::Hub));
            }
            let before: Vec<HubId> =
                shared_with(tx, scope, service).await?.into_iter().map(|one| one.hub_id).collect();
            let given: Vec<HubId> = with.iter().filter(|hub| !before.contains(hub)).copied().collect();
            let taken: Vec<HubId> = before.iter().filter(|hub| !with.contains(hub)).copied().collect();
            for hub in &given {
                give(tx, scope, (service, *hub)).await?;
            }
            for hub in &taken {
                take(tx, scope, (service, *hub)).await?;
            }
            if given.is_empty() && taken.is_empty() {
                return Ok(());
            }
            let at = tx.at;
            let sql = "UPDATE menu_service SET changed_at = $3 WHERE hub_id = $1 AND service_id = $2";
            let rows =
                write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(at).execute(c))?;
            one(rows, Thing::Service)?;
            moved(tx).await?;
            let details = json!({"service": service, "with": given, "no_longer": taken});
            self.record(tx, scope, "service shared", None, details).await
        })
    }

    /// What other hubs share with this one, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn shared_services(&self, scope: &HubScope) -> Result<Vec<SharedLine>, StoreError> {
        let sql = format!("SELECT {COLUMNS} {SHARED} ORDER BY lower(v.name), s.service_id");
        look!(self, "list shared services", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .fetch_all(c))?)
        })
    }

    /// One that another hub shares with this one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nobody shares it with this hub.
    pub async fn shared_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
    ) -> Result<SharedService, StoreError> {
        let sql = format!("SELECT {COLUMNS}, v.details {SHARED} AND s.service_id = $2");
        look!(self, "show shared service", |view| {
            let found: Option<SharedRow> =
                on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                    .bind(scope.hub())
                    .bind(service)
                    .fetch_optional(c))?;
            let SharedRow { line, details } = found.ok_or(StoreError::NotFound(Thing::Service))?;
            Ok(SharedService { line, details: details.0 })
        })
    }
}

async fn others(view: &mut View, scope: &HubScope) -> Result<Vec<OtherHub>, StoreError> {
    let sql = "SELECT hub_id, name FROM hub WHERE hub_id <> $1 ORDER BY lower(name), hub_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?)
}

/// The hubs that a service of this one is shared with, by name.
pub(super) async fn shared_with(
    view: &mut View,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Vec<OtherHub>, StoreError> {
    let sql = "SELECT h.hub_id, h.name FROM menu_shared m JOIN hub h ON h.hub_id = m.with_hub_id
        WHERE m.hub_id = $1 AND m.service_id = $2 ORDER BY lower(h.name), h.hub_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_all(c))?)
}

async fn give(tx: &mut Tx, scope: &HubScope, (service, with): (ServiceId, HubId)) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO menu_shared (hub_id, service_id, with_hub_id, shared_at) VALUES ($1, $2, $3, $4)";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(with).bind(at).execute(c))?;
    Ok(())
}

async fn take(tx: &mut Tx, scope: &HubScope, (service, with): (ServiceId, HubId)) -> Result<(), StoreError> {
    let sql = "DELETE FROM menu_shared WHERE hub_id = $1 AND service_id = $2 AND with_hub_id = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(with).execute(c))?;
    Ok(())
}
