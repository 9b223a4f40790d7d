//! What its writer does with a review's code: sees how far it has come, and takes it back.

use passport_core::card::HubSlug;
use passport_core::short_code::ShortCode;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{View, look, on_db, transaction};
use super::super::{Actor, HubId, HubScope, Store, StoreError, Thing};
use super::shown::names_of;
use super::{COLUMNS, ReviewState, Row, ServiceReview, day_of};

/// A review as its writer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReview {
    /// The review.
    pub review: ServiceReview,
    /// What its service is called.
    pub service_name: String,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    hub_id: HubId,
    slug: String,
    #[sqlx(flatten)]
    review: Row,
}

impl Store {
    /// The review that a code belongs to.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none, or not any more.
    pub async fn own_review(&self, secret: &ShortCode) -> Result<OwnReview, StoreError> {
        let mac = self.secret_mac(secret);
        look!(self, "look for own review", |view| {
            let (hub, review) = of_secret(view, &mac).await?;
            let names = names_of(view, &hub, &[review.service]).await?;
            let service_name = names.into_values().next().ok_or(StoreError::Unreadable(Thing::Service))?;
            Ok(OwnReview { review, service_name })
        })
    }

    /// Takes a review back: nobody reads it any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the code belongs to none, or to one that was taken back.
    pub async fn withdraw_review(&self, secret: &ShortCode) -> Result<(), StoreError> {
        let mac = self.secret_mac(secret);
        transaction!(self, "withdraw review", |tx| {
            tx.at = day_of(tx.at);
            let (hub, review) = of_secret(tx, &mac).await?;
            if review.state == ReviewState::Withdrawn {
                return Err(StoreError::NotFound(Thing::Review));
            }
            self.take_away(tx, &hub, review.review_id).await?;
            self.record(tx, &hub, "review withdrawn", None, json!({})).await
        })
    }
}

async fn of_secret(view: &mut View, mac: &[u8; 32]) -> Result<(HubScope, ServiceReview), StoreError> {
    let sql = format!(
        "SELECT r.hub_id, h.slug, {COLUMNS} FROM review r JOIN hub h ON h.hub_id = r.hub_id
        WHERE r.secret_mac = $1"
    );
    let found: Option<OwnRow> =
        on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str())).bind(&mac[..]).fetch_optional(c))?;
    let found = found.ok_or(StoreError::NotFound(Thing::Review))?;
    let slug = HubSlug::parse(&found.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
    Ok((HubScope::of(found.hub_id, slug, Actor::Server), found.review.read()?))
}
