//! The rows of a file that still wait, and what is noted of each once it is done.

use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::carers::CarerDetails;
use super::super::db::{Tx, View, list, on_db, write_db};
use super::super::{CarerId, HubScope, ImportId, OrganisationId, StoreError};
use super::RowChoice;
use crate::spreadsheet::Person;

/// So many rows are one step; what a step did is kept whatever becomes of the next.
pub(super) const STEP: i64 = 100;

/// A row that waits for its turn.
#[derive(sqlx::FromRow)]
pub(super) struct Waiting {
    pub(super) number: i64,
    pub(super) carer_id: CarerId,
    person: Option<Json<Person>>,
    pub(super) school_id: Option<OrganisationId>,
    pub(super) like_id: Option<CarerId>,
    pub(super) like_number: Option<i64>,
    choice: Option<String>,
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Added,
    LeftOut,
}

impl Waiting {
    pub(super) fn person(&self) -> Option<&Person> {
        self.person.as_ref().map(|Json(person)| person)
    }

    pub(super) fn choice(&self) -> Option<RowChoice> {
        self.choice.as_deref().and_then(RowChoice::from_code)
    }

    /// What is written down of them; `protected_since` counts from this step.
    pub(super) fn details(&self, tx: &Tx) -> Option<CarerDetails> {
        self.person().map(|person| CarerDetails {
            given_name: person.given_name.clone(),
            family_name: person.family_name.clone(),
            known_as: person.known_as.clone(),
            born_on: person.born_on,
            school: self.school_id,
            protected_since: person.protected.then_some(tx.at),
            caring_ended_on: None,
        })
    }
}

/// The next rows of a file.
pub(super) async fn waiting(
    view: &mut View,
    scope: &HubScope,
    import: ImportId,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT number, carer_id, person, school_id, like_id, like_number, choice FROM import_row
        WHERE hub_id = $1 AND import_id = $2 AND outcome IS NULL ORDER BY number LIMIT $3";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(STEP).fetch_all(c))?)
}

/// Notes rows that were added or left out. What an added one said stands on the books now, so it is emptied.
pub(super) async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    numbers: &[i64],
    outcome: Outcome,
) -> Result<(), StoreError> {
    if numbers.is_empty() {
        return Ok(());
    }
    let set = match outcome {
        Outcome::Added => "outcome = 'added', version = 1, written = NULL, person = NULL, school_id = NULL",
        Outcome::LeftOut => "outcome = 'left-out'",
    };
    let sql = format!(
        "UPDATE import_row SET {set} WHERE hub_id = $1 AND import_id = $2 AND outcome IS NULL AND number IN ({})",
        list(2, numbers.len())
    );
    write_db!(tx, |c| numbers
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())).bind(scope.hub()).bind(import), |query, number| query
            .bind(*number))
        .execute(c))?;
    Ok(())
}

/// Adds to what the file's page counts.
pub(super) async fn count(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    (added, filled, left_out): (usize, usize, usize),
) -> Result<(), StoreError> {
    let [added, filled, left_out] =
        [added, filled, left_out].map(|rows| i64::try_from(rows).unwrap_or_default());
    let sql = "UPDATE import SET added = added + $1, filled = filled + $2, left_out = left_out + $3
        WHERE hub_id = $4 AND import_id = $5";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(added)
        .bind(filled)
        .bind(left_out)
        .bind(scope.hub())
        .bind(import)
        .execute(c))?;
    Ok(())
}
