//! How many time-outs a school had, week by week: never about one pupil, and never a small number.
//!
//! A week counts when it is over, so nobody learns from one look to the next who was added. There is no sum over weeks or places
//! that a suppressed number could be told from. A week of few pupils says nothing either, however often they went. Before somebody's
//! time-outs are erased, the figures of the weeks they are in are written down, so that no figure tells afterwards who is gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use passport_core::issue::today;

use super::super::carers::read_date;
use super::super::db::{Tx, View, look, on_db, write_db};
use super::super::{CarerId, HubScope, OrganisationId, Store, StoreError};
use super::Desk;
use super::clear::term_began;

/// Below this neither time-outs nor pupils are told.
const FEWEST: usize = 5;

/// A week of this term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// How many time-outs; nothing when they, or the pupils they are of, are fewer than five.
    pub count: Option<usize>,
}

pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// What may be told of each week in which somebody had a time-out this term, also of the one that goes on.
async fn counted(
    view: &mut View,
    scope: &HubScope,
    school: OrganisationId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<NaiveDate, Option<usize>>, StoreError> {
    let sql = "SELECT carer_id, started_at FROM time_out
        WHERE hub_id = $1 AND organisation_id = $2 AND started_at >= $3";
    let rows: Vec<(CarerId, DateTime<Utc>)> = on_db!(view, |c| sqlx::query_as(sql)
        .bind(scope.hub())
        .bind(school)
        .bind(term_began(now))
        .fetch_all(c))?;
    let mut counted: BTreeMap<NaiveDate, (usize, BTreeSet<CarerId>)> = BTreeMap::new();
    for (carer, at) in rows {
        let week = counted.entry(monday_of(today(at))).or_default();
        week.0 += 1;
        week.1.insert(carer);
    }
    let told = |(count, of): (usize, BTreeSet<CarerId>)| (count.min(of.len()) >= FEWEST).then_some(count);
    Ok(counted.into_iter().map(|(monday, week)| (monday, told(week))).collect())
}

/// The figures of a school that were written down.
async fn written(
    view: &mut View,
    scope: &HubScope,
    school: OrganisationId,
) -> Result<BTreeMap<NaiveDate, Option<usize>>, StoreError> {
    let sql = "SELECT monday, told FROM time_out_week WHERE hub_id = $1 AND organisation_id = $2";
    let rows: Vec<(String, Option<i64>)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(school).fetch_all(c))?;
    let read = |(monday, told): (String, Option<i64>)| {
        Ok((read_date(&monday)?, told.and_then(|told| usize::try_from(told).ok())))
    };
    rows.into_iter().map(read).collect()
}

/// Writes the figures of the weeks that are over down, at each school that noted time-outs of somebody, before these are erased. What
/// stands already stays.
pub(in crate::store) async fn keep_figures(
    tx: &mut Tx,
    scope: &HubScope,
    carer: CarerId,
) -> Result<(), StoreError> {
    let sql = "SELECT DISTINCT organisation_id FROM time_out WHERE hub_id = $1 AND carer_id = $2";
    let schools: Vec<OrganisationId> =
        on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).fetch_all(c))?;
    let (now, this) = (tx.at, monday_of(today(tx.at)));
    let sql = "INSERT INTO time_out_week (hub_id, organisation_id, monday, told) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hub_id, organisation_id, monday) DO NOTHING";
    for school in schools {
        let over = counted(tx, scope, school, now).await?.into_iter().filter(|(monday, _)| *monday < this);
        for (monday, told) in over {
            let told = told.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(school)
                .bind(monday.to_string())
                .bind(told)
                .execute(c))?;
        }
    }
    Ok(())
}

impl Store {
    /// The weeks of this term that are over, the latest first, whether anything was noted in them or not.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn time_outs_by_week(&self, desk: &Desk) -> Result<Vec<Week>, StoreError> {
        let (now, scope, school) = (self.now(), &desk.hub, desk.organisation);
        let figures = look!(self, "count time-outs", |view| {
            let mut figures = counted(view, scope, school, now).await?;
            // What was told before somebody was erased goes on being told.
            figures.extend(written(view, scope, school).await?);
            Ok(figures)
        })?;
        let (first, this) = (monday_of(today(term_began(now))), monday_of(today(now)));
        let mondays = first.iter_weeks().take_while(|monday| *monday < this);
        let week = |monday| Week { monday, count: figures.get(&monday).copied().flatten() };
        let mut weeks: Vec<Week> = mondays.map(week).collect();
        weeks.reverse();
        Ok(weeks)
    }
}
