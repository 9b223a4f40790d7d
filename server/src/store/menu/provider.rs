//! Who offers services.

mod write;

pub(super) use write::named_or_added;

use super::super::db::{View, look, on_db};
use super::super::{HubScope, ProviderId, Store, StoreError, Thing};

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
