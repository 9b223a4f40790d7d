//! Invitations to write: codes on a sheet for those without a card. Each is good once, for one service or for any of the hub's, and
//! stands nowhere but on that sheet.

use chrono::{DateTime, Days, NaiveDate, Utc};
use passport_core::issue::today;
use passport_core::short_code::ShortCode;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{look, on_db, places, transaction, write_db};
use super::super::menu::person;
use super::super::{HubScope, InvitationsId, ServiceId, Store, StoreError, Thing, one};
use super::read_day;
use super::shown::names_of;

/// How its MAC is kept apart from those of other codes.
pub(super) const INVITATION: &str = "invitation";
/// The most codes that are made at once.
pub const MOST_INVITATIONS: usize = 60;
/// They are good for so many days.
const GOOD_FOR: Days = Days::new(90);

/// Codes that were made together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitations {
    /// Which.
    pub batch_id: InvitationsId,
    /// What the one service is called; none where they are good for any of the hub's.
    pub service_name: Option<String>,
    /// How many were made.
    pub made: u64,
    /// How many were not used.
    pub left: u64,
    /// When they were made.
    pub made_at: DateTime<Utc>,
    /// The last day on which they are good.
    pub last_day: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct BatchRow {
    batch_id: InvitationsId,
    service_id: Option<ServiceId>,
    made: i64,
    left_over: i64,
    made_at: DateTime<Utc>,
    last_day: String,
}

impl Store {
    /// Makes codes, which are never told again, and gives the last day on which they are good.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the service is not this hub's.
    pub async fn invite_to_review(
        &self,
        scope: &HubScope,
        (service, count): (Option<ServiceId>, usize),
    ) -> Result<(Vec<ShortCode>, NaiveDate), StoreError> {
        let count = count.clamp(1, MOST_INVITATIONS);
        let codes = (0..count).map(|_| self.draw_review_secret()).collect::<Result<Vec<_>, _>>()?;
        let macs: Vec<Vec<u8>> = codes
            .iter()
            .map(|code| self.review_mac(INVITATION, code.as_plain().as_bytes()).to_vec())
            .collect();
        let batch = InvitationsId(self.draw_uuid()?);
        let last_day = transaction!(self, "invite to review", |tx| {
            let (at, last_day) = (tx.at, today(tx.at) + GOOD_FOR);
            if let Some(service) = service {
                let names = names_of(tx, scope, &[service]).await?;
                names.get(&service).ok_or(StoreError::NotFound(Thing::Service))?;
            }
            let sql = "INSERT INTO review_invitations (hub_id, batch_id, service_id, made, made_by, made_at, last_day)
                VALUES ($1, $2, $3, $4, $5, $6, $7)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(batch)
                .bind(service)
                .bind(i64::try_from(count).unwrap_or_default())
                .bind(person(scope))
                .bind(at)
                .bind(last_day.to_string())
                .execute(c))?;
            let sql = format!(
                "INSERT INTO review_invitation (hub_id, code_mac, batch_id) VALUES {}",
                places(macs.len(), 3)
            );
            write_db!(tx, |c| macs
                .iter()
                .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, mac| query
                    .bind(scope.hub())
                    .bind(mac)
                    .bind(batch))
                .execute(c))?;
            let details = json!({"invitations": batch, "count": count, "service": service});
            self.record(tx, scope, "review invitations made", None, details).await?;
            Ok(last_day)
        })?;
        Ok((codes, last_day))
    }

    /// The codes of this hub that are still good, those made last first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn review_invitations(&self, scope: &HubScope) -> Result<Vec<Invitations>, StoreError> {
        let day = today(self.now()).to_string();
        look!(self, "list review invitations", |view| {
            let sql = "SELECT b.batch_id, b.service_id, b.made, (SELECT count(*) FROM review_invitation i
                    WHERE i.hub_id = b.hub_id AND i.batch_id = b.batch_id) AS left_over, b.made_at, b.last_day
                FROM review_invitations b WHERE b.hub_id = $1 AND b.last_day >= $2 ORDER BY b.made_at DESC, b.batch_id";
            let rows: Vec<BatchRow> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(&day).fetch_all(c))?;
            let services: Vec<ServiceId> = rows.iter().filter_map(|row| row.service_id).collect();
            let names = names_of(view, scope, &services).await?;
            let read = |row: BatchRow| {
                Ok(Invitations {
                    batch_id: row.batch_id,
                    service_name: row.service_id.and_then(|id| names.get(&id).cloned()),
                    made: row.made.unsigned_abs(),
                    left: row.left_over.unsigned_abs(),
                    made_at: row.made_at,
                    last_day: read_day(&row.last_day)?,
                })
            };
            rows.into_iter().map(read).collect()
        })
    }

    /// Calls codes back: those that were not used are good no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when they are not this hub's.
    pub async fn call_back_review_invitations(
        &self,
        scope: &HubScope,
        batch: InvitationsId,
    ) -> Result<(), StoreError> {
        transaction!(self, "call back review invitations", |tx| {
            let sql = "DELETE FROM review_invitation WHERE hub_id = $1 AND batch_id = $2";
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(batch).execute(c))?;
            let sql = "DELETE FROM review_invitations WHERE hub_id = $1 AND batch_id = $2";
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(batch).execute(c))?;
            one(rows, Thing::ReviewCode)?;
            let details = json!({"invitations": batch});
            self.record(tx, scope, "review invitations called back", None, details).await
        })
    }
}
