//! Reading a file in: its rows are written down and compared with the books, and nobody is added yet.

use std::collections::HashMap;

use serde_json::json;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::carers::fold;
use super::super::db::{MOST_ROWS_AT_ONCE, Tx, View, on_db, places, transaction, write_db};
use super::super::organisations::OrganisationKind;
use super::super::{Actor, CarerId, HubScope, ImportId, OrganisationId, Store, StoreError};
use super::alike::{Known, Names, on_the_books};
use super::of_hub;
use crate::spreadsheet::{Person, Written};

/// A file about to be read in.
pub struct NewImport {
    /// Drawn with the form, so that a form sent twice reads one file in.
    pub import_id: ImportId,
    /// Its name, of which 100 letters are kept.
    pub file_name: String,
    /// Its rows.
    pub rows: Vec<NewRow>,
    /// The titles of columns that nothing was taken from.
    pub ignored: Vec<String>,
    /// Whether its letters were guessed.
    pub letters_guessed: bool,
}

/// One row of it.
pub struct NewRow {
    /// Its number in the spreadsheet program.
    pub number: u32,
    /// What it says.
    pub written: Written,
    /// Who that is; none when something is wrong with it.
    pub person: Option<Person>,
}

/// A row as it is kept.
struct KeptRow<'a> {
    row: &'a NewRow,
    carer: CarerId,
    school: School,
    like: Option<CarerId>,
    like_number: Option<i64>,
}

/// Where a row's school was found: on the books, or not at all.
#[derive(Default)]
struct School {
    known: Option<OrganisationId>,
    unknown: Option<String>,
}

impl Store {
    /// An id for a file that a form is about to read in.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_import_id(&self) -> Result<ImportId, StoreError> {
        Ok(ImportId(self.draw_uuid()?))
    }

    /// Reads a file in. The comparison with the books is recorded first.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was read in.
    pub async fn read_in(&self, scope: &HubScope, new: &NewImport) -> Result<(), StoreError> {
        let carers = new.rows.iter().map(|_| Ok(CarerId(self.draw_uuid()?)));
        let carers = carers.collect::<Result<Vec<_>, StoreError>>()?;
        transaction!(self, "read in spreadsheet", |tx| {
            match of_hub(tx, scope, new.import_id).await {
                Ok(_) => return Ok(()),
                Err(StoreError::NotFound(_)) => {}
                Err(fault) => return Err(fault),
            }
            let books = on_the_books(tx, scope).await?;
            let schools = schools(tx, scope).await?;
            let rows = compared(new, &carers, &books, &schools);
            let alike = rows.iter().filter(|row| row.like.is_some()).count();
            self.note_read(tx, scope, "records compared", None, json!({"found": alike})).await?;
            insert(tx, scope, new).await?;
            for rows in rows.chunks(MOST_ROWS_AT_ONCE) {
                insert_rows(tx, scope, new.import_id, rows).await?;
            }
            let details = json!({"import": new.import_id, "rows": rows.len()});
            self.record(tx, scope, "spreadsheet read in", None, details).await
        })
    }
}

/// Each row with who it may be, of the books or of the rows before it, and with its school.
fn compared<'a>(
    new: &'a NewImport,
    carers: &[CarerId],
    books: &Known<CarerId>,
    known: &HashMap<String, OrganisationId>,
) -> Vec<KeptRow<'a>> {
    let mut before = Known::nobody();
    let mut unknown: HashMap<String, String> = HashMap::new();
    let rows = new.rows.iter().zip(carers).map(|(row, carer)| {
        let mut kept =
            KeptRow { row, carer: *carer, school: School::default(), like: None, like_number: None };
        let Some(person) = &row.person else { return kept };
        let names = Names {
            given_name: &person.given_name,
            family_name: person.family_name.as_ref(),
            known_as: person.known_as.as_ref(),
            born_on: person.born_on,
        };
        kept.like = books.like(&names);
        kept.like_number = before.like(&names);
        before.add(&names, i64::from(row.number));
        if let Some(school) = &person.school {
            let folded = fold(school);
            kept.school.known = known.get(&folded).copied();
            if kept.school.known.is_none() {
                // Of several spellings the first is asked about.
                kept.school.unknown = Some(unknown.entry(folded).or_insert_with(|| school.clone()).clone());
            }
        }
        kept
    });
    rows.collect()
}

/// The schools that a hub works with, by their folded names.
async fn schools(view: &mut View, scope: &HubScope) -> Result<HashMap<String, OrganisationId>, StoreError> {
    let sql = "SELECT organisation_id, name FROM organisation
        WHERE hub_id = $1 AND kind = $2 AND closed_at IS NULL ORDER BY created_at DESC, organisation_id";
    let kind = OrganisationKind::School.code();
    let rows: Vec<(OrganisationId, String)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(kind).fetch_all(c))?;
    Ok(rows.into_iter().map(|(school, name)| (fold(&name), school)).collect())
}

async fn insert(tx: &mut Tx, scope: &HubScope, new: &NewImport) -> Result<(), StoreError> {
    let at = tx.at;
    let person = match scope.actor() {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => None,
    };
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let faulty = new.rows.iter().filter(|row| row.person.is_none()).count();
    let file_name: String = new.file_name.chars().filter(|c| !c.is_control()).take(100).collect();
    let sql = "INSERT INTO import (hub_id, import_id, file_name, person_id, ignored, letters_guessed, total, added,
        filled, left_out, faulty, undone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, 0, $9)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(new.import_id)
        .bind(&file_name)
        .bind(person)
        .bind(Json(&new.ignored))
        .bind(new.letters_guessed)
        .bind(count(new.rows.len()))
        .bind(count(faulty))
        .bind(at)
        .execute(c))?;
    Ok(())
}

async fn insert_rows(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    rows: &[KeptRow<'_>],
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO import_row (hub_id, import_id, number, carer_id, written, person, school_name, school_id, like_id,
        like_number) VALUES {}",
        places(rows.len(), 10)
    );
    write_db!(tx, |c| rows
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, kept| query
            .bind(scope.hub())
            .bind(import)
            .bind(i64::from(kept.row.number))
            .bind(kept.carer)
            .bind(Json(&kept.row.written))
            .bind(kept.row.person.as_ref().map(Json))
            .bind(kept.school.unknown.as_deref())
            .bind(kept.school.known)
            .bind(kept.like)
            .bind(kept.like_number))
        .execute(c))?;
    Ok(())
}
