//! Somebody may be in danger: a member of staff says so, one asks to know who wrote it, and another opens the envelope. One of the two
//! runs the hub. Each of them is shown once who it is; both stand in the record.

mod asking;
mod opening;
mod waiting;

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::super::db::{Tx, transaction, write_db};
use super::super::{Actor, HubScope, PersonId, ReviewId, Store, StoreError, Thing, one};
use crate::journal::Noted;

pub(super) use asking::openings;
pub use asking::{MOST_REASON, Opening};
pub use opening::WhoWrote;
pub use waiting::EnvelopeWaiting;

/// Why an envelope is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpeningRefused {
    /// Whoever asks does not open.
    #[error("somebody else must open it")]
    Same,
    /// Neither of the two runs the hub.
    #[error("one of the two must be a manager")]
    NoManager,
    /// It was opened, or shown, already.
    #[error("it was opened already")]
    Over,
    /// Nobody said that somebody may be in danger.
    #[error("nobody said that somebody may be in danger")]
    NoDanger,
}

impl Store {
    /// Says that somebody may be in danger. A review that is shown is taken down with it.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else decided meanwhile; [`StoreError::NotFound`] when it is not of this hub.
    pub async fn worry_about_review(
        &self,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
    ) -> Result<(), StoreError> {
        transaction!(self, "worry about review", |tx| {
            let by = person(scope)?;
            let at = tx.at;
            stale(worry(tx, scope, (review, version..=version), (by, at)).await?)?;
            self.record(tx, scope, "review worried about", None, json!({"review": review})).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::ReviewWorried { review, version, by }]).await
        })
    }

    /// Notes that all was done about a worry.
    ///
    /// # Errors
    /// As [`Self::worry_about_review`].
    pub async fn end_worry(
        &self,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE review SET worry_over_at = $4, version = version + 1
            WHERE hub_id = $1 AND review_id = $2 AND version = $3 AND worried_at IS NOT NULL AND worry_over_at IS NULL";
        transaction!(self, "end worry", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(review)
                .bind(version)
                .bind(at)
                .execute(c))?;
            stale(rows)?;
            self.record(tx, scope, "review worry ended", None, json!({"review": review})).await
        })
    }
}

/// Notes a worry about a review that has one of these versions; gives the rows. Somebody who said so after a backup that does not know them
/// is not named once it is restored.
pub(in crate::store) async fn worry(
    tx: &mut Tx,
    scope: &HubScope,
    (review, versions): (ReviewId, RangeInclusive<i64>),
    (by, at): (PersonId, DateTime<Utc>),
) -> Result<u64, StoreError> {
    let sql =
        "UPDATE review SET worried_at = $5, worried_by = (SELECT person_id FROM person WHERE person_id = $6),
            worry_over_at = NULL, reason = CASE WHEN state = 'shown' THEN 'worried' ELSE reason END,
            state = CASE WHEN state = 'shown' THEN 'taken-down' ELSE state END, version = $4 + 1
        WHERE hub_id = $1 AND review_id = $2 AND version BETWEEN $3 AND $4";
    Ok(write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(review)
        .bind(versions.start())
        .bind(versions.end())
        .bind(at)
        .bind(by)
        .execute(c))?)
}

/// Who does it: only people worry, ask and open.
fn person(scope: &HubScope) -> Result<PersonId, StoreError> {
    match scope.actor() {
        Actor::Person(person) => Ok(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => Err(StoreError::NotFound(Thing::Person)),
    }
}

fn stale(rows: u64) -> Result<(), StoreError> {
    one(rows, Thing::Review).map_err(|_| StoreError::Stale(Thing::Review))
}
