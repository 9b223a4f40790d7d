//! Envelopes that wait for one person: to be opened for a colleague who asked, or to be looked into after a colleague opened it.

use chrono::{DateTime, Utc};

use super::super::super::db::{look, on_db};
use super::super::super::{HubScope, ReviewId, ServiceId, Store, StoreError};
use super::super::shown::names_of;
use super::person;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeWaiting {
    /// Of which review.
    pub review_id: ReviewId,
    /// What its service is called.
    pub service_name: String,
    /// Who asked.
    pub asker: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Whether it is open, and waits for the one who asked.
    pub is_open: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    review_id: ReviewId,
    service_id: ServiceId,
    asker: String,
    asked_at: DateTime<Utc>,
    is_open: bool,
}

impl Store {
    /// What waits for whoever asks, the oldest first: what they may open (one of two runs the hub) and what was opened for them. Nothing
    /// of a worry that is over, and nothing of an envelope that was deleted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn envelopes_waiting(&self, scope: &HubScope) -> Result<Vec<EnvelopeWaiting>, StoreError> {
        let sql = "SELECT o.review_id, r.service_id, a.display_name AS asker, o.asked_at, o.opened_by IS NOT NULL AS is_open
            FROM review_opening o
            JOIN review r ON r.hub_id = o.hub_id AND r.review_id = o.review_id AND r.worry_over_at IS NULL
            JOIN review_envelope e ON e.hub_id = o.hub_id AND e.review_id = o.review_id
            JOIN person a ON a.person_id = o.asked_by
            WHERE o.hub_id = $1 AND ((o.opened_by IS NOT NULL AND o.shown_at IS NULL AND o.asked_by = $2)
                OR (o.opened_by IS NULL AND o.asked_by <> $2 AND EXISTS (SELECT 1 FROM membership m WHERE m.hub_id = o.hub_id
                    AND m.person_id IN (o.asked_by, $2) AND m.role = 'manager' AND m.ended_at IS NULL)))
            ORDER BY o.asked_at, o.opening_id";
        look!(self, "list envelopes", |view| {
            let rows: Vec<Row> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(person(scope)?).fetch_all(c))?;
            let mut services: Vec<_> = rows.iter().map(|row| row.service_id).collect();
            services.sort();
            services.dedup();
            let names = names_of(view, scope, &services).await?;
            let read = |Row { review_id, service_id, asker, asked_at, is_open }| EnvelopeWaiting {
                review_id,
                service_name: names.get(&service_id).cloned().unwrap_or_default(),
                asker,
                asked_at,
                is_open,
            };
            Ok(rows.into_iter().map(read).collect())
        })
    }
}
