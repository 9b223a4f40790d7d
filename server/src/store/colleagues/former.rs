//! Who worked for a hub until lately: their hub may still have to answer what they did.

use chrono::{DateTime, Utc};

use super::super::db::{View, look, on_db};
use super::super::{HubScope, PersonId, Store, StoreError, retention};

/// Somebody who left, and whose name is still kept.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FormerColleague {
    /// The person.
    pub person_id: PersonId,
    /// Their name.
    pub display_name: String,
    /// When their last role here ended.
    pub ended_at: DateTime<Utc>,
}

/// No name reaches a log by way of `{:?}`.
impl std::fmt::Debug for FormerColleague {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FormerColleague({})", self.person_id)
    }
}

impl Store {
    /// Who left a hub within the last twelve months, by name. After that nothing leads to them any more, also where they work for
    /// another hub.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn former_colleagues(&self, scope: &HubScope) -> Result<Vec<FormerColleague>, StoreError> {
        let since = retention::names_kept_since(self.now());
        look!(self, "list former colleagues", |view| of_hub(view, scope, since).await)
    }
}

pub(in crate::store) async fn of_hub(
    view: &mut View,
    scope: &HubScope,
    since: DateTime<Utc>,
) -> Result<Vec<FormerColleague>, StoreError> {
    let sql = "SELECT m.person_id, p.display_name, MAX(m.ended_at) AS ended_at
        FROM membership m JOIN person p ON p.person_id = m.person_id AND p.ended_at IS NULL
        WHERE m.hub_id = $1 AND m.role IN ('manager', 'worker') AND m.ended_at >= $2
            AND NOT EXISTS (SELECT 1 FROM membership n WHERE n.hub_id = m.hub_id AND n.person_id = m.person_id
                AND n.role IN ('manager', 'worker') AND n.ended_at IS NULL)
        GROUP BY m.person_id, p.display_name ORDER BY p.display_name, m.person_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(since).fetch_all(c))?)
}
