//! What was written of a service over time, and taking an old text up again.

use serde_json::json;

use super::super::db::{look, transaction};
use super::super::{HubScope, ServiceId, Store, StoreError, Thing};
use super::VersionNumber;
use super::edit::{unchanged, write_draft};
use super::opened::head_of;
use super::versions::{Version, versions_of};

impl Store {
    /// Every version of a service, the newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn service_history(
        &self,
        scope: &HubScope,
        service: ServiceId,
    ) -> Result<Vec<Version>, StoreError> {
        look!(self, "list versions", |view| {
            head_of(view, scope, service).await?;
            versions_of(view, scope, service).await
        })
    }

    /// Makes the text of an old version the draft, to be looked over and approved as any other.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague saved meanwhile; [`StoreError::NotFound`] when there is no such version in this hub.
    pub async fn take_up_again(
        &self,
        scope: &HubScope,
        (service, version): (ServiceId, i64),
        number: VersionNumber,
    ) -> Result<(), StoreError> {
        transaction!(self, "take version up again", |tx| {
            let head = unchanged(tx, scope, (service, version)).await?;
            let versions = versions_of(tx, scope, service).await?;
            let old = versions.into_iter().find(|one| one.number == number);
            let old = old.ok_or(StoreError::NotFound(Thing::Service))?;
            let draft = write_draft(tx, scope, (service, &head), &old.details).await?;
            let recorded = json!({"service": service, "number": draft, "text_of": number});
            self.record(tx, scope, "old text taken up", None, recorded).await
        })
    }
}
