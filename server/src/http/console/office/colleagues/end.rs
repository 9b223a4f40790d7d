//! Ending a colleague's access, after asking once; and their sessions alone, which they begin anew by signing in.

use super::super::super::sign_in::Nothing;
use super::super::super::{At, Staff, StaffForm};
use super::{LIST, Line, one, person};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{PersonId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/office/end.html`.
#[derive(Serialize)]
struct EndPage {
    frame: Frame,
    line: Line,
}

impl Page for EndPage {
    const TEMPLATE: &'static str = "console/office/end.html";
}

/// `GET /hub/office/colleagues/{person}/end`
pub(in crate::http) async fn end(
    State(app): State<App>,
    staff: Staff,
    Path(person): Path<PersonId>,
) -> Result<Html<String>, AppError> {
    let line = one(&app, &staff, person).await?;
    app.pages().render(&EndPage { frame: staff.frame(&app).await?, line })
}

/// `POST /hub/office/colleagues/{person}/end`
pub(in crate::http) async fn end_access(
    State(app): State<App>,
    at: At<PersonId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(whom) = at?;
    match app.store().end_access(&staff.scope, whom).await {
        Ok(()) => staff.done(&app, LIST, &app.speaker().words().colleagues_done_ended()).await,
        Err(StoreError::Colleague(why)) => person::refused(&app, &staff, whom, ("end", why)).await,
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/office/colleagues/{person}/sign-out`
pub(in crate::http) async fn sign_out_colleague(
    State(app): State<App>,
    at: At<PersonId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(whom) = at?;
    match app.store().sign_colleague_out(&staff.scope, whom).await {
        Ok(()) => staff.done(&app, LIST, &app.speaker().words().colleagues_done_signed_out()).await,
        Err(StoreError::Colleague(why)) => person::refused(&app, &staff, whom, ("sign-out", why)).await,
        Err(fault) => Err(fault.into()),
    }
}
