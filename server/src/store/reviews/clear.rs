//! What is over is deleted by the server itself: envelopes after 90 days, with who asked to open them; what was taken back while
//! somebody might be in danger; reviews that are not shown after a year; codes after their last day.

use chrono::{Months, NaiveDate};
use passport_core::card::HubSlug;
use passport_core::issue::today;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::{Actor, HubId, HubScope, ReviewId, Store, StoreError, Thing};
use super::month_of;
use super::write::delete;

/// A review that is not shown is kept so long.
const NOT_SHOWN: Months = Months::new(12);

/// What else is over, in the order in which rows lean on one another: what it is called, which rows of which table, and before which day.
const OLD: [Rule; 5] = [
    Rule {
        name: "openings of envelopes",
        table: "review_opening",
        over: "review_id IN (SELECT e.review_id FROM review_envelope e
            WHERE e.hub_id = review_opening.hub_id AND e.delete_on < $1)",
        before: |day| day,
    },
    Rule { name: "envelopes", table: "review_envelope", over: "delete_on < $1", before: |day| day },
    Rule {
        name: "codes for reviews",
        table: "review_invitation",
        over: "batch_id IN (SELECT b.batch_id FROM review_invitations b
            WHERE b.hub_id = review_invitation.hub_id AND b.last_day < $1)",
        before: |day| day,
    },
    Rule {
        name: "sheets of codes for reviews",
        table: "review_invitations",
        over: "last_day < $1",
        before: |day| day,
    },
    Rule {
        name: "days that reviews waited",
        table: "review_wait",
        over: "decided_on < $1",
        before: year_before,
    },
];

struct Rule {
    name: &'static str,
    table: &'static str,
    over: &'static str,
    before: fn(NaiveDate) -> NaiveDate,
}

/// Days before which reviews are over: $1 is today, $2 the first month whose refused reviews are kept.
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

    /// How many rows of each kind that would be, in all hubs together; what leans on a review goes with it and is not counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub(in crate::store) async fn count_old_reviews(&self) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let day = today(self.now());
        let until = day.to_string();
        look!(self, "count old reviews", |view| {
            let over: Vec<(HubId, ReviewId)> =
                on_db!(view, |c| sqlx::query_as(OVER).bind(&until).bind(oldest_month(day)).fetch_all(c))?;
            let mut counts = vec![("reviews", over.len() as u64)];
            for Rule { name, table, over, before } in OLD {
                let sql = format!("SELECT count(*) FROM {table} WHERE {over}");
                let before = before(day).to_string();
                let rows: i64 = on_db!(view, |c| sqlx::query_scalar(AssertSqlSafe(sql.as_str()))
                    .bind(&before)
                    .fetch_one(c))?;
                counts.push((name, rows.unsigned_abs()));
            }
            Ok(counts)
        })
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
    for Rule { table, over, before, .. } in OLD {
        let (sql, before) =
            (format!("DELETE FROM {table} WHERE {over} AND hub_id = $2"), before(day).to_string());
        count +=
            write_db!(tx, |c| sqlx::query(AssertSqlSafe(sql.as_str())).bind(&before).bind(hub).execute(c))?;
    }
    Ok(count)
}
