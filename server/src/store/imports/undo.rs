//! Undoing a file: whoever it added is taken off the books again, and what it filled in is emptied, unless somebody has
//! written on the record since. Those are kept, and named.

use std::collections::HashSet;

use serde_json::json;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::carers::{self, CarerDetails};
use super::super::db::{Tx, View, list, on_db, transaction, write_db};
use super::super::{CarerId, HubScope, ImportId, Store, StoreError, SubjectId, Thing};
use super::go_on::follow;
use super::rows::STEP;
use super::{ImportState, of_hub};
use crate::journal::Noted;

/// A row that is to be undone.
#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    carer_id: CarerId,
    outcome: String,
    filled: Option<Json<Vec<String>>>,
    version: Option<i64>,
}

/// Records as the file left them: nobody wrote on them, agreed to anything, or was given a card or a photo.
const UNTOUCHED: &str = "SELECT c.carer_id, c.subject_id FROM carer c
    JOIN import_row r ON r.hub_id = c.hub_id AND r.carer_id = c.carer_id AND r.version = c.version
    WHERE r.hub_id = $1 AND r.import_id = $2 AND r.outcome = 'added'
    AND NOT EXISTS (SELECT 1 FROM card k WHERE k.hub_id = c.hub_id AND k.carer_id = c.carer_id)
    AND NOT EXISTS (SELECT 1 FROM agreement a WHERE a.hub_id = c.hub_id AND a.carer_id = c.carer_id)
    AND NOT EXISTS (SELECT 1 FROM contact_wishes w WHERE w.hub_id = c.hub_id AND w.carer_id = c.carer_id)
    AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.hub_id = c.hub_id AND p.carer_id = c.carer_id)
    AND r.number IN ";

impl Store {
    /// Starts to undo a file that was added; [`Self::go_on_with_import`] does it. Started twice is started once.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it is not added, or its rows are deleted.
    pub async fn undo_import(&self, scope: &HubScope, import: ImportId) -> Result<(), StoreError> {
        let sql = "UPDATE import SET undoing_at = $1 WHERE hub_id = $2 AND import_id = $3 AND finished_at IS NOT NULL
            AND undoing_at IS NULL AND cleared_at IS NULL";
        transaction!(self, "undo import", |tx| {
            if matches!(of_hub(tx, scope, import).await?.state, ImportState::Undoing | ImportState::Undone) {
                return Ok(());
            }
            let at = tx.at;
            let rows =
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(import).execute(c))?;
            if rows != 1 {
                return Err(StoreError::Stale(Thing::Import));
            }
            self.record(tx, scope, "import undoing", None, json!({"import": import})).await
        })
    }

    /// One step; the last rows first, so that what was filled in is emptied before its record goes.
    pub(super) async fn undo_some(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        import: ImportId,
    ) -> Result<bool, StoreError> {
        let rows = last(tx, scope, import).await?;
        if rows.is_empty() {
            let at = tx.at;
            let sql = "UPDATE import SET undone_at = $1 WHERE hub_id = $2 AND import_id = $3";
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(import).execute(c))?;
            self.record(tx, scope, "import undone", None, json!({"import": import})).await?;
            return Ok(true);
        }
        let mut undone = HashSet::new();
        for row in rows.iter().filter(|row| row.outcome == "filled") {
            if self.empty_again(tx, scope, import, row).await? {
                undone.insert(row.number);
            }
        }
        let added: Vec<&Row> = rows.iter().filter(|row| row.outcome == "added").collect();
        let gone = untouched(tx, scope, import, &added).await?;
        self.take_off(tx, scope, &gone).await?;
        let gone: HashSet<CarerId> = gone.into_iter().map(|(carer, _)| carer).collect();
        undone.extend(added.iter().filter(|row| gone.contains(&row.carer_id)).map(|row| row.number));
        let (undone, kept): (Vec<i64>, Vec<i64>) =
            rows.iter().map(|row| row.number).partition(|number| undone.contains(number));
        note(tx, scope, import, &undone, "undone").await?;
        note(tx, scope, import, &kept, "kept").await?;
        let count = i64::try_from(undone.len()).unwrap_or_default();
        let sql = "UPDATE import SET undone = undone + $1 WHERE hub_id = $2 AND import_id = $3";
        write_db!(tx, |c| sqlx::query(sql).bind(count).bind(scope.hub()).bind(import).execute(c))?;
        Ok(false)
    }

    /// Empties what a row filled in, if nobody has written on the record since.
    async fn empty_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        import: ImportId,
        row: &Row,
    ) -> Result<bool, StoreError> {
        let before = match carers::of_hub(tx, scope, row.carer_id).await {
            Ok(before) => before,
            Err(StoreError::NotFound(_)) => return Ok(false),
            Err(fault) => return Err(fault),
        };
        if Some(before.version) != row.version {
            return Ok(false);
        }
        let filled = row.filled.as_ref().map(|Json(filled)| filled.as_slice()).unwrap_or_default();
        if !filled.is_empty() {
            let version = self.change_to(tx, scope, &before, &emptied(&before.details, filled)).await?;
            follow(tx, scope, import, (row.carer_id, before.version, version)).await?;
        }
        Ok(true)
    }

    /// Deletes records with all that the audit chain knows about them, but for the stubs.
    async fn take_off(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        gone: &[(CarerId, SubjectId)],
    ) -> Result<(), StoreError> {
        if gone.is_empty() {
            return Ok(());
        }
        let sql = format!(
            "DELETE FROM audit_detail WHERE (chain_id, seq) IN
                (SELECT chain_id, seq FROM audit_entry WHERE subject_id IN ({}))",
            list(0, gone.len())
        );
        write_db!(tx, |c| gone
            .iter()
            .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (_, subject)| query.bind(*subject))
            .execute(c))?;
        for statement in [
            "UPDATE import_row SET like_id = NULL WHERE hub_id = $1 AND like_id IN",
            "DELETE FROM card_run_row WHERE hub_id = $1 AND carer_id IN",
            "DELETE FROM carer WHERE hub_id = $1 AND carer_id IN",
        ] {
            let sql = format!("{statement} ({})", list(1, gone.len()));
            write_db!(tx, |c| gone
                .iter()
                .fold(sqlx::query(AssertSqlSafe(sql.as_str())).bind(scope.hub()), |query, (carer, _)| query
                    .bind(*carer))
                .execute(c))?;
        }
        self.record_each(tx, scope, "record erased", gone.iter().map(|(_, subject)| (*subject, json!({}))))
            .await?;
        let erased = gone.iter().map(|(carer, _)| Noted::Erased { carer: *carer }).collect();
        self.note_outside(tx, scope.hub(), erased).await
    }
}

