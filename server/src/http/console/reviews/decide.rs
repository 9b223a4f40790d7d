//! The decision: it shows, it does not and why, or it shows no more.

use super::show::refused;
use super::{At, LIST, StaffForm, address};
use crate::App;
use crate::http::console::cards::Nothing;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::store::{Decision, MOST_NOTE, ReviewId, ReviewReason, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

/// What was chosen and typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    pub(super) version: i64,
    /// The button: `show`, `refuse` or `take-down`.
    decision: String,
    reason: String,
    note: String,
}

impl Typed {
    /// As a decision about this version.
    pub(super) fn under(self, version: i64) -> Self {
        Self { version, ..self }
    }

    /// What was decided; none without a reason where one is needed.
    fn decision(&self) -> Option<Decision> {
        let note = Some(self.note.clone());
        let reason = ReviewReason::from_code(&self.reason);
        match self.decision.as_str() {
            "show" => Some(Decision::Show),
            "take-down" => reason.map(|reason| Decision::TakeDown(reason, note)),
            _ => reason.map(|reason| Decision::Refuse(reason, note)),
        }
    }
}

/// `POST /hub/menu/reviews/{review}/decide`
pub(in crate::http) async fn decide(
    State(app): State<App>,
    at: At<ReviewId>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(review) = at?;
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let decision = typed.decision();
    if decision.is_none() {
        errors.add("reason", words.reviews_reason_empty());
    }
    if typed.note.trim().chars().count() > MOST_NOTE {
        errors.add("note", words.reviews_note_long());
    }
    let Some(decision) = decision.filter(|_| errors.is_empty()) else {
        return refused(&app, &staff, review, (Some(typed), None), Some(errors)).await;
    };
    match app.store().decide_review(&staff.scope, (review, typed.version), &decision).await {
        Ok(()) => {
            let said = match decision {
                Decision::Show => words.reviews_done_shown(),
                Decision::Refuse(..) => words.reviews_done_refused(),
                Decision::TakeDown(..) => words.reviews_done_down(),
            };
            staff.done(&app, LIST, &said).await
        }
        Err(StoreError::Stale(_)) => refused(&app, &staff, review, (Some(typed), None), None).await,
        Err(StoreError::Text) => {
            let errors = Faults::one("note", words.reviews_note_long());
            refused(&app, &staff, review, (Some(typed), None), Some(errors)).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/reviews/{review}/reports-settled`
pub(in crate::http) async fn reports_settled(
    State(app): State<App>,
    at: At<ReviewId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(review) = at?;
    app.store().settle_reports(&staff.scope, review).await?;
    staff.done(&app, &address(review), &app.speaker().words().reviews_done_reports()).await
}
