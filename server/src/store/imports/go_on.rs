//! Going on with a file, one step at a time. Writers queue, so two servers on one file take turns, and a step that was cut off
//! has done nothing.

use serde_json::json;
use sqlx::types::Json;

use super::super::carers::{self, Carer, CarerDetails, NewCarer};
use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::{
    Actor, CarerId, HubId, HubScope, ImportId, PersonId, Store, StoreError, SubjectId, Thing,
};
use super::alike::{Known, Names, known};
use super::rows::{Outcome, Waiting, count, note, waiting};
use super::{ImportState, RowChoice, of_hub};
use passport_core::card::HubSlug;

impl Store {
    /// Does the next step of a file that is being added or undone; gives whether nothing is left to do.
    ///
    /// # Errors
    /// [`StoreError`] when the step was not done; it may be tried again.
    pub async fn go_on_with_import(&self, scope: &HubScope, import: ImportId) -> Result<bool, StoreError> {
        transaction!(self, "go on with import", |tx| {
            match of_hub(tx, scope, import).await?.state {
                ImportState::Running => self.add_some(tx, scope, import).await,
                ImportState::Undoing => self.undo_some(tx, scope, import).await,
                _ => Ok(true),
            }
        })
    }

    /// Files that are being added or undone, on whichever hub, each with the right of whoever asked for it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn unfinished_imports(&self) -> Result<Vec<(HubScope, ImportId)>, StoreError> {
        let sql = "SELECT i.hub_id, h.slug, i.import_id, i.person_id FROM import i JOIN hub h ON h.hub_id = i.hub_id
            WHERE (i.started_at IS NOT NULL AND i.finished_at IS NULL)
            OR (i.undoing_at IS NOT NULL AND i.undone_at IS NULL) ORDER BY i.started_at, i.import_id";
        super::super::db::look!(self, "find unfinished imports", |view| {
            let rows: Vec<(HubId, String, ImportId, Option<PersonId>)> =
                on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
            rows.into_iter().map(unfinished).collect()
        })
    }

    async fn add_some(&self, tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<bool, StoreError> {
        let rows = waiting(tx, scope, import).await?;
        if rows.is_empty() {
            return self.finish_import(tx, scope, import).await.map(|()| true);
        }
        let met = came_meanwhile(tx, scope, import).await?;
        let (mut adding, mut added, mut left) = (Vec::new(), Vec::new(), Vec::new());
        let mut filled = 0;
        for row in &rows {
            match (row.choice(), row.details(tx)) {
                (Some(RowChoice::Fill), Some(_)) => {
                    // Whoever is filled in may be one of the rows just before.
                    self.add_all(tx, scope, &std::mem::take(&mut adding)).await?;
                    note(tx, scope, import, &std::mem::take(&mut added), Outcome::Added).await?;
                    if self.fill(tx, scope, import, row).await? {
                        filled += 1;
                    } else {
                        left.push(row.number);
                    }
                }
                (Some(RowChoice::Add), Some(details)) if !is_among(&met, row, &details) => {
                    let subject = SubjectId(self.draw_uuid()?);
                    adding.push(NewCarer { carer: row.carer_id, subject, details: details.tidied()? });
                    added.push(row.number);
                }
                _ => left.push(row.number),
            }
        }
        self.add_all(tx, scope, &adding).await?;
        note(tx, scope, import, &added, Outcome::Added).await?;
        note(tx, scope, import, &left, Outcome::LeftOut).await?;
        count(tx, scope, import, (rows.len() - filled - left.len(), filled, left.len())).await?;
        Ok(false)
    }

    async fn finish_import(&self, tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<(), StoreError> {
        let at = tx.at;
        let sql =
            "UPDATE import SET finished_at = $1 WHERE hub_id = $2 AND import_id = $3 AND finished_at IS NULL";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(import).execute(c))?;
        super::super::one(rows, Thing::Import)?;
        self.record(tx, scope, "import finished", None, json!({"import": import})).await
    }

    /// Fills in what is empty on the record that a row is like. False when that record is not there.
    async fn fill(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        import: ImportId,
        row: &Waiting,
    ) -> Result<bool, StoreError> {
        let Some(before) = target(tx, scope, import, row).await? else { return Ok(false) };
        let (details, filled) = filled_in(&before, row, tx);
        let version = if filled.is_empty() {
            before.version
        } else {
            self.change_to(tx, scope, &before, &details).await?
        };
        follow(tx, scope, import, (before.carer_id, before.version, version)).await?;
        let sql = "UPDATE import_row SET outcome = 'filled', carer_id = $1, version = $2, filled = $3, written = NULL,
            person = NULL, school_id = NULL WHERE hub_id = $4 AND import_id = $5 AND number = $6";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(before.carer_id)
            .bind(version)
            .bind(Json(&filled))
            .bind(scope.hub())
            .bind(import)
            .bind(row.number)
            .execute(c))?;
        Ok(true)
    }
}

