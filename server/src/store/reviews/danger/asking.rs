//! Asking to know who wrote a review, with the reason why; and who asked before.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::super::db::{View, on_db, transaction, write_db};
use super::super::super::names::tidy_text;
use super::super::super::{HubScope, OpeningId, PersonId, ReviewId, Store, StoreError, Thing};
use super::{OpeningRefused, person};

/// The most letters of why somebody asks.
pub const MOST_REASON: usize = 300;

/// One asking to know who wrote a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which.
    pub opening_id: OpeningId,
    /// Who asked.
    pub asked_by: (PersonId, String),
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Who opened it, and when.
    pub opened: Option<(String, DateTime<Utc>)>,
    /// Whether it was shown to who asked.
    pub is_shown: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    opening_id: OpeningId,
    asked_by: PersonId,
    asker: String,
    asked_at: DateTime<Utc>,
    reason: String,
    opener: Option<String>,
    opened_at: Option<DateTime<Utc>>,
    is_shown: bool,
}

impl Row {
    fn read(self) -> Opening {
        Opening {
            opening_id: self.opening_id,
            asked_by: (self.asked_by, self.asker),
            asked_at: self.asked_at,
            reason: self.reason,
            opened: self.opener.zip(self.opened_at),
            is_shown: self.is_shown,
        }
    }
}

impl Store {
    /// Asks that a colleague opens the envelope of a review, with the reason why.
    ///
    /// # Errors
    /// [`StoreError::Opening`] where nobody said that somebody may be in danger; [`StoreError::Text`] without a reason;
    /// [`StoreError::NotFound`] when there is no envelope.
    pub async fn ask_who_wrote(
        &self,
        scope: &HubScope,
        review: ReviewId,
        reason: &str,
    ) -> Result<OpeningId, StoreError> {
        let reason = tidy_text(Some(reason), MOST_REASON)?.ok_or(StoreError::Text)?;
        let opening = OpeningId(self.draw_uuid()?);
        let worries = "SELECT r.worried_at IS NOT NULL FROM review r JOIN review_envelope e
            ON e.hub_id = r.hub_id AND e.review_id = r.review_id WHERE r.hub_id = $1 AND r.review_id = $2";
        let sql = "INSERT INTO review_opening (hub_id, opening_id, review_id, asked_by, asked_at, reason)
            VALUES ($1, $2, $3, $4, $5, $6)";
        transaction!(self, "ask who wrote", |tx| {
            let (at, person) = (tx.at, person(scope)?);
            let worries: Option<bool> =
                on_db!(tx, |c| sqlx::query_scalar(worries).bind(scope.hub()).bind(review).fetch_optional(c))?;
            if !worries.ok_or(StoreError::NotFound(Thing::Envelope))? {
                return Err(OpeningRefused::NoDanger.into());
            }
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(opening)
                .bind(review)
                .bind(person)
                .bind(at)
                .bind(&reason)
                .execute(c))?;
            self.record(tx, scope, "envelope asked for", None, json!({"review": review})).await?;
            Ok(opening)
        })
    }
}

/// Who asked to open a review's envelope, and who did, the newest first.
pub(in super::super) async fn openings(
    view: &mut View,
    scope: &HubScope,
    review: ReviewId,
) -> Result<Vec<Opening>, StoreError> {
    let sql = "SELECT o.opening_id, o.asked_by, a.display_name AS asker, o.asked_at, o.reason, b.display_name AS opener,
            o.opened_at, o.shown_at IS NOT NULL AS is_shown
        FROM review_opening o JOIN person a ON a.person_id = o.asked_by LEFT JOIN person b ON b.person_id = o.opened_by
        WHERE o.hub_id = $1 AND o.review_id = $2 ORDER BY o.asked_at DESC, o.opening_id";
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(review).fetch_all(c))?;
    Ok(rows.into_iter().map(Row::read).collect())
}
