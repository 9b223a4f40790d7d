//! Adding an answer, and changing what it says.

use passport_core::menu::taxonomy::taxonomy;
use serde_json::json;

use super::super::super::db::{Tx, on_db, transaction, write_db};
use super::super::super::names::{tidy_name, tidy_text};
use super::super::super::{HubScope, Store, StoreError, Thing};
use super::super::moved;
use super::code::free_code;

/// The most letters of an answer.
const LONGEST_ANSWER: usize = 60;
/// The most letters of what it means.
const LONGEST_MEANING: usize = 300;

impl Store {
    /// Adds an answer to a question and gives its code.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such question; [`StoreError::Taken`] when the hub has that answer there already;
    /// [`StoreError::Name`] or [`StoreError::Text`] for what cannot be shown.
    pub async fn add_term(
        &self,
        scope: &HubScope,
        question: &str,
        (name, meaning): (&str, &str),
    ) -> Result<String, StoreError> {
        let known = taxonomy(question).ok_or(StoreError::NotFound(Thing::Term))?;
        let (name, meaning) = tidy(name, meaning)?;
        transaction!(self, "add answer", |tx| {
            refuse_twice(tx, scope, (question, ""), &name).await?;
            let code = free_code(tx, known, &name).await?;
            let at = tx.at;
            let sql = "INSERT INTO menu_term (hub_id, taxonomy, code, name, description, created_at, changed_at, version)
                VALUES ($1, $2, $3, $4, $5, $6, $6, 1)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(question)
                .bind(&code)
                .bind(&name)
                .bind(&meaning)
                .bind(at)
                .execute(c))?;
            moved(tx).await?;
            let details = json!({"question": question, "code": code, "name": name});
            self.record(tx, scope, "answer added", None, details).await?;
            Ok(code)
        })
    }

    /// Changes what an answer says and means, if nobody else has since `version` was read. Its code stays.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster; [`StoreError::NotFound`] when it is not this hub's; otherwise as
    /// [`Self::add_term`].
    pub async fn change_term(
        &self,
        scope: &HubScope,
        (question, code, version): (&str, &str, i64),
        (name, meaning): (&str, &str),
    ) -> Result<(), StoreError> {
        let (name, meaning) = tidy(name, meaning)?;
        let sql = "UPDATE menu_term SET name = $5, description = $6, changed_at = $7, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3 AND version = $4";
        self.hub_term(scope, (question, code)).await?;
        transaction!(self, "change answer", |tx| {
            refuse_twice(tx, scope, (question, code), &name).await?;
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(question)
                .bind(code)
                .bind(version)
                .bind(&name)
                .bind(&meaning)
                .bind(at)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Term));
            }
            moved(tx).await?;
            let details = json!({"question": question, "code": code, "name": name});
            self.record(tx, scope, "answer changed", None, details).await
        })
    }
}

fn tidy(name: &str, meaning: &str) -> Result<(String, String), StoreError> {
    let name = tidy_name(name, LONGEST_ANSWER)?;
    let meaning = tidy_text(Some(meaning), LONGEST_MEANING)?.unwrap_or_else(|| name.clone());
    Ok((name, meaning))
}

/// The hub has no other answer of that name to the question.
async fn refuse_twice(
    tx: &mut Tx,
    scope: &HubScope,
    (question, code): (&str, &str),
    name: &str,
) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM menu_term
        WHERE hub_id = $1 AND taxonomy = $2 AND code <> $3 AND lower(name) = lower($4)";
    let alike: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(question)
        .bind(code)
        .bind(name)
        .fetch_one(c))?;
    if alike > 0 { Err(StoreError::Taken(Thing::Term)) } else { Ok(()) }
}
