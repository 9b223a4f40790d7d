//! The hub's decision about a review. Each names the version that it was made from, so nobody decides about another text.

use passport_core::issue::today;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::names::tidy_text;
use super::super::{HubScope, ReviewId, Store, StoreError, Thing};
use super::{ReviewReason, ReviewState, read_day};
use crate::journal::Noted;

/// The most letters of what its writer is told.
pub const MOST_NOTE: usize = 300;

/// What becomes of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Everybody reads it.
    Show,
    /// It waits no more and is not shown.
    Refuse(ReviewReason, Option<String>),
    /// It was shown and is no more.
    TakeDown(ReviewReason, Option<String>),
}

impl Decision {
    fn state(&self) -> ReviewState {
        match self {
            Self::Show => ReviewState::Shown,
            Self::Refuse(..) => ReviewState::Refused,
            Self::TakeDown(..) => ReviewState::TakenDown,
        }
    }

    /// From which states it can be made.
    fn from(&self) -> [&'static str; 3] {
        match self {
            Self::Show => ["waiting", "refused", "taken-down"],
            Self::Refuse(..) => ["waiting"; 3],
            Self::TakeDown(..) => ["shown"; 3],
        }
    }

    fn told(&self) -> (Option<ReviewReason>, Option<&str>) {
        match self {
            Self::Show => (None, None),
            Self::Refuse(reason, note) | Self::TakeDown(reason, note) => (Some(*reason), note.as_deref()),
        }
    }
}

impl Store {
    /// Decides about a review, if it still is as it was when its version was read. While somebody may be in danger it is not shown.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster or its writer took it back; [`StoreError::Text`] for a note that cannot be
    /// kept; [`StoreError::NotFound`] when it is not of a service of this hub.
    pub async fn decide_review(
        &self,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
        decision: &Decision,
    ) -> Result<(), StoreError> {
        let (reason, note) = decision.told();
        let note = tidy_text(note, MOST_NOTE)?;
        let [one, two, three] = decision.from();
        let sql =
            "UPDATE review SET state = $4, reason = $5, note = $6, written_on = NULL, version = version + 1
            WHERE hub_id = $1 AND review_id = $2 AND version = $3 AND state IN ($7, $8, $9)
                AND ($4 <> 'shown' OR worried_at IS NULL OR worry_over_at IS NOT NULL)";
        transaction!(self, "decide about review", |tx| {
            note_wait(self, tx, scope, (review, version)).await?;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(review)
                .bind(version)
                .bind(decision.state().code())
                .bind(reason.map(ReviewReason::code))
                .bind(&note)
                .bind(one)
                .bind(two)
                .bind(three)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Review));
            }
            settle(tx, scope, review).await?;
            let details = json!({"review": review, "reason": reason.map(ReviewReason::code)});
            match decision {
                Decision::Show => self.record(tx, scope, "review shown", None, details).await,
                Decision::Refuse(..) => self.record(tx, scope, "review refused", None, details).await,
                Decision::TakeDown(reason, _) => {
                    self.record(tx, scope, "review taken down", None, details).await?;
                    let taken_down = Noted::ReviewTakenDown { review, version, reason: *reason };
                    self.note_outside(tx, scope.hub(), vec![taken_down]).await
                }
            }
        })
    }
}

/// Counts how many days a review waited, without saying which.
async fn note_wait(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    (review, version): (ReviewId, i64),
) -> Result<(), StoreError> {
    let sql = "SELECT written_on FROM review WHERE hub_id = $1 AND review_id = $2 AND version = $3";
    let found: Option<Option<String>> = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(review)
        .bind(version)
        .fetch_optional(c))?;
    let Some(written_on) = found else {
        let sql = "SELECT count(*) FROM review WHERE hub_id = $1 AND review_id = $2";
        let there: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(review).fetch_one(c))?;
        let gone =
            if there == 0 { StoreError::NotFound(Thing::Review) } else { StoreError::Stale(Thing::Review) };
        return Err(gone);
    };
    let Some(written_on) = written_on else { return Ok(()) };
    let day = today(tx.at);
    let days = (day - read_day(&written_on)?).num_days().max(0);
    let wait = store.draw_uuid()?;
    let sql = "INSERT INTO review_wait (hub_id, wait_id, decided_on, days) VALUES ($1, $2, $3, $4)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(wait)
        .bind(day.to_string())
        .bind(days)
        .execute(c))?;
    Ok(())
}

/// What was said against it is dealt with by the decision.
pub(in crate::store) async fn settle(
    tx: &mut Tx,
    scope: &HubScope,
    review: ReviewId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "UPDATE review_report SET dealt_at = $3 WHERE hub_id = $1 AND review_id = $2 AND dealt_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(review).bind(at).execute(c))?;
    Ok(())
}
