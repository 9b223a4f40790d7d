//! Writing new records down, one or many in a step, each with its entry in the audit chain.

use sqlx::AssertSqlSafe;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, places, write_db};
use super::super::{CarerId, HubScope, Store, StoreError, SubjectId};
use super::CarerDetails;
use super::write::school_of_another_hub;

/// Somebody who is about to stand on the books, tidied.
pub(in super::super) struct NewCarer {
    pub(in super::super) carer: CarerId,
    pub(in super::super) subject: SubjectId,
    pub(in super::super) details: CarerDetails,
}

impl Store {
    /// Adds them all, in the transaction of the deed that adds them.
    pub(in super::super) async fn add_all(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        new: &[NewCarer],
    ) -> Result<(), StoreError> {
        for new in new.chunks(MOST_ROWS_AT_ONCE) {
            insert(tx, scope, new).await?;
        }
        let deeds = new.iter().map(|one| (one.subject, one.details.for_the_record()));
        self.record_each(tx, scope, "record added", deeds).await
    }
}

async fn insert(tx: &mut Tx, scope: &HubScope, new: &[NewCarer]) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = format!(
        "INSERT INTO carer (hub_id, carer_id, subject_id, given_name, family_name, known_as, search_name,
        born_on, school_id, protected_since, caring_ended_on, version, created_at, updated_at) VALUES {}",
        places(new.len(), 14)
    );
    write_db!(tx, |c| new
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, NewCarer { carer, subject, details }| query
            .bind(scope.hub())
            .bind(*carer)
            .bind(*subject)
            .bind(&details.given_name)
            .bind(&details.family_name)
            .bind(&details.known_as)
            .bind(details.search_name())
            .bind(details.born_on.to_string())
            .bind(details.school)
            .bind(details.protected_since)
            .bind(details.caring_ended_on.map(|day| day.to_string()))
            .bind(1_i64)
            .bind(at)
            .bind(at))
        .execute(c))
    .map_err(school_of_another_hub)?;
    Ok(())
}
