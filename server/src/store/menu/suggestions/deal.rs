//! What the editors do with suggestions: they read them, note what they did, and are done. A year later they are
//! deleted (`super::super::super::retention`).

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::super::db::{View, look, on_db, transaction, write_db};
use super::super::super::lists::MOST_LINES;
use super::super::super::names::tidy_text;
use super::super::super::{HubScope, MOST_DONE, Store, StoreError, SuggestionId, Thing};
use super::super::write::person;
use super::{MOST_SUGGESTED, Row, Suggestion};

const SELECT: &str = "SELECT g.suggestion_id, g.service_id, coalesce(l.name, d.name, '') AS service, h.name AS from_hub, g.about,
        g.words, g.sent_at, g.done_at, p.display_name AS done_by, g.answer, g.version
    FROM menu_suggestion g
    JOIN menu_service s ON s.hub_id = g.hub_id AND s.service_id = g.service_id
    LEFT JOIN menu_version l ON l.hub_id = s.hub_id AND l.service_id = s.service_id AND l.number = s.live_number
    LEFT JOIN menu_version d ON d.hub_id = s.hub_id AND d.service_id = s.service_id AND d.number = s.draft_number
    LEFT JOIN hub h ON h.hub_id = g.from_hub_id
    LEFT JOIN person p ON p.person_id = g.done_by
    WHERE g.hub_id = $1";

impl Store {
    /// The suggestions of a hub: those that wait, the oldest first, then what was done of late.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn suggestions(&self, scope: &HubScope) -> Result<Vec<Suggestion>, StoreError> {
        look!(self, "list suggestions", |view| {
            let waiting = "g.done_at IS NULL ORDER BY g.sent_at, g.suggestion_id";
            let mut found = some(view, scope, (waiting, MOST_LINES)).await?;
            let done = "g.done_at IS NOT NULL ORDER BY g.done_at DESC, g.suggestion_id";
            found.extend(some(view, scope, (done, MOST_DONE)).await?);
            Ok(found)
        })
    }

    /// One suggestion.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn suggestion(
        &self,
        scope: &HubScope,
        suggestion: SuggestionId,
    ) -> Result<Suggestion, StoreError> {
        look!(self, "show suggestion", |view| of_hub(view, scope, suggestion).await)
    }

    /// Notes that the editors are done with a suggestion, and what they did.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster; [`StoreError::Text`] for a note that cannot be kept;
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn finish_suggestion(
        &self,
        scope: &HubScope,
        (suggestion, version): (SuggestionId, i64),
        note: &str,
    ) -> Result<(), StoreError> {
        let note = tidy_text(Some(note), MOST_SUGGESTED)?;
        let sql = "UPDATE menu_suggestion SET done_at = $4, done_by = $5, answer = $6, version = version + 1
            WHERE hub_id = $1 AND suggestion_id = $2 AND version = $3 AND done_at IS NULL";
        transaction!(self, "finish suggestion", |tx| {
            of_hub(tx, scope, suggestion).await?;
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(suggestion)
                .bind(version)
                .bind(at)
                .bind(person(scope))
                .bind(&note)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Suggestion));
            }
            self.record(tx, scope, "suggestion done", None, json!({"suggestion": suggestion})).await
        })
    }

    /// Takes a suggestion up again. Open already, nothing changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn reopen_suggestion(
        &self,
        scope: &HubScope,
        suggestion: SuggestionId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_suggestion SET done_at = NULL, done_by = NULL, version = version + 1
            WHERE hub_id = $1 AND suggestion_id = $2 AND done_at IS NOT NULL";
        transaction!(self, "reopen suggestion", |tx| {
            of_hub(tx, scope, suggestion).await?;
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(suggestion).execute(c))?;
            if rows == 0 {
                return Ok(());
            }
            self.record(tx, scope, "suggestion reopened", None, json!({"suggestion": suggestion})).await
        })
    }
}

async fn some(
    view: &mut View,
    scope: &HubScope,
    (which, most): (&'static str, u16),
) -> Result<Vec<Suggestion>, StoreError> {
    let sql = format!("{SELECT} AND {which} LIMIT $2");
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(i64::from(most))
        .fetch_all(c))?;
    rows.into_iter().map(Row::read).collect()
}

async fn of_hub(
    view: &mut View,
    scope: &HubScope,
    suggestion: SuggestionId,
) -> Result<Suggestion, StoreError> {
    let sql = format!("{SELECT} AND g.suggestion_id = $2");
    let row: Option<Row> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(suggestion)
        .fetch_optional(c))?;
    row.ok_or(StoreError::NotFound(Thing::Suggestion))?.read()
}
