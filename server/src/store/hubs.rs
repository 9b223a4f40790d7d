//! Hubs: who issues cards here. A short name is given once and never again.

use chrono::{DateTime, Utc};
use passport_core::card::{Base, HubSlug};
use serde_json::json;

use super::audit::{ChainKind, open_chain};
use super::db::{Tx, look, on_db, transaction, write_db};
use super::names::{LONGEST_HUB_NAME, tidy_name};
use super::signing_keys::create_active;
use super::{Actor, HubId, HubScope, Store, StoreError, Thing};

/// What a new hub is.
#[derive(Clone, Debug)]
pub struct NewHub {
    /// Its short name in addresses, for good.
    pub slug: HubSlug,
    /// Its name as people know it.
    pub name: String,
    /// The number to ring, as people dial it.
    pub telephone: String,
    /// Its one colour, `#rrggbb`.
    pub accent: String,
}

/// A hub.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hub {
    /// The hub.
    pub hub_id: HubId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name as people know it.
    pub name: String,
    /// The number to ring.
    pub telephone: String,
    /// Its one colour, `#rrggbb`.
    pub accent: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl Store {
    /// Adds a hub with its audit chains and its first signing key, active at once: nothing is printed yet.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the short name was ever given; [`StoreError::Name`] for a name that cannot be shown.
    pub async fn add_hub(&self, actor: Actor, new: &NewHub) -> Result<HubScope, StoreError> {
        let scope = HubScope::of(HubId(self.draw_uuid()?), new.slug.clone(), actor);
        transaction!(self, "add hub", |tx| self.add_hub_within(tx, &scope, new).await)?;
        Ok(scope)
    }

    /// Adds a hub and, if none is set yet, the address that its cards will carry: both or neither.
    ///
    /// # Errors
    /// As [`Self::add_hub`], and [`StoreError::OtherBase`] with the address that cards carry.
    pub async fn add_hub_with_base(
        &self,
        actor: Actor,
        new: &NewHub,
        base: &Base,
    ) -> Result<HubScope, StoreError> {
        let scope = HubScope::of(HubId(self.draw_uuid()?), new.slug.clone(), actor);
        transaction!(self, "add hub with its address", |tx| {
            self.settle_base_within(tx, actor, base).await?;
            self.add_hub_within(tx, &scope, new).await
        })?;
        Ok(scope)
    }

    async fn add_hub_within(&self, tx: &mut Tx, scope: &HubScope, new: &NewHub) -> Result<(), StoreError> {
        let (hub, name) = (scope.hub(), tidy_name(&new.name, LONGEST_HUB_NAME)?);
        let sql = "INSERT INTO hub (hub_id, slug, name, telephone, accent, created_at, changed_n)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let (n, at) = (tx.n, tx.at);
        write_db!(tx, |c| sqlx::query(sql)
            .bind(hub)
            .bind(new.slug.as_str())
            .bind(&name)
            .bind(&new.telephone)
            .bind(&new.accent)
            .bind(at)
            .bind(n)
            .execute(c))
        .map_err(|error| StoreError::or_taken(error, Thing::Hub))?;
        open_chain(tx, &self.keys.audit, Some(hub), ChainKind::Writes, &*self.chance).await?;
        open_chain(tx, &self.keys.audit, Some(hub), ChainKind::Reads, &*self.chance).await?;
        create_active(self, tx, scope).await?;
        self.record(tx, scope, "hub added", None, json!({"slug": new.slug, "name": name})).await
    }

    /// Every hub, by short name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hubs(&self) -> Result<Vec<Hub>, StoreError> {
        let sql = "SELECT hub_id, slug, name, telephone, accent, created_at FROM hub ORDER BY slug";
        look!(self, "list hubs", |view| Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?))
    }

    /// One hub.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub(&self, scope: &HubScope) -> Result<Hub, StoreError> {
        let sql = "SELECT hub_id, slug, name, telephone, accent, created_at FROM hub WHERE hub_id = $1";
        look!(self, "show hub", |view| {
            let found = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_optional(c))?;
            found.ok_or(StoreError::NotFound(Thing::Hub))
        })
    }
}
