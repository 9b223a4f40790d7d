//! Reviews over a restored backup: one that was taken back, taken down or worried about since is not shown again.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::db::{Tx, on_db, write_db};
use super::super::reviews::{settle, worry};
use super::super::{HubScope, ReviewId, ReviewReason, Store, StoreError};
use crate::journal::Noted;

impl Store {
    /// Does to a review again what was done to it, if that is what the deed is about; says whether there was anything to do. A decision counts
    /// for the versions up to the one that it was made about: what the hub decided later stands in the backup.
    pub(super) async fn replay_review(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (deed, at): (&Noted, DateTime<Utc>),
    ) -> Result<bool, StoreError> {
        match deed {
            Noted::ReviewTakenBack { review, kept } => {
                self.take_away_again(tx, scope, (*review, *kept), at).await
            }
            Noted::ReviewTakenDown { review, version, reason } => {
                self.take_down_again(tx, scope, (*review, *version), *reason).await
            }
            Noted::ReviewWorried { review, version, by } => {
                let rows = worry(tx, scope, (*review, 0..=*version), (*by, at)).await?;
                if rows > 0 {
                    self.record(tx, scope, "review worried about", None, json!({"review": review})).await?;
                }
                Ok(rows > 0)
            }
            _ => Ok(false),
        }
    }

    /// Where its text was kept because of a worry that the backup does not know, it is kept again.
    async fn take_away_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (review, kept): (ReviewId, bool),
        taken_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM review WHERE hub_id = $1 AND review_id = $2 AND state <> 'withdrawn'";
        let there: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(review).fetch_one(c))?;
        if there == 0 {
            return Ok(false);
        }
        if kept {
            let sql = "UPDATE review SET worried_at = $1 WHERE hub_id = $2 AND review_id = $3 AND worried_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(taken_at).bind(scope.hub()).bind(review).execute(c))?;
        }
        self.take_away(tx, scope, review).await?;
        self.record(tx, scope, "review withdrawn", None, json!({})).await?;
        Ok(true)
    }

    /// What its writer was told stands in no journal, being words: the reason alone is told now.
    async fn take_down_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
        reason: ReviewReason,
    ) -> Result<bool, StoreError> {
        let sql =
            "UPDATE review SET state = 'taken-down', reason = $4, note = NULL, written_on = NULL, version = $3 + 1
            WHERE hub_id = $1 AND review_id = $2 AND version <= $3 AND state <> 'withdrawn'";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(review)
            .bind(version)
            .bind(reason.code())
            .execute(c))?;
        if rows > 0 {
            settle(tx, scope, review).await?;
            let details = json!({"review": review, "reason": reason.code()});
            self.record(tx, scope, "review taken down", None, details).await?;
        }
        Ok(rows > 0)
    }
}
