//! Finding young people by name; the search is a look too, and recorded.

use chrono::NaiveDate;
use serde_json::json;

use super::super::db::{on_db, transaction};
use super::super::{CarerId, HubScope, Store, StoreError};
use super::{read_date, search_name};

/// The most lines one search gives: with more, type more of the name.
const MOST_FOUND: i64 = 200;

/// One line of a list of young people.
#[derive(Clone, PartialEq, Eq)]
pub struct CarerLine {
    /// The young person.
    pub carer_id: CarerId,
    /// First name.
    pub given_name: String,
    /// Surname.
    pub family_name: Option<String>,
    /// What they are called, if not by their first name.
    pub known_as: Option<String>,
    /// Date of birth, to tell two of one name apart.
    pub born_on: NaiveDate,
}

impl std::fmt::Debug for CarerLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CarerLine({})", self.carer_id)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    carer_id: CarerId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    born_on: String,
}

impl Row {
    fn read(self) -> Result<CarerLine, StoreError> {
        let Self { carer_id, given_name, family_name, known_as, born_on } = self;
        Ok(CarerLine { carer_id, given_name, family_name, known_as, born_on: read_date(&born_on)? })
    }
}

impl Store {
    /// The young people of a hub whose names contain the typed words (three count), by surname; all of them when nothing is typed.
    ///
    /// # Errors
    /// [`StoreError`] when the search cannot be recorded.
    pub async fn find_carers(&self, scope: &HubScope, typed: &str) -> Result<Vec<CarerLine>, StoreError> {
        let patterns = patterns(typed);
        let sql = "SELECT carer_id, given_name, family_name, known_as, born_on FROM carer
            WHERE hub_id = $1 AND search_name LIKE $2 AND search_name LIKE $3 AND search_name LIKE $4
            ORDER BY search_name, carer_id LIMIT $5";
        transaction!(self, "find carers", |tx| {
            let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(&patterns[0])
                .bind(&patterns[1])
                .bind(&patterns[2])
                .bind(MOST_FOUND)
                .fetch_all(c))?;
            let found = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            self.note_read(tx, scope, "records searched", None, json!({"found": found.len()})).await?;
            Ok(found)
        })
    }
}

/// One pattern for each of the first three typed words; folding has taken out whatever LIKE would read as its own.
fn patterns(typed: &str) -> [String; 3] {
    let folded = search_name::fold(typed);
    let mut words = folded.split(' ');
    std::array::from_fn(|_| format!("%{}%", words.next().unwrap_or_default()))
}
