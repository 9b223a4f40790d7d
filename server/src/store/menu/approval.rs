//! A draft's way to everybody: it is sent for approval, approved by a manager, sent back with a reason, or left.

use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::names::tidy_text;
use super::super::{HubScope, ServiceId, Store, StoreError, Thing, one};
use super::VersionNumber;
use super::edit::unchanged;
use super::opened::Head;
use super::write::{go_live, person};

/// The most letters of the reason for which a draft is sent back.
pub const LONGEST_REASON: usize = 500;

impl Store {
    /// Asks a manager to approve a draft.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when its text is another by now, or there is no draft; [`StoreError::NotFound`] when it is not in this hub.
    pub async fn send_for_approval(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
    ) -> Result<(), StoreError> {
        transaction!(self, "send for approval", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let number = draft(&head)?;
            wait(tx, scope, (service, number)).await?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "service sent for approval", None, recorded).await
        })
    }

    /// Makes the draft, exactly as it was read, what everybody reads.
    ///
    /// # Errors
    /// As [`Self::send_for_approval`].
    pub async fn approve_draft(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
    ) -> Result<(), StoreError> {
        transaction!(self, "approve service", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let number = draft(&head)?;
            go_live(tx, scope, (service, number)).await.map_err(not_open)?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "service approved", None, recorded).await
        })
    }

    /// Sends a draft back to its writer, who reads why.
    ///
    /// # Errors
    /// [`StoreError::Text`] for a reason that cannot be kept, or none; otherwise as [`Self::send_for_approval`].
    pub async fn send_back(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
        reason: &str,
    ) -> Result<(), StoreError> {
        let reason = tidy_text(Some(reason), LONGEST_REASON)?.ok_or(StoreError::Text)?;
        transaction!(self, "send service back", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let number = draft(&head)?;
            refuse(tx, scope, (service, number), &reason).await?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "service sent back", None, recorded).await
        })
    }

    /// Leaves a draft: it stays in the history, and what everybody reads is the newest text again.
    ///
    /// # Errors
    /// As [`Self::send_for_approval`]; a service that never was approved has nothing else, and keeps its draft.
    pub async fn leave_draft(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET draft_number = NULL, version = version + 1
            WHERE hub_id = $1 AND service_id = $2 AND live_number IS NOT NULL";
        transaction!(self, "leave draft", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let number = draft(&head)?;
            if head.live_number.is_none() {
                return Err(StoreError::Stale(Thing::Service));
            }
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).execute(c))?;
            one(rows, Thing::Service)?;
            let recorded = json!({"service": service, "number": number});
            self.record(tx, scope, "draft left", None, recorded).await
        })
    }
}

fn draft(head: &Head) -> Result<VersionNumber, StoreError> {
    head.draft_number.ok_or(StoreError::Stale(Thing::Service))
}

/// A draft that was sent back is not approved before somebody wrote on.
fn not_open(fault: StoreError) -> StoreError {
    match fault {
        StoreError::NotFound(thing) => StoreError::Stale(thing),
        other => other,
    }
}

async fn wait(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
) -> Result<(), StoreError> {
    let sql = "UPDATE menu_version SET state = 'waiting'
        WHERE hub_id = $1 AND service_id = $2 AND number = $3 AND state IN ('draft', 'waiting')";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(number).execute(c))?;
    one(rows, Thing::Service).map_err(not_open)?;
    touch(tx, scope, service).await
}

async fn refuse(
    tx: &mut Tx,
    scope: &HubScope,
    (service, number): (ServiceId, VersionNumber),
    reason: &str,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_version SET state = 'refused', decided_by = $4, decided_at = $5, reason = $6
        WHERE hub_id = $1 AND service_id = $2 AND number = $3 AND state IN ('draft', 'waiting')";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(number)
        .bind(person(scope))
        .bind(at)
        .bind(reason)
        .execute(c))?;
    one(rows, Thing::Service).map_err(not_open)?;
    touch(tx, scope, service).await
}

/// Whoever opened the service before sees that it moved on.
async fn touch(tx: &mut Tx, scope: &HubScope, service: ServiceId) -> Result<(), StoreError> {
    let sql = "UPDATE menu_service SET version = version + 1 WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).execute(c))?;
    one(rows, Thing::Service)
}
