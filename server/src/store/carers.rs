//! Young people on a hub's books. Nobody's record is shown before the look at it is recorded.

mod agreements;
mod alike;
mod erase;
mod find;
mod insert;
mod leave;
mod search_name;
mod state;
mod wishes;
mod write;

use chrono::{DateTime, NaiveDate, Utc};

use super::db::{View, on_db, transaction};
use super::{CarerId, HubScope, OrganisationId, Store, StoreError, SubjectId, Thing};

pub(super) use agreements::is_agreed;
pub(super) use alike::words;
pub(super) use insert::NewCarer;
pub(super) use search_name::fold;

pub use agreements::{Agreed, Agreement, How};
pub use find::{CarerLine, CarerSearch, MOST_FOUND};
pub use state::CarerState;
pub use wishes::{ContactWishes, KeptWishes, ReachedBy};

/// What a hub writes down about a young person.
#[derive(Clone, PartialEq, Eq)]
pub struct CarerDetails {
    /// First name.
    pub given_name: String,
    /// Surname; some people have none.
    pub family_name: Option<String>,
    /// What they are called, if not by their first name.
    pub known_as: Option<String>,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// Their school; naming it lets nobody there see anything.
    pub school: Option<OrganisationId>,
    /// Since when nothing may reach a school list or a letter, if somebody is not safe.
    pub protected_since: Option<DateTime<Utc>>,
    /// The day caring ended.
    pub caring_ended_on: Option<NaiveDate>,
}

/// A young person's record.
#[derive(Clone)]
pub struct Carer {
    /// The young person.
    pub carer_id: CarerId,
    /// Their stand-in in the audit chain.
    pub subject_id: SubjectId,
    /// What is written down.
    pub details: CarerDetails,
    /// Counts the changes; a change names the version it was made from.
    pub version: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// The last change.
    pub updated_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct CarerRow {
    carer_id: CarerId,
    subject_id: SubjectId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    born_on: String,
    school_id: Option<OrganisationId>,
    protected_since: Option<DateTime<Utc>>,
    caring_ended_on: Option<String>,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl CarerDetails {
    /// What they are called: known-as name, else first name.
    pub fn called(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.given_name)
    }
}

/// Names never reach a log by way of `{:?}`.
impl std::fmt::Debug for CarerDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CarerDetails")
    }
}

impl std::fmt::Debug for Carer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Carer({}, version {})", self.carer_id, self.version)
    }
}

impl CarerRow {
    fn read(self) -> Result<Carer, StoreError> {
        let details = CarerDetails {
            given_name: self.given_name,
            family_name: self.family_name,
            known_as: self.known_as,
            born_on: read_date(&self.born_on)?,
            school: self.school_id,
            protected_since: self.protected_since,
            caring_ended_on: self.caring_ended_on.as_deref().map(read_date).transpose()?,
        };
        let Self { carer_id, subject_id, version, created_at, updated_at, .. } = self;
        Ok(Carer { carer_id, subject_id, details, version, created_at, updated_at })
    }
}

/// A date as stored.
pub(super) fn read_date(stored: &str) -> Result<NaiveDate, StoreError> {
    stored.parse().map_err(|_| StoreError::Unreadable(Thing::Carer))
}

/// A young person of this hub.
pub(super) async fn of_hub(view: &mut View, scope: &HubScope, carer: CarerId) -> Result<Carer, StoreError> {
    let sql =
        "SELECT carer_id, subject_id, given_name, family_name, known_as, born_on, school_id, protected_since,
        caring_ended_on, version, created_at, updated_at FROM carer WHERE hub_id = $1 AND carer_id = $2";
    let found: Option<CarerRow> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(carer).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Carer))?.read()
}

impl Store {
    /// Opens a young person's record. The look is recorded first: if that cannot be written, nothing is shown.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none in this hub.
    pub async fn open_carer(&self, scope: &HubScope, carer: CarerId) -> Result<Carer, StoreError> {
        transaction!(self, "open carer", |tx| {
            let carer = of_hub(tx, scope, carer).await?;
            self.note_read(tx, scope, "record opened", Some(carer.subject_id), serde_json::json!({})).await?;
            Ok(carer)
        })
    }
}