async fn last(view: &mut View, scope: &HubScope, import: ImportId) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT number, carer_id, outcome, filled, version FROM import_row WHERE hub_id = $1 AND import_id = $2
        AND outcome IN ('added', 'filled') ORDER BY number DESC LIMIT $3";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(STEP).fetch_all(c))?)
}

async fn untouched(
    view: &mut View,
    scope: &HubScope,
    import: ImportId,
    rows: &[&Row],
) -> Result<Vec<(CarerId, SubjectId)>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{UNTOUCHED} ({})", list(2, rows.len()));
    Ok(on_db!(view, |c| rows
        .iter()
        .fold(sqlx::query_as(AssertSqlSafe(sql.as_str())).bind(scope.hub()).bind(import), |query, row| query
            .bind(row.number))
        .fetch_all(c))?)
}

async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    numbers: &[i64],
    outcome: &str,
) -> Result<(), StoreError> {
    if numbers.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE import_row SET outcome = $1 WHERE hub_id = $2 AND import_id = $3 AND number IN ({})",
        list(3, numbers.len())
    );
    write_db!(tx, |c| numbers
        .iter()
        .fold(
            sqlx::query(AssertSqlSafe(sql.as_str())).bind(outcome).bind(scope.hub()).bind(import),
            |query, number| { query.bind(*number) }
        )
        .execute(c))?;
    Ok(())
}

fn emptied(details: &CarerDetails, filled: &[String]) -> CarerDetails {
    let has = |what: &str| filled.iter().any(|one| one == what);
    CarerDetails {
        family_name: details.family_name.clone().filter(|_| !has("family_name")),
        known_as: details.known_as.clone().filter(|_| !has("known_as")),
        school: details.school.filter(|_| !has("school")),
        protected_since: details.protected_since.filter(|_| !has("protected")),
        ..details.clone()
    }
}
