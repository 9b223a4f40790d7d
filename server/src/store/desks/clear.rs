//! What desks noted is deleted by the server itself: time-outs and the figures of their weeks when their term is over, looks after
//! twelve months.

use chrono::{DateTime, Months, NaiveTime, Utc};
use chrono_tz::Europe::London;
use passport_core::card::HubSlug;
use passport_core::carer::term_start;
use passport_core::issue::today;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::{Actor, HubId, HubScope, Store, StoreError, Thing};
use super::weeks::monday_of;

/// How long looks are kept.
const LOOKS: Months = Months::new(12);

/// What they are called, and which rows are over: before the time or the day that [`limits`] gives at the same place.
const OVER: [(&str, &str, &str); 3] = [
    ("time-outs", "time_out", "started_at < $1"),
    ("looks at desks", "desk_look", "at < $1"),
    ("weeks of time-outs", "time_out_week", "monday < $1"),
];

/// A time or a day.
enum Limit {
    Time(DateTime<Utc>),
    Day(String),
}

/// Binds it.
macro_rules! bind_limit {
    ($query:expr, $limit:expr) => {
        match $limit {
            Limit::Time(time) => $query.bind(*time),
            Limit::Day(day) => $query.bind(day),
        }
    };
}

/// The first moment of the term that a moment belongs to, in Europe/London.
pub(super) fn term_began(now: DateTime<Utc>) -> DateTime<Utc> {
    let first = term_start(today(now)).and_time(NaiveTime::MIN).and_local_timezone(London).single();
    // London's clocks never change at midnight.
    first.map_or(now, |first| first.with_timezone(&Utc))
}

/// The first moment whose looks are still kept.
fn looks_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now.checked_sub_months(LOOKS).unwrap_or(now)
}

impl Store {
    /// Deletes what desks noted too long ago, in every hub, and gives how many rows that were.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_old_desk_notes(&self) -> Result<u64, StoreError> {
        let now = self.now();
        if !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        let hubs = look!(self, "find old desk notes", |view| hubs_with_old(view, now).await)?;
        let mut cleared = 0;
        for (hub, slug) in hubs {
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(hub, slug, Actor::Server);
            cleared += transaction!(self, "clear old desk notes", |tx| {
                let counts = clear(tx, &scope).await?;
                let details = json!({"time_outs": counts[0], "looks": counts[1], "weeks": counts[2]});
                self.record(tx, &scope, "desk notes cleared", None, details).await?;
                Ok(counts.iter().sum::<u64>())
            })?;
        }
        Ok(cleared)
    }

    /// How many rows of each kind that would be, in all hubs together.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub(in crate::store) async fn count_old_desk_notes(
        &self,
    ) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let limits = limits(self.now());
        look!(self, "count old desk notes", |view| {
            let mut counts = Vec::with_capacity(OVER.len());
            for ((name, table, over), limit) in OVER.iter().zip(&limits) {
                let sql = format!("SELECT count(*) FROM {table} WHERE {over}");
                let rows: i64 =
                    on_db!(view, |c| bind_limit!(sqlx::query_scalar(AssertSqlSafe(sql.as_str())), limit)
                        .fetch_one(c))?;
                counts.push((*name, rows.unsigned_abs()));
            }
            Ok(counts)
        })
    }
}

fn limits(now: DateTime<Utc>) -> [Limit; 3] {
    [Limit::Time(term_began(now)), Limit::Time(looks_since(now)), Limit::Day(first_week(now))]
}

async fn hubs_with_old(view: &mut View, now: DateTime<Utc>) -> Result<Vec<(HubId, String)>, StoreError> {
    let sql = "SELECT h.hub_id, h.slug FROM hub h WHERE
        EXISTS (SELECT 1 FROM time_out t WHERE t.hub_id = h.hub_id AND t.started_at < $1)
        OR EXISTS (SELECT 1 FROM desk_look l WHERE l.hub_id = h.hub_id AND l.at < $2)
        OR EXISTS (SELECT 1 FROM time_out_week w WHERE w.hub_id = h.hub_id AND w.monday < $3) ORDER BY h.slug";
    let limits = limits(now);
    Ok(on_db!(view, |c| limits
        .iter()
        .fold(sqlx::query_as(sql), |query, limit| bind_limit!(query, limit))
        .fetch_all(c))?)
}

/// The Monday of the first week of this term, in which some days of the one before may lie.
fn first_week(now: DateTime<Utc>) -> String {
    monday_of(today(term_began(now))).to_string()
}

async fn clear(tx: &mut Tx, scope: &HubScope) -> Result<[u64; 3], StoreError> {
    let mut counts = [0; 3];
    for ((count, (_, table, over)), limit) in counts.iter_mut().zip(OVER).zip(limits(tx.at)) {
        let sql = format!("DELETE FROM {table} WHERE {over} AND hub_id = $2");
        *count = write_db!(tx, |c| bind_limit!(sqlx::query(AssertSqlSafe(sql.as_str())), &limit)
            .bind(scope.hub())
            .execute(c))?;
    }
    Ok(counts)
}
