//! How many time-outs a school had, week by week: never about one pupil, and never a small number.
//!
//! A week counts when it is over, so nobody learns from one look to the next who was added. There is no sum over weeks or places
//! that a suppressed number could be told from. A week of few pupils says nothing either, however often they went.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use passport_core::issue::today;

use super::super::db::{look, on_db};
use super::super::{CarerId, Store, StoreError};
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

fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

impl Store {
    /// The weeks of this term that are over, the latest first, whether anything was noted in them or not.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn time_outs_by_week(&self, desk: &Desk) -> Result<Vec<Week>, StoreError> {
        let sql = "SELECT carer_id, started_at FROM time_out
            WHERE hub_id = $1 AND organisation_id = $2 AND started_at >= $3";
        let now = self.now();
        let began = term_began(now);
        let rows: Vec<(CarerId, DateTime<Utc>)> =
            look!(self, "count time-outs", |view| Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(desk.hub.hub())
                .bind(desk.organisation)
                .bind(began)
                .fetch_all(c))?))?;
        let mut counted: BTreeMap<NaiveDate, (usize, BTreeSet<CarerId>)> = BTreeMap::new();
        for (carer, at) in rows {
            let week = counted.entry(monday_of(today(at))).or_default();
            week.0 += 1;
            week.1.insert(carer);
        }
        let (first, this) = (monday_of(today(began)), monday_of(today(now)));
        let mondays = first.iter_weeks().take_while(|monday| *monday < this);
        let mut weeks: Vec<Week> = mondays
            .map(|monday| {
                let told = counted.get(&monday).filter(|(count, of)| *count >= FEWEST && of.len() >= FEWEST);
                Week { monday, count: told.map(|(count, _)| *count) }
            })
            .collect();
        weeks.reverse();
        Ok(weeks)
    }
}
