//! Who offers services.

use serde_json::json;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::{HubScope, ProviderId, Store, StoreError, Thing};
use super::moved;

/// The most letters of what is said about a provider.
const LONGEST_DESCRIPTION: usize = 1_000;

/// What is written of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProvider {
    /// Its name.
    pub name: String,
    /// What it does; without words its name stands there, since feeds must say something.
    pub description: Option<String>,
    /// Its website.
    pub website: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
}

/// A provider in the books.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProviderRecord {
    /// Which.
    pub provider_id: ProviderId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Its website.
    pub website: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// Counts its changes; a form names the version that it was opened with.
    pub version: i64,
}

/// A provider with how much it offers.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProviderLine {
    /// Who.
    #[sqlx(flatten)]
    pub provider: ProviderRecord,
    /// How many services of theirs are not in the archive.
    pub services: i64,
}

impl Store {
    /// Adds somebody who offers services.
    ///
    /// # Errors
    /// [`StoreError::Name`] or [`StoreError::Text`] for what cannot be shown.
    pub async fn add_provider(&self, scope: &HubScope, new: &NewProvider) -> Result<ProviderId, StoreError> {
        let provider = ProviderId(self.draw_uuid()?);
        transaction!(self, "add provider", |tx| insert(self, tx, scope, (provider, new)).await)?;
        Ok(provider)
    }

    /// Who offers services in this hub, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn providers(&self, scope: &HubScope) -> Result<Vec<ProviderLine>, StoreError> {
        let sql = "SELECT p.provider_id, p.name, p.description, p.website, p.email, p.version, count(s.service_id) AS services
            FROM menu_provider p
            LEFT JOIN menu_service s ON s.hub_id = p.hub_id AND s.provider_id = p.provider_id AND s.archived_at IS NULL
            WHERE p.hub_id = $1
            GROUP BY p.provider_id, p.name, p.description, p.website, p.email, p.version
            ORDER BY lower(p.name), p.provider_id";
        look!(self, "list providers", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?)
        })
    }

    /// One who offers services.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn provider(
        &self,
        scope: &HubScope,
        provider: ProviderId,
    ) -> Result<ProviderRecord, StoreError> {
        look!(self, "show provider", |view| provider_of(view, scope, provider).await)
    }

    /// Changes what everybody reads of a provider, if nobody else has since `version` was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster; [`StoreError::NotFound`] when it is not in this hub; [`StoreError::Name`] or
    /// [`StoreError::Text`] for what cannot be shown.
    pub async fn change_provider(
        &self,
        scope: &HubScope,
        (provider, version): (ProviderId, i64),
        new: &NewProvider,
    ) -> Result<(), StoreError> {
        let (name, description) = tidy(new)?;
        let sql =
            "UPDATE menu_provider SET name = $4, description = $5, website = $6, email = $7, changed_at = $8,
                version = version + 1
            WHERE hub_id = $1 AND provider_id = $2 AND version = $3";
        transaction!(self, "change provider", |tx| {
            provider_of(tx, scope, provider).await?;
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(provider)
                .bind(version)
                .bind(&name)
                .bind(&description)
                .bind(&new.website)
                .bind(&new.email)
                .bind(at)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Provider));
            }
            moved(tx).await?;
            let details = json!({"provider": provider, "name": name});
            self.record(tx, scope, "provider changed", None, details).await
        })
    }
}

/// A provider of this hub.
pub(super) async fn provider_of(
    view: &mut View,
    scope: &HubScope,
    provider: ProviderId,
) -> Result<ProviderRecord, StoreError> {
    let sql = "SELECT provider_id, name, description, website, email, version FROM menu_provider
        WHERE hub_id = $1 AND provider_id = $2";
    let found: Option<ProviderRecord> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(provider).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Provider))
}

/// The provider of that name, added now unless the hub has it already.
pub(super) async fn named_or_added(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    (fresh, new): (ProviderId, &NewProvider),
) -> Result<ProviderId, StoreError> {
    let (name, _) = tidy(new)?;
    let sql = "SELECT provider_id FROM menu_provider WHERE hub_id = $1 AND lower(name) = lower($2)
        ORDER BY provider_id LIMIT 1";
    let known: Option<ProviderId> =
        on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(&name).fetch_optional(c))?;
    if let Some(known) = known {
        return Ok(known);
    }
    insert(store, tx, scope, (fresh, new)).await?;
    Ok(fresh)
}

/// Name and description as they are kept.
fn tidy(new: &NewProvider) -> Result<(String, String), StoreError> {
    let name = tidy_name(&new.name, LONGEST_NAME)?;
    let description = tidy_text(new.description.as_deref(), LONGEST_DESCRIPTION)?;
    let description = description.unwrap_or_else(|| name.clone());
    Ok((name, description))
}

async fn insert(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    (provider, new): (ProviderId, &NewProvider),
) -> Result<(), StoreError> {
    let (name, description) = tidy(new)?;
    let at = tx.at;
    let sql =
        "INSERT INTO menu_provider (hub_id, provider_id, name, description, website, email, changed_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(provider)
        .bind(&name)
        .bind(&description)
        .bind(&new.website)
        .bind(&new.email)
        .bind(at)
        .execute(c))?;
    let details = json!({"provider": provider, "name": name});
    store.record(tx, scope, "provider added", None, details).await
}
