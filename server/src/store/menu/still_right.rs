//! "Still right": an editor made sure today that what everybody reads is so.

use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::{HubScope, ServiceId, Store, StoreError};
use super::moved;
use super::write::person;

impl Store {
    /// Notes that these services were found right today, and gives how many that were: what is not this hub's, not live or in the
    /// archive is left out.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn found_right(&self, scope: &HubScope, services: &[ServiceId]) -> Result<u64, StoreError> {
        transaction!(self, "find services right", |tx| {
            let mut found = Vec::new();
            for service in services {
                if check(tx, scope, *service).await? {
                    found.push(*service);
                }
            }
            if found.is_empty() {
                return Ok(0);
            }
            moved(tx).await?;
            let details = json!({"services": found});
            self.record(tx, scope, "services found right", None, details).await?;
            Ok(u64::try_from(found.len()).unwrap_or_default())
        })
    }
}

async fn check(tx: &mut Tx, scope: &HubScope, service: ServiceId) -> Result<bool, StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_service SET checked_at = $3, checked_by = $4, changed_at = $3
        WHERE hub_id = $1 AND service_id = $2 AND live_number IS NOT NULL AND archived_at IS NULL";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(at)
        .bind(person(scope))
        .execute(c))?;
    Ok(rows == 1)
}
