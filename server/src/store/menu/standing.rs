//! How a service stands, beside its text: there or not for now, shown from a day to a day, kept in the archive.
//! All of it holds at once, since all of it is undone as quickly.

use chrono::NaiveDate;
use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::{HubScope, ProviderId, ServiceId, Store, StoreError, Thing, one};
use super::moved;
use super::provider::provider_of;

/// The first and the last day on which a service is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownDays {
    /// None is at once.
    pub from: Option<NaiveDate>,
    /// None is without end.
    pub until: Option<NaiveDate>,
}

impl Store {
    /// Says that a service is not there for now: it stays on the menu, with that word. Done already, nothing changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn pause_service(&self, scope: &HubScope, service: ServiceId) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET paused_at = coalesce(paused_at, $3), changed_at = $3
            WHERE hub_id = $1 AND service_id = $2";
        transaction!(self, "pause service", |tx| {
            stand(tx, scope, service, sql).await?;
            self.record(tx, scope, "service paused", None, json!({"service": service})).await
        })
    }

    /// Says that it is there again.
    ///
    /// # Errors
    /// As [`Self::pause_service`].
    pub async fn resume_service(&self, scope: &HubScope, service: ServiceId) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET paused_at = NULL, changed_at = $3
            WHERE hub_id = $1 AND service_id = $2";
        transaction!(self, "resume service", |tx| {
            stand(tx, scope, service, sql).await?;
            self.record(tx, scope, "service resumed", None, json!({"service": service})).await
        })
    }

    /// Takes a service off the menu; everything about it is kept.
    ///
    /// # Errors
    /// As [`Self::pause_service`].
    pub async fn archive_service(&self, scope: &HubScope, service: ServiceId) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET archived_at = coalesce(archived_at, $3), changed_at = $3
            WHERE hub_id = $1 AND service_id = $2";
        transaction!(self, "archive service", |tx| {
            stand(tx, scope, service, sql).await?;
            self.record(tx, scope, "service archived", None, json!({"service": service})).await
        })
    }

    /// Takes it out of the archive: it stands as it stood before.
    ///
    /// # Errors
    /// As [`Self::pause_service`].
    pub async fn bring_service_back(&self, scope: &HubScope, service: ServiceId) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET archived_at = NULL, changed_at = $3
            WHERE hub_id = $1 AND service_id = $2";
        transaction!(self, "bring service back", |tx| {
            stand(tx, scope, service, sql).await?;
            self.record(tx, scope, "service brought back", None, json!({"service": service})).await
        })
    }

    /// Sets the days on which a service is shown.
    ///
    /// # Errors
    /// As [`Self::pause_service`].
    pub async fn show_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
        days: ShownDays,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_service SET visible_from = $4, visible_until = $5, changed_at = $3
            WHERE hub_id = $1 AND service_id = $2";
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let (from, until) = (text(days.from), text(days.until));
        transaction!(self, "set service's days", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(service)
                .bind(at)
                .bind(&from)
                .bind(&until)
                .execute(c))?;
            one(rows, Thing::Service)?;
            moved(tx).await?;
            let details = json!({"service": service, "from": from, "until": until});
            self.record(tx, scope, "service days set", None, details).await
        })
    }

    /// Notes that somebody else offers a service.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when either is not in this hub.
    pub async fn move_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
        provider: ProviderId,
    ) -> Result<(), StoreError> {
        let sql =
            "UPDATE menu_service SET provider_id = $4, changed_at = $3 WHERE hub_id = $1 AND service_id = $2";
        transaction!(self, "move service", |tx| {
            provider_of(tx, scope, provider).await?;
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(service)
                .bind(at)
                .bind(provider)
                .execute(c))?;
            one(rows, Thing::Service)?;
            moved(tx).await?;
            let details = json!({"service": service, "provider": provider});
            self.record(tx, scope, "service moved", None, details).await
        })
    }
}

/// One statement about one service of this hub; everybody sees what comes of it.
async fn stand(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
    sql: &'static str,
) -> Result<(), StoreError> {
    let at = tx.at;
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(at).execute(c))?;
    one(rows, Thing::Service)?;
    moved(tx).await
}
