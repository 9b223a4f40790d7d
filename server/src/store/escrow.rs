//! Whether somebody has shown that there is a copy of the sealing key in safe keeping, who and when ([`crate::escrow`]).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::db::{look, on_db, transaction, write_db};
use super::names::{LONGEST_NAME, tidy_name};
use super::{Actor, Store, StoreError};
use crate::escrow::{Answer, Question};

/// So long a question waits for its answer.
const OPEN_FOR: TimeDelta = TimeDelta::days(14);

/// A copy that somebody has shown to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escrow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as they named themselves.
    pub by: String,
    /// Whether it is of the key that seals now.
    pub is_of_this_key: bool,
}

impl Store {
    /// A question for the holder of the copy; one asked before counts no more.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn ask_for_escrow(&self) -> Result<Question, StoreError> {
        let question = Question::draw(&*self.chance)?;
        transaction!(self, "ask for the copy of the sealing key", |tx| {
            let at = tx.at;
            let sql = "UPDATE installation SET escrow_asked = $1, escrow_asked_at = $2";
            write_db!(tx, |c| sqlx::query(sql).bind(question.as_bytes()).bind(at).execute(c))?;
            self.record_for_server(tx, Actor::Operator, "copy of the sealing key asked for", json!({})).await
        })?;
        Ok(question)
    }

    /// Notes that the copy is there, if this answers the question that is open. It is used up by a right answer.
    ///
    /// # Errors
    /// [`StoreError::NoEscrow`] when it does not.
    pub async fn confirm_escrow(&self, answer: &Answer, by: &str) -> Result<(), StoreError> {
        let by = tidy_name(by, LONGEST_NAME)?;
        transaction!(self, "confirm the copy of the sealing key", |tx| {
            let sql = "SELECT escrow_asked FROM installation WHERE escrow_asked IS NOT NULL AND escrow_asked_at > $1";
            let since = tx.at - OPEN_FOR;
            let asked: Option<Vec<u8>> =
                on_db!(tx, |c| sqlx::query_scalar(sql).bind(since).fetch_optional(c))?;
            let question = asked.and_then(|asked| Question::from_bytes(&asked));
            let question = question.ok_or(StoreError::NoEscrow)?;
            if !question.is_answered(&self.sealing, answer) {
                return Err(StoreError::NoEscrow);
            }
            let (at, id) = (tx.at, self.sealing.id().to_vec());
            let sql =
                "UPDATE installation SET escrow_asked = NULL, escrow_asked_at = NULL, escrowed_key = $1,
                escrowed_at = $2, escrowed_by = $3";
            write_db!(tx, |c| sqlx::query(sql).bind(&id).bind(at).bind(&by).execute(c))?;
            self.record_for_server(tx, Actor::Operator, "copy of the sealing key confirmed", json!({})).await
        })
    }

    /// The copy that was shown to be there last.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn escrow(&self) -> Result<Option<Escrow>, StoreError> {
        let sql = "SELECT escrowed_key, escrowed_at, escrowed_by FROM installation";
        let row: (Option<Vec<u8>>, Option<DateTime<Utc>>, Option<String>) =
            look!(self, "look for the copy of the sealing key", |view| {
                Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_one(c))?)
            })?;
        let (Some(id), Some(at), Some(by)) = row else { return Ok(None) };
        Ok(Some(Escrow { at, by, is_of_this_key: id == self.sealing.id() }))
    }
}
