//! Answers that a hub adds to the questions of the menu. Each gets a code of its own from its name, unlike any other on the server,
//! which services, feeds and links carry; so a code never changes and is never given twice.

mod code;
mod write;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::{HubScope, Store, StoreError, Thing};
use super::moved;

/// An answer of a hub's own.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HubTerm {
    /// The question's code.
    pub taxonomy: String,
    /// Its own.
    pub code: String,
    /// What it says.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Since when it is not offered to editors any more.
    pub retired_at: Option<DateTime<Utc>>,
    /// Counts its changes; a form names the version that it was opened with.
    pub version: i64,
}

const COLUMNS: &str = "taxonomy, code, name, description, retired_at, version";

impl Store {
    /// The answers that this hub added, by question and name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub_terms(&self, scope: &HubScope) -> Result<Vec<HubTerm>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM menu_term WHERE hub_id = $1 ORDER BY taxonomy, lower(name), code");
        look!(self, "list answers", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .fetch_all(c))?)
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not this hub's.
    pub async fn hub_term(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<HubTerm, StoreError> {
        let found = self.hub_terms(scope).await?;
        let found = found.into_iter().find(|one| one.taxonomy == question && one.code == code);
        found.ok_or(StoreError::NotFound(Thing::Term))
    }

    /// Offers an answer to editors no more; services that carry it keep it. Done already, nothing changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not this hub's.
    pub async fn retire_term(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_term SET retired_at = coalesce(retired_at, $4), changed_at = $4, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3";
        transaction!(self, "retire answer", |tx| {
            turn(tx, scope, (question, code), sql).await?;
            let details = json!({"question": question, "code": code});
            self.record(tx, scope, "answer retired", None, details).await
        })
    }

    /// Offers it again.
    ///
    /// # Errors
    /// As [`Self::retire_term`].
    pub async fn bring_term_back(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_term SET retired_at = NULL, changed_at = $4, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3";
        transaction!(self, "bring answer back", |tx| {
            turn(tx, scope, (question, code), sql).await?;
            let details = json!({"question": question, "code": code});
            self.record(tx, scope, "answer brought back", None, details).await
        })
    }
}

async fn turn(
    tx: &mut Tx,
    scope: &HubScope,
    (question, code): (&str, &str),
    sql: &'static str,
) -> Result<(), StoreError> {
    let at = tx.at;
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(question).bind(code).bind(at).execute(c))?;
    super::super::one(rows, Thing::Term)?;
    moved(tx).await
}