/// Other rows of the file that wrote on a record know its version: what the file itself does is no touch by somebody else.
pub(super) async fn follow(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    (carer, before, after): (CarerId, i64, i64),
) -> Result<(), StoreError> {
    let sql = "UPDATE import_row SET version = $1 WHERE hub_id = $2 AND import_id = $3 AND carer_id = $4 AND version = $5
        AND outcome IN ('added', 'filled')";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(after)
        .bind(scope.hub())
        .bind(import)
        .bind(carer)
        .bind(before)
        .execute(c))?;
    Ok(())
}

fn unfinished(
    (hub, slug, import, person): (HubId, String, ImportId, Option<PersonId>),
) -> Result<(HubScope, ImportId), StoreError> {
    let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
    let actor = person.map_or(Actor::Operator, Actor::Person);
    Ok((HubScope::of(hub, slug, actor), import))
}

/// Who was added by others since the file was read.
async fn came_meanwhile(
    view: &mut View,
    scope: &HubScope,
    import: ImportId,
) -> Result<Known<CarerId>, StoreError> {
    let sql = "SELECT c.carer_id, c.given_name, c.family_name, c.known_as, c.born_on FROM carer c
        JOIN import i ON i.hub_id = c.hub_id WHERE c.hub_id = $1 AND i.import_id = $2 AND c.created_at > i.created_at
        AND NOT EXISTS (SELECT 1 FROM import_row r WHERE r.hub_id = c.hub_id AND r.carer_id = c.carer_id
            AND r.import_id = $2)";
    known(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).fetch_all(c))?)
}

/// Whether somebody alike came meanwhile, of whom nobody was asked about this row.
fn is_among(met: &Known<CarerId>, row: &Waiting, details: &CarerDetails) -> bool {
    let names = Names {
        given_name: &details.given_name,
        family_name: details.family_name.as_ref(),
        known_as: details.known_as.as_ref(),
        born_on: details.born_on,
    };
    row.like_id.is_none() && row.like_number.is_none() && met.like(&names).is_some()
}

/// The record that a row is like: of the books, or of the earlier row.
async fn target(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    row: &Waiting,
) -> Result<Option<Carer>, StoreError> {
    let sql = "SELECT carer_id FROM import_row WHERE hub_id = $1 AND import_id = $2 AND number = $3
        AND outcome IN ('added', 'filled')";
    let carer = match row.like_id {
        Some(carer) => Some(carer),
        None => on_db!(tx, |c| sqlx::query_scalar(sql)
            .bind(scope.hub())
            .bind(import)
            .bind(row.like_number)
            .fetch_optional(c))?,
    };
    let Some(carer) = carer else { return Ok(None) };
    match carers::of_hub(tx, scope, carer).await {
        Ok(carer) => Ok(Some(carer)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// A record with its empty places filled, and which they were.
fn filled_in(before: &Carer, row: &Waiting, tx: &Tx) -> (CarerDetails, Vec<&'static str>) {
    let mut details = before.details.clone();
    let mut filled = Vec::new();
    let Some(from) = row.details(tx) else { return (details, filled) };
    if details.family_name.is_none() && from.family_name.is_some() {
        details.family_name = from.family_name;
        filled.push("family_name");
    }
    // What they are called is no longer empty when it is their first name.
    if details.known_as.is_none()
        && from.known_as.as_ref().is_some_and(|called| *called != details.given_name)
    {
        details.known_as = from.known_as;
        filled.push("known_as");
    }
    if details.school.is_none() && from.school.is_some() {
        details.school = from.school;
        filled.push("school");
    }
    if details.protected_since.is_none() && from.protected_since.is_some() {
        details.protected_since = from.protected_since;
        filled.push("protected");
    }
    (details, filled)
}
