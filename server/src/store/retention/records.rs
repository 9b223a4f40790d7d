//! Records of young people whose caring ended: a year after that, or after the 26th birthday, they are due to be erased. Nobody's record goes without
//! a word: the hub's first page says thirty days before how many are coming, and its list says who.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use passport_core::card::HubSlug;
use passport_core::carer::ELDEST;
use passport_core::issue::today;
use serde_json::json;

use super::super::db::{View, look, on_db, transaction, write_db};
use super::super::lists::Named;
use super::super::{Actor, CarerId, HubId, HubScope, Store, StoreError, Thing};
use crate::store::carers::read_date;

/// How long after caring ended.
const KEPT: Months = Months::new(12);
/// The age after which a record is kept so long without a new reason.
const OLDEST: Months = Months::new(12 * (ELDEST + 1));
/// So long before, the hub reads that it comes.
const TOLD_BEFORE: Days = Days::new(30);
/// As many stand on the list.
const MOST: i64 = 500;

/// $1 is the hub, $2 the day before which caring ended, $3 the day before which they were born, $4 today: a card in force keeps its record, and
/// so does a message that nobody has done.
const DUE: &str = "FROM carer r WHERE r.hub_id = $1
    AND ((r.caring_ended_on IS NOT NULL AND r.caring_ended_on < $2) OR r.born_on < $3)
    AND NOT EXISTS (SELECT 1 FROM card k WHERE k.hub_id = r.hub_id AND k.carer_id = r.carer_id
        AND k.withdrawn_at IS NULL AND k.ends_on >= $4)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.hub_id = r.hub_id AND m.carer_id = r.carer_id AND m.done_at IS NULL)";

/// A record that is due to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRecord {
    /// Whose.
    pub whose: Named,
    /// The day caring ended; none where it is their age.
    pub caring_ended_on: Option<NaiveDate>,
    /// The first day on which it may be erased.
    pub due_on: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    whose: Named,
    born_on: String,
    caring_ended_on: Option<String>,
    updated_at: DateTime<Utc>,
}

