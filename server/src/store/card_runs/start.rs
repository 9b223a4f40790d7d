//! Starting a run: what was chosen, and for whom, is written down.

use std::collections::HashSet;

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements};
use passport_core::issue::{check_end, choose, today, usual_end};
use serde_json::{Map, Value, json};
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, on_db, places, transaction, write_db};
use super::super::{Actor, CardRunId, CarerId, HubScope, ImportId, Store, StoreError, Thing};
use super::of_hub;

/// What was chosen for many.
#[derive(Clone, Debug)]
pub struct NewCardRun {
    /// Drawn with the form, so that a form sent twice starts one run.
    pub run_id: CardRunId,
    /// For whom.
    pub recipients: Recipients,
    /// The last day. If the hub says nothing, a year from today.
    pub ends_on: Option<NaiveDate>,
    /// The arrangements; a fare goes onto a card of its own.
    pub arrangements: Vec<Arrangement>,
}

/// Those a run is for.
#[derive(Clone, Debug)]
pub enum Recipients {
    /// Everybody whom a file added, or whose record it filled in.
    Import(ImportId),
    /// These.
    Chosen(Vec<CarerId>),
}

impl Store {
    /// An id for a run that a form is about to start.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_card_run_id(&self) -> Result<CardRunId, StoreError> {
        Ok(CardRunId(self.draw_uuid()?))
    }

    /// Starts a run; [`Self::go_on_with_card_run`] issues the cards, step by step.
    ///
    /// # Errors
    /// [`StoreError::Issue`] says what to change; [`StoreError::NotFound`] when somebody is not in this hub, or nobody was
    /// chosen.
    pub async fn start_card_run(&self, scope: &HubScope, new: &NewCardRun) -> Result<(), StoreError> {
        let today = today(self.now());
        let chosen = choose(new.arrangements.clone(), today)?;
        let ends_on = new.ends_on.unwrap_or_else(|| usual_end(today));
        check_end(today, ends_on, None)?;
        transaction!(self, "start card run", |tx| {
            match of_hub(tx, scope, new.run_id).await {
                Ok(_) => return Ok(()),
                Err(StoreError::NotFound(_)) => {}
                Err(fault) => return Err(fault),
            }
            let carers = recipients(tx, scope, &new.recipients).await?;
            if carers.is_empty() {
                return Err(StoreError::NotFound(Thing::Carer));
            }
            let kinds = (chosen.printed.as_ref(), chosen.fare.as_ref());
            insert(tx, scope, (new.run_id, ends_on, carers.len()), kinds).await?;
            for (part, carers) in carers.chunks(MOST_ROWS_AT_ONCE).enumerate() {
                insert_rows(tx, scope, new.run_id, part * MOST_ROWS_AT_ONCE, carers).await?;
            }
            let codes: Vec<_> = new.arrangements.iter().map(Arrangement::code).collect();
            let details =
                json!({"run": new.run_id, "people": carers.len(), "ends_on": ends_on, "codes": codes});
            self.record(tx, scope, "card run started", None, details).await
        })
    }
}

/// Each of them once, in their order.
async fn recipients(
    tx: &mut Tx,
    scope: &HubScope,
    recipients: &Recipients,
) -> Result<Vec<CarerId>, StoreError> {
    let sql = "SELECT carer_id FROM import_row WHERE hub_id = $1 AND import_id = $2
        AND outcome IN ('added', 'filled') ORDER BY number";
    let mut carers: Vec<CarerId> = match recipients {
        Recipients::Chosen(carers) => carers.clone(),
        Recipients::Import(import) => {
            on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(*import).fetch_all(c))?
        }
    };
    let mut seen = HashSet::new();
    carers.retain(|carer| seen.insert(*carer));
    Ok(carers)
}

async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    (run, ends_on, total): (CardRunId, NaiveDate, usize),
    (printed, fare): (Option<&Arrangements>, Option<&Arrangements>),
) -> Result<(), StoreError> {
    let object = |arrangements: Option<&Arrangements>| {
        let read = |all: &Arrangements| serde_json::from_str::<Map<String, Value>>(&all.to_json());
        arrangements.map(read).transpose().map_err(|_| StoreError::Unreadable(Thing::CardRun))
    };
    let (printed, fare) = (object(printed)?, object(fare)?);
    let person = match scope.actor() {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => None,
    };
    let (at, total) = (tx.at, i64::try_from(total).unwrap_or(i64::MAX));
    let sql = "INSERT INTO card_run (hub_id, run_id, person_id, printed, fare, ends_on, total, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(run)
        .bind(person)
        .bind(printed.as_ref().map(Json))
        .bind(fare.as_ref().map(Json))
        .bind(ends_on.to_string())
        .bind(total)
        .bind(at)
        .execute(c))?;
    Ok(())
}

async fn insert_rows(
    tx: &mut Tx,
    scope: &HubScope,
    run: CardRunId,
    before: usize,
    carers: &[CarerId],
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO card_run_row (hub_id, run_id, carer_id, place) VALUES {}",
        places(carers.len(), 4)
    );
    let numbered: Vec<(i64, CarerId)> =
        (i64::try_from(before).unwrap_or_default()..).zip(carers.iter().copied()).collect();
    write_db!(tx, |c| numbered
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (place, carer)| query
            .bind(scope.hub())
            .bind(run)
            .bind(*carer)
            .bind(*place))
        .execute(c))
    .map_err(|error| match &error {
        sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => {
            StoreError::NotFound(Thing::Carer)
        }
        _ => StoreError::from(error),
    })?;
    Ok(())
}
