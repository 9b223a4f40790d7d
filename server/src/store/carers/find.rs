//! Finding young people by name, school and state; the search is a look too, and recorded.

use chrono::NaiveDate;
use passport_core::issue::today;
use serde_json::json;

use super::super::db::{on_db, transaction};
use super::super::{CarerId, HubScope, OrganisationId, Store, StoreError, Thing};
use super::{CarerState, read_date, search_name};

/// The most lines one search gives: with more, type more of the name.
pub const MOST_FOUND: u16 = 200;

/// What is looked for; each part that is left out is not asked about.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CarerSearch {
    /// Words out of the name (three count).
    pub typed: String,
    /// Of this school.
    pub school: Option<OrganisationId>,
    /// In this state.
    pub state: Option<CarerState>,
}

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
    /// The name of their school.
    pub school: Option<String>,
    /// Whether somebody may not be safe.
    pub protected: bool,
    /// Whether caring goes on and they hold a card.
    pub state: CarerState,
}

impl std::fmt::Debug for CarerLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CarerLine({})", self.carer_id)
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    carer_id: CarerId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    born_on: String,
    school: Option<String>,
    protected: bool,
    state: String,
}

impl Row {
    pub(super) fn read(self) -> Result<CarerLine, StoreError> {
        Ok(CarerLine {
            carer_id: self.carer_id,
            given_name: self.given_name,
            family_name: self.family_name,
            known_as: self.known_as,
            born_on: read_date(&self.born_on)?,
            school: self.school,
            protected: self.protected,
            state: CarerState::from_code(&self.state).ok_or(StoreError::Unreadable(Thing::Carer))?,
        })
    }
}

/// The lines of a hub's young people, before any choice among them: $1 is the hub, $2 today, $3 the most lines.
macro_rules! lines {
    ($choice:literal) => {
        concat!(
            "SELECT carer_id, given_name, family_name, known_as, born_on, school, protected, state FROM (
            SELECT r.carer_id, r.given_name, r.family_name, r.known_as, r.born_on, r.school_id, r.search_name,
                o.name AS school, r.protected_since IS NOT NULL AS protected,
                CASE WHEN r.caring_ended_on <= $2 THEN 'caring-ended'
                    WHEN EXISTS (SELECT 1 FROM card k WHERE k.hub_id = r.hub_id AND k.carer_id = r.carer_id
                        AND k.withdrawn_at IS NULL AND k.ends_on >= $2
                        AND (k.kind <> 'phone' OR EXISTS (SELECT 1 FROM phone_grant w WHERE w.hub_id = k.hub_id
                            AND w.card_id = k.card_id AND w.ended_at IS NULL))) THEN 'with-card'
                    ELSE 'without-card' END AS state
            FROM carer r LEFT JOIN organisation o ON o.hub_id = r.hub_id AND o.organisation_id = r.school_id
            WHERE r.hub_id = $1) AS line WHERE ",
            $choice,
            " ORDER BY search_name, carer_id LIMIT $3"
        )
    };
}
pub(super) use lines;

impl Store {
    /// The young people of a hub whose names contain the typed words (three count), by surname; all of them when nothing is typed.
    ///
    /// # Errors
    /// [`StoreError`] when the search cannot be recorded.
    pub async fn find_carers(&self, scope: &HubScope, typed: &str) -> Result<Vec<CarerLine>, StoreError> {
        self.search_carers(scope, &CarerSearch { typed: typed.to_owned(), ..CarerSearch::default() }).await
    }

    /// The young people of a hub who fit a search, by surname, 200 at most.
    ///
    /// # Errors
    /// [`StoreError`] when the search cannot be recorded.
    pub async fn search_carers(
        &self,
        scope: &HubScope,
        search: &CarerSearch,
    ) -> Result<Vec<CarerLine>, StoreError> {
        let patterns = patterns(&search.typed);
        let (school, state) = (search.school, search.state.map_or("", CarerState::code));
        let sql = lines!(
            "search_name LIKE $4 AND search_name LIKE $5 AND search_name LIKE $6
            AND ($7 IS NULL OR school_id = $7) AND CAST($8 AS TEXT) IN ('', state)"
        );
        transaction!(self, "find carers", |tx| {
            let today = today(tx.at).to_string();
            let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(&today)
                .bind(i64::from(MOST_FOUND))
                .bind(&patterns[0])
                .bind(&patterns[1])
                .bind(&patterns[2])
                .bind(school)
                .bind(state)
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
