//! The hub stops working with an organisation, after asking once.

use super::super::sign_in::Nothing;
use super::super::{At, Staff, StaffForm};
use super::LIST;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{OrganisationId, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/organisations/close.html`.
#[derive(Serialize)]
struct ClosePage {
    frame: Frame,
    organisation: OrganisationId,
    name: String,
}

impl Page for ClosePage {
    const TEMPLATE: &'static str = "console/organisations/close.html";
}

/// `GET /hub/organisations/{organisation}/close`
pub(in crate::http) async fn close(
    State(app): State<App>,
    staff: Staff,
    Path(organisation): Path<OrganisationId>,
) -> Result<Html<String>, AppError> {
    let name = app.store().organisation_record(&staff.scope, organisation).await?.details.name;
    app.pages().render(&ClosePage { frame: staff.frame(&app).await?, organisation, name })
}

/// `POST /hub/organisations/{organisation}/close`
pub(in crate::http) async fn closed(
    State(app): State<App>,
    at: At<OrganisationId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(organisation) = at?;
    // The hub's own office is not found here.
    let kept = app.store().organisation_record(&staff.scope, organisation).await?;
    match app.store().close_organisation(&staff.scope, kept.organisation_id).await {
        // Pressed twice: it is closed already.
        Ok(()) | Err(StoreError::NotFound(Thing::Organisation)) => {}
        Err(fault) => return Err(fault.into()),
    }
    staff.done(&app, LIST, &app.speaker().words().organisation_done_closed()).await
}
