//! What is over is deleted by the server itself: envelopes after 90 days, with who asked to open them; what was taken back while
//! somebody might be in danger; reviews that are not shown after a year; codes after their last day.

use chrono::{Months, NaiveDate};
use passport_core::card::HubSlug;
use passport_core::issue::today;
use serde_json::json;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::{Actor, HubId, HubScope, ReviewId, Store, StoreError, Thing};
use super::month_of;
use super::write::delete;

/// A review that is not shown is kept so long.
const NOT_SHOWN: Months = Months::new(12);

/// Days before which rows are over: $1 is today, $2 the first month whose refused reviews are kept.
const OVER: &str = "SELECT hub_id, review_id FROM review WHERE (state = 'withdrawn' AND delete_on < $1)
    OR (state IN ('refused', 'taken-down') AND month < $2 AND (worried_at IS NULL OR worry_over_at IS NOT NULL))";

impl Store {
    /// Deletes what is over, in every hub, and gives how many rows that were.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_old_reviews(&self) -> Result<u64, StoreError> {
        let day = today(self.now());
        let hubs: Vec<(HubId, String)> = look!(self, "find old reviews", |view| {
            let sql = "SELECT h.hub_id, h.slug FROM hub h WHERE
                EXISTS (SELECT 1 FROM review_envelope e WHERE e.hub_id = h.hub_id AND e.delete_on < $1)
                OR EXISTS (SELECT 1 FROM review_invitations i WHERE i.hub_id = h.hub_id AND i.last_day < $1)
                OR EXISTS (SELECT 1 FROM review_wait w WHERE w.hub_id = h.hub_id AND w.decided_on < $3)
                OR h.hub_id IN (SELECT o.hub_id FROM review o WHERE (o.state = 'withdrawn' AND o.delete_on < $1)
                    OR (o.state IN ('refused', 'taken-down') AND o.month < $2
                        AND (o.worried_at IS NULL OR o.worry_over_at IS NOT NULL)))
                ORDER BY h.slug";
            Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(day.to_string())
                .bind(oldest_month(day))
                .bind(year_before(day).to_string())
                .fetch_all(c))?)
        })?;
        let mut cleared = 0;
        for (hub, slug) in hubs {
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(hub, slug, Actor::Server);
            cleared += transaction!(self, "clear old reviews", |tx| {
                let count = clear(tx, &scope, day).await?;
                self.record(tx, &scope, "old reviews cleared", None, json!({"rows": count})).await?;
                Ok(count)
            })?;
        }
        Ok(cleared)
    }
}

fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(NOT_SHOWN).unwrap_or(day)
}

fn oldest_month(day: NaiveDate) -> String {
    month_of(year_before(day))
}

async fn clear(tx: &mut Tx, scope: &HubScope, day: NaiveDate) -> Result<u64, StoreError> {
    let (hub, until) = (scope.hub(), day.to_string());
    let over: Vec<(HubId, ReviewId)> =
        on_db!(tx, |c| sqlx::query_as(OVER).bind(&until).bind(oldest_month(day)).fetch_all(c))?;
    let mut count = 0;
    for (_, review) in over.into_iter().filter(|(of, _)| *of == hub) {
        delete(tx, scope, review).await?;
        count += 1;
    }
    for sql in [
        "DELETE FROM review_opening WHERE hub_id = $1 AND review_id IN
            (SELECT review_id FROM review_envelope WHERE hub_id = $1 AND delete_on < $2)",
        "DELETE FROM review_envelope WHERE hub_id = $1 AND delete_on < $2",
        "DELETE FROM review_invitation WHERE hub_id = $1 AND batch_id IN
            (SELECT batch_id FROM review_invitations WHERE hub_id = $1 AND last_day < $2)",
        "DELETE FROM review_invitations WHERE hub_id = $1 AND last_day < $2",
    ] {
        count += write_db!(tx, |c| sqlx::query(sql).bind(hub).bind(&until).execute(c))?;
    }
    let sql = "DELETE FROM review_wait WHERE hub_id = $1 AND decided_on < $2";
    let year_before = year_before(day).to_string();
    count += write_db!(tx, |c| sqlx::query(sql).bind(hub).bind(&year_before).execute(c))?;
    Ok(count)
}
