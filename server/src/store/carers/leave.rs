//! Leaving a school: many pupils in one step each July, and what the school may know ends with it.

use passport_core::carer::Purpose;
use serde_json::json;

use super::super::db::{transaction, write_db};
use super::super::{CarerId, HubScope, OrganisationId, Store, StoreError};
use super::of_hub;

impl Store {
    /// Takes the school off the records of those who left it; gives how many. Who goes to another school by now is left as
    /// they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is not in this hub: then nothing is changed.
    pub async fn leave_school(
        &self,
        scope: &HubScope,
        leavers: &[(CarerId, OrganisationId)],
    ) -> Result<usize, StoreError> {
        let sql = "UPDATE carer SET school_id = NULL, version = version + 1, updated_at = $1
            WHERE hub_id = $2 AND carer_id = $3 AND school_id = $4";
        transaction!(self, "leave school", |tx| {
            let (at, mut left) = (tx.at, 0);
            for (carer, school) in leavers {
                let before = of_hub(tx, scope, *carer).await?;
                let rows = write_db!(tx, |c| sqlx::query(sql)
                    .bind(at)
                    .bind(scope.hub())
                    .bind(carer)
                    .bind(school)
                    .execute(c))?;
                if rows == 1 {
                    self.take_back(tx, scope, &before, Purpose::School).await?;
                    let details = json!({"school": school});
                    self.record(tx, scope, "school left", Some(before.subject_id), details).await?;
                    left += 1;
                }
            }
            Ok(left)
        })
    }
}
