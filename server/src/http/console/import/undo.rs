//! Undoing a file, after one more question.

use super::super::{At, Staff, StaffForm, go_to};
use super::{address, title};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ImportId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/import/undo.html`.
#[derive(Serialize)]
struct UndoPage {
    frame: Frame,
    import: ImportId,
    file: String,
}

impl Page for UndoPage {
    const TEMPLATE: &'static str = "console/import/undo.html";
}

/// `GET /hub/import/{import}/undo`
pub(in crate::http) async fn ask_undo(
    State(app): State<App>,
    staff: Staff,
    Path(import): Path<ImportId>,
) -> Result<Html<String>, AppError> {
    let file = title(&app, &app.store().import(&staff.scope, import).await?);
    app.pages().render(&UndoPage { frame: staff.frame(&app).await?, import, file })
}

/// `POST /hub/import/{import}/undo`
pub(in crate::http) async fn undo(
    State(app): State<App>,
    at: At<ImportId>,
    StaffForm(staff, _): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let Path(import) = at?;
    match app.store().undo_import(&staff.scope, import).await {
        Ok(()) => app.long_work().wake(),
        // Too late, or too early: the page says which.
        Err(StoreError::Stale(_)) => {}
        Err(fault) => return Err(fault.into()),
    }
    Ok(go_to(&address(import)))
}
