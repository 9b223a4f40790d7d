//! Adding somebody who offers services, and changing what is said of them.

use serde_json::json;

use super::super::super::db::{Tx, on_db, transaction, write_db};
use super::super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::super::{HubId, HubScope, ProviderId, Store, StoreError, Thing};
use super::super::moved;
use super::{NewProvider, provider_of};

/// The most letters of what is said about a provider.
const LONGEST_DESCRIPTION: usize = 1_000;

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

    /// Draws the id under which somebody will be added.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_provider_id(&self) -> Result<ProviderId, StoreError> {
        Ok(ProviderId(self.draw_uuid()?))
    }

    /// Adds somebody who offers services, under an id that was drawn with the form: sent twice, they are added once.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the hub has somebody of that name, or the id is another hub's; [`StoreError::Name`] or
    /// [`StoreError::Text`] for what cannot be shown.
    pub async fn add_provider_once(
        &self,
        scope: &HubScope,
        (provider, new): (ProviderId, &NewProvider),
    ) -> Result<(), StoreError> {
        let (name, _) = tidy(new)?;
        transaction!(self, "add provider", |tx| {
            match hub_of(tx, provider).await? {
                Some(hub) if hub == scope.hub() => return Ok(()),
                Some(_) => return Err(StoreError::Taken(Thing::Provider)),
                None => {}
            }
            if named(tx, scope, &name).await?.is_some() {
                return Err(StoreError::Taken(Thing::Provider));
            }
            insert(self, tx, scope, (provider, new)).await
        })
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

/// The provider of that name, added now unless the hub has it already.
pub(in super::super) async fn named_or_added(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    (fresh, new): (ProviderId, &NewProvider),
) -> Result<ProviderId, StoreError> {
    let (name, _) = tidy(new)?;
    if let Some(known) = named(tx, scope, &name).await? {
        return Ok(known);
    }
    insert(store, tx, scope, (fresh, new)).await?;
    Ok(fresh)
}

/// The one of that name, if the hub has it.
async fn named(tx: &mut Tx, scope: &HubScope, name: &str) -> Result<Option<ProviderId>, StoreError> {
    let sql = "SELECT provider_id FROM menu_provider WHERE hub_id = $1 AND lower(name) = lower($2)
        ORDER BY provider_id LIMIT 1";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(name).fetch_optional(c))?)
}

/// Whose it is, on whichever hub.
async fn hub_of(tx: &mut Tx, provider: ProviderId) -> Result<Option<HubId>, StoreError> {
    let sql = "SELECT hub_id FROM menu_provider WHERE provider_id = $1";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(provider).fetch_optional(c))?)
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