impl Store {
    /// How many records of a hub are due within thirty days, or are due already.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_due_records(&self, scope: &HubScope) -> Result<i64, StoreError> {
        let day = today(self.now()) + TOLD_BEFORE;
        look!(self, "count records that are due", |view| {
            let sql = format!("SELECT count(*) {DUE}");
            let (ended, born) = before(day);
            Ok(on_db!(view, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .bind(ended.to_string())
                .bind(born.to_string())
                .bind(day.to_string())
                .fetch_one(c))?)
        })
    }

    /// The records that are due within thirty days, by name. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn due_records(&self, scope: &HubScope) -> Result<Vec<DueRecord>, StoreError> {
        transaction!(self, "open list of records that are due", |tx| {
            let day = today(tx.at) + TOLD_BEFORE;
            let sql = format!("SELECT r.carer_id, r.given_name, r.family_name, r.known_as, r.born_on, r.caring_ended_on, r.updated_at {DUE}
                ORDER BY r.search_name, r.carer_id LIMIT $5");
            let (ended, born) = before(day);
            let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .bind(ended.to_string())
                .bind(born.to_string())
                .bind(day.to_string())
                .bind(MOST)
                .fetch_all(c))?;
            let lines = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            let details = json!({"list": "erased-soon", "found": lines.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(lines)
        })
    }

    /// Erases the records that are due once hubs have been told of them for thirty days: on a server that was told nothing yet, which is one
    /// that was just brought up to date, that begins now.
    ///
    /// # Errors
    /// As [`Self::erase_due_records`].
    pub async fn erase_announced_records(&self) -> Result<Vec<(HubSlug, u64)>, StoreError> {
        let sql = "SELECT records_told_since FROM installation";
        let since: Option<DateTime<Utc>> = look!(self, "look since when records are told of", |view| {
            Ok(on_db!(view, |c| sqlx::query_scalar(sql).fetch_one(c))?)
        })?;
        match since {
            Some(since) if self.now() >= since + TOLD_BEFORE => self.erase_due_records().await,
            Some(_) => Ok(Vec::new()),
            None => transaction!(self, "begin to tell of records", |tx| {
                let at = tx.at;
                let sql = "UPDATE installation SET records_told_since = $1 WHERE records_told_since IS NULL";
                write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
                Ok(Vec::new())
            }),
        }
    }

    /// Erases the records that are due, in every hub; gives how many of each. By a clock that leaps none is.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written; what was erased so far stays erased.
    pub async fn erase_due_records(&self) -> Result<Vec<(HubSlug, u64)>, StoreError> {
        let mut erased = Vec::new();
        if !self.may_delete_by_clock().await? {
            return Ok(erased);
        }
        for (scope, due) in self.due_in_every_hub().await? {
            let mut count = 0;
            for carer in due {
                match self.erase_carer(&scope, carer).await {
                    Ok(()) => count += 1,
                    // Somebody was faster.
                    Err(StoreError::NotFound(_)) => {}
                    Err(fault) => return Err(fault),
                }
            }
            erased.push((scope.slug().clone(), count));
        }
        Ok(erased)
    }

    /// The same without erasing any.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_records_to_erase(&self) -> Result<Vec<(HubSlug, u64)>, StoreError> {
        let due = self.due_in_every_hub().await?;
        Ok(due.into_iter().map(|(scope, due)| (scope.slug().clone(), due.len() as u64)).collect())
    }

    async fn due_in_every_hub(&self) -> Result<Vec<(HubScope, Vec<CarerId>)>, StoreError> {
        let day = today(self.now());
        look!(self, "find records that are due", |view| {
            let hubs: Vec<(HubId, String)> =
                on_db!(view, |c| sqlx::query_as("SELECT hub_id, slug FROM hub ORDER BY slug").fetch_all(c))?;
            let mut found = Vec::new();
            for (hub, slug) in hubs {
                let due = due(view, hub, day).await?;
                if !due.is_empty() {
                    let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
                    found.push((HubScope::of(hub, slug, Actor::Server), due));
                }
            }
            Ok(found)
        })
    }
}

async fn due(view: &mut View, hub: HubId, day: NaiveDate) -> Result<Vec<CarerId>, StoreError> {
    // Whoever wrote that caring ended long ago has thirty days to be wrong, too.
    let sql = format!("SELECT r.carer_id {DUE} AND r.updated_at < $5 ORDER BY r.carer_id");
    let (ended, born) = before(day);
    let untouched = (day - TOLD_BEFORE).and_time(NaiveTime::MIN).and_utc();
    Ok(on_db!(view, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(hub)
        .bind(ended.to_string())
        .bind(born.to_string())
        .bind(day.to_string())
        .bind(untouched)
        .fetch_all(c))?)
}

/// Caring that ended before the first, or a birth before the second, is due on a day.
fn before(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = day.checked_sub_months(KEPT).unwrap_or(NaiveDate::MIN);
    (year, year.checked_sub_months(OLDEST).unwrap_or(NaiveDate::MIN))
}

impl Row {
    fn read(self) -> Result<DueRecord, StoreError> {
        let caring_ended_on = self.caring_ended_on.as_deref().map(read_date).transpose()?;
        let birthday = read_date(&self.born_on)?.checked_add_months(OLDEST);
        let by_age = birthday.and_then(|day| day.checked_add_months(KEPT));
        let by_end = caring_ended_on.and_then(|day| day.checked_add_months(KEPT));
        let due_on = [by_age, by_end].into_iter().flatten().min().and_then(|day| day.succ_opt());
        let written = today(self.updated_at) + TOLD_BEFORE;
        let due_on = due_on.unwrap_or(NaiveDate::MAX).max(written.succ_opt().unwrap_or(written));
        Ok(DueRecord { whose: self.whose, caring_ended_on, due_on })
    }
}
