//! How a service stands beside its text: not there for now, or in the archive.

use super::super::sign_in::Nothing;
use super::{At, StaffForm, address};
use crate::App;
use crate::http::error::AppError;
use crate::store::ServiceId;
use axum::extract::{Path, State};
use axum::response::Response;

/// `POST /hub/menu/{service}/pause`
pub(in crate::http) async fn pause(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    app.store().pause_service(&staff.scope, service).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_paused()).await
}

/// `POST /hub/menu/{service}/resume`
pub(in crate::http) async fn resume(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    app.store().resume_service(&staff.scope, service).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_resumed()).await
}

/// `POST /hub/menu/{service}/archive`
pub(in crate::http) async fn archive(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    app.store().archive_service(&staff.scope, service).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_archived()).await
}

/// `POST /hub/menu/{service}/bring-back`
pub(in crate::http) async fn bring_back(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    app.store().bring_service_back(&staff.scope, service).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_brought_back()).await
}
