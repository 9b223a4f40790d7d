//! A draft, and its way to everybody: sent for approval, approved, sent back or left.

use super::super::{At, Staff, StaffForm, Under, address, again, when};
use super::{ServicePage, page};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::store::{ServiceId, StoreError, Version, VersionState};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

/// A draft, as the page of its service names it.
#[derive(Serialize)]
pub(super) struct DraftLine {
    state: &'static str,
    written_by: Option<String>,
    written: String,
    reason: Option<String>,
    decided_by: Option<String>,
    /// Whether it may be approved now.
    is_open: bool,
    /// Whether who looks at it wrote it.
    is_own: bool,
}

impl DraftLine {
    pub(super) fn of(app: &App, staff: &Staff, draft: &Version) -> Self {
        Self {
            is_own: draft.written_by.as_ref() == Some(&staff.display_name),
            state: draft.state.code(),
            written_by: draft.written_by.clone(),
            written: when(app, draft.written_at),
            reason: draft.reason.clone().filter(|_| draft.state == VersionState::Refused),
            decided_by: draft.decided_by.clone().filter(|_| draft.state == VersionState::Refused),
            is_open: draft.state.is_open(),
        }
    }
}

/// After something was done to the draft; or the page again, when a colleague was faster.
async fn after(
    app: &App,
    staff: &Staff,
    service: ServiceId,
    (outcome, said): (Result<(), StoreError>, String),
) -> Result<Response, AppError> {
    match outcome {
        Ok(()) => staff.done(app, &address(service), &said).await,
        Err(StoreError::Stale(_)) => {
            let opened = app.store().open_service(&staff.scope, service).await?;
            again(app, &ServicePage { stale: true, failed: true, ..page(app, staff, &opened) })
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/{service}/send`
pub(in crate::http) async fn send(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let sent = app.store().send_for_approval(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (sent, app.speaker().words().menu_done_sent())).await
}

/// `POST /hub/menu/{service}/approve`
pub(in crate::http) async fn approve(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let approved = app.store().approve_draft(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (approved, app.speaker().words().menu_done_approved())).await
}

/// `POST /hub/menu/{service}/leave`
pub(in crate::http) async fn leave_draft(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let left = app.store().leave_draft(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (left, app.speaker().words().menu_done_left())).await
}

/// Why a draft is sent back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Reason {
    version: i64,
    reason: String,
}

/// `POST /hub/menu/{service}/send-back`
pub(in crate::http) async fn send_back(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, typed): StaffForm<Reason>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let words = app.speaker().words();
    let opened = app.store().open_service(&staff.scope, service).await?;
    match app.store().send_back(&staff.scope, (service, typed.version), &typed.reason).await {
        Err(StoreError::Text) => {
            let errors = Faults::one("reason", words.menu_reason_wrong());
            let page = page(&app, &staff, &opened);
            again(&app, &ServicePage { errors, reason: typed.reason, failed: true, ..page })
        }
        sent => after(&app, &staff, service, (sent, words.menu_done_sent_back())).await,
    }
}
