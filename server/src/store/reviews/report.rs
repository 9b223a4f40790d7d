//! "Report this": somebody says that a review should not be there. Who it was is not kept.

use chrono::NaiveDate;
use passport_core::issue::today;
pub use passport_core::menu::{MOST_REPORT, WhyReported};
use serde_json::json;

use super::super::db::{View, on_db, transaction, write_db};
use super::super::names::tidy_text;
use super::super::{HubId, HubScope, ReviewId, Store, StoreError, Thing, one};
use super::{day_of, read_day};

/// More reports of one review say nothing new until somebody has looked.
const MOST_OPEN: i64 = 20;

/// What was said against a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewReport {
    /// Why.
    pub why: WhyReported,
    /// What else.
    pub words: Option<String>,
    /// On which day.
    pub reported_on: NaiveDate,
    /// Whether somebody of the hub has looked.
    pub is_dealt_with: bool,
}

impl Store {
    /// Keeps that somebody says a shown review should not be there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no such review is shown; [`StoreError::Text`] for words that cannot be kept.
    pub async fn report_review(
        &self,
        review: ReviewId,
        (why, words): (WhyReported, Option<&str>),
    ) -> Result<(), StoreError> {
        let words = tidy_text(words, MOST_REPORT)?;
        let report = self.draw_uuid()?;
        transaction!(self, "report review", |tx| {
            let day = today(tx.at).to_string();
            let sql =
                "SELECT r.hub_id, r.service_id FROM review r WHERE r.review_id = $1 AND r.state = 'shown'";
            let found: Option<(HubId, super::ServiceId)> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(review).fetch_optional(c))?;
            let (_, service) = found.ok_or(StoreError::NotFound(Thing::Review))?;
            let hub = super::shown::place_of(tx, service).await?;
            let sql = "SELECT count(*) FROM review_report WHERE hub_id = $1 AND review_id = $2 AND dealt_at IS NULL";
            let open: i64 =
                on_db!(tx, |c| sqlx::query_scalar(sql).bind(hub.hub()).bind(review).fetch_one(c))?;
            if open >= MOST_OPEN {
                return Ok(());
            }
            let sql = "INSERT INTO review_report (hub_id, report_id, review_id, why, words, reported_on)
                VALUES ($1, $2, $3, $4, $5, $6)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(hub.hub())
                .bind(report)
                .bind(review)
                .bind(why.code())
                .bind(&words)
                .bind(&day)
                .execute(c))?;
            tx.at = day_of(tx.at);
            self.record(tx, &hub, "review reported", None, json!({"review": review})).await
        })
    }

    /// Notes that somebody of the hub has looked at what was said against a review, and leaves it as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the review is not of this hub.
    pub async fn settle_reports(&self, scope: &HubScope, review: ReviewId) -> Result<(), StoreError> {
        transaction!(self, "settle reports", |tx| {
            let at = tx.at;
            let sql = "UPDATE review SET version = version + 1 WHERE hub_id = $1 AND review_id = $2";
            one(
                write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(review).execute(c))?,
                Thing::Review,
            )?;
            let sql = "UPDATE review_report SET dealt_at = $3 WHERE hub_id = $1 AND review_id = $2 AND dealt_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(review).bind(at).execute(c))?;
            self.record(tx, scope, "reports settled", None, json!({"review": review})).await
        })
    }
}

/// What was said against a review, the newest first.
pub(super) async fn reports(
    view: &mut View,
    scope: &HubScope,
    review: ReviewId,
) -> Result<Vec<ReviewReport>, StoreError> {
    let sql = "SELECT why, words, reported_on, dealt_at IS NOT NULL FROM review_report
        WHERE hub_id = $1 AND review_id = $2 ORDER BY reported_on DESC, report_id";
    let rows: Vec<(String, Option<String>, String, bool)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(review).fetch_all(c))?;
    let read = |(why, words, on, is_dealt_with): (String, Option<String>, String, bool)| {
        let why = WhyReported::from_code(&why).ok_or(StoreError::Unreadable(Thing::Review))?;
        Ok(ReviewReport { why, words, reported_on: read_day(&on)?, is_dealt_with })
    };
    rows.into_iter().map(read).collect()
}
