//! Entries as they are shown: what was done about a young person, and who looked.

use chrono::{DateTime, Utc};

use super::super::db::{look, on_db};
use super::super::{HubScope, Store, StoreError, SubjectId};

/// One entry, as it is shown to whoever may see it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditEntry {
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: String,
    /// Who did it.
    pub actor: String,
    /// The young person it was about, by a random stand-in.
    pub subject_id: Option<SubjectId>,
    /// What it was about as JSON, unless it was erased.
    pub details: Option<String>,
}

impl Store {
    /// The newest entries about one young person, of both chains of the hub: what was done, and who looked.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn audit_of(
        &self,
        scope: &HubScope,
        subject: SubjectId,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let sql = "SELECT e.seq, e.at, e.action, e.actor, e.subject_id, d.details FROM audit_entry e
            JOIN audit_chain c ON c.chain_id = e.chain_id
            LEFT JOIN audit_detail d ON d.chain_id = e.chain_id AND d.seq = e.seq
            WHERE c.hub_id = $1 AND e.subject_id = $2 ORDER BY e.at DESC, e.seq DESC";
        look!(self, "list audit entries", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(subject).fetch_all(c))?)
        })
    }
}
