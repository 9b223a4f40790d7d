//! A suggestion comes in: bounded in length, and in number for each service, so that nobody can bury the editors.

use passport_core::card::HubSlug;
use serde_json::json;

use super::super::super::db::{Tx, on_db, transaction, write_db};
use super::super::super::names::tidy_text;
use super::super::super::{Actor, HubId, HubScope, ServiceId, Store, StoreError, SuggestionId, Thing};
use super::About;

/// The most letters of a suggestion.
pub const MOST_SUGGESTED: usize = 500;
/// So many suggestions of one service may wait.
const MOST_WAITING: i64 = 50;

impl Store {
    /// Keeps what a reader of the menu suggests.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nobody reads such a service; [`StoreError::Text`] for words that cannot be kept;
    /// [`StoreError::TooManyMessages`] when the editors have enough to do with this service already.
    pub async fn suggest_change(
        &self,
        service: ServiceId,
        about: About,
        words: &str,
    ) -> Result<(), StoreError> {
        let words = tidy_text(Some(words), MOST_SUGGESTED)?;
        let suggestion = SuggestionId(self.draw_uuid()?);
        let sql = "SELECT s.hub_id, h.slug FROM menu_service s JOIN hub h ON h.hub_id = s.hub_id
            WHERE s.service_id = $1 AND s.live_number IS NOT NULL AND s.archived_at IS NULL";
        transaction!(self, "suggest change", |tx| {
            let owner: Option<(HubId, String)> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(service).fetch_optional(c))?;
            let (hub, slug) = owner.ok_or(StoreError::NotFound(Thing::Service))?;
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            insert(tx, (hub, None), (suggestion, service), (about, words.as_deref())).await?;
            let scope = HubScope::of(hub, slug, Actor::Server);
            let details = json!({"suggestion": suggestion, "service": service});
            self.record(tx, &scope, "change suggested", None, details).await
        })
    }

    /// Keeps what the staff of a hub suggest about a service that another shares with them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nobody shares it with this hub; otherwise as [`Self::suggest_change`].
    pub async fn suggest_to_owner(
        &self,
        scope: &HubScope,
        service: ServiceId,
        (about, words): (About, &str),
    ) -> Result<(), StoreError> {
        let words = tidy_text(Some(words), MOST_SUGGESTED)?;
        let suggestion = SuggestionId(self.draw_uuid()?);
        let sql = "SELECT m.hub_id FROM menu_shared m
            JOIN menu_service s ON s.hub_id = m.hub_id AND s.service_id = m.service_id
            WHERE m.with_hub_id = $1 AND m.service_id = $2 AND s.live_number IS NOT NULL AND s.archived_at IS NULL";
        transaction!(self, "suggest change to owner", |tx| {
            let owner: Option<HubId> =
                on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(service).fetch_optional(c))?;
            let owner = owner.ok_or(StoreError::NotFound(Thing::Service))?;
            insert(tx, (owner, Some(scope.hub())), (suggestion, service), (about, words.as_deref())).await?;
            let details = json!({"suggestion": suggestion, "service": service, "to": owner});
            self.record(tx, scope, "change suggested", None, details).await
        })
    }
}

async fn insert(
    tx: &mut Tx,
    (owner, from): (HubId, Option<HubId>),
    (suggestion, service): (SuggestionId, ServiceId),
    (about, words): (About, Option<&str>),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "SELECT count(*) FROM menu_suggestion WHERE hub_id = $1 AND service_id = $2 AND done_at IS NULL";
    let waiting: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(owner).bind(service).fetch_one(c))?;
    if waiting >= MOST_WAITING {
        return Err(StoreError::TooManyMessages);
    }
    let sql = "INSERT INTO menu_suggestion
            (hub_id, suggestion_id, service_id, from_hub_id, about, words, sent_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(owner)
        .bind(suggestion)
        .bind(service)
        .bind(from)
        .bind(about.code())
        .bind(words)
        .bind(at)
        .execute(c))?;
    Ok(())
}
