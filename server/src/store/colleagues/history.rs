//! What a colleague did at a hub, from its audit chains.

use chrono::{DateTime, Utc};

use super::super::db::{look, on_db};
use super::super::{Actor, HubScope, PersonId, Store, StoreError};
use super::one_of;

/// As many deeds as a page shows.
const MOST: i64 = 100;

/// Something that was done; about whom is not told here.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Deed {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as the audit chain calls it.
    pub action: String,
}

impl Store {
    /// The newest deeds of a colleague at this hub, writes and looks.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for somebody who does not work here.
    pub async fn deeds_of(&self, scope: &HubScope, person: PersonId) -> Result<Vec<Deed>, StoreError> {
        let sql = "SELECT e.at, e.action FROM audit_entry e JOIN audit_chain c ON c.chain_id = e.chain_id
            WHERE c.hub_id = $1 AND e.actor = $2 ORDER BY e.at DESC, e.seq DESC LIMIT $3";
        let actor = Actor::Person(person).to_string();
        look!(self, "list deeds", |view| {
            one_of(view, scope, person).await?;
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(&actor).bind(MOST).fetch_all(c))?)
        })
    }
}
