//! Starting to add a file's people, or leaving the file.

use super::super::fields::Faults;
use super::super::{At, StaffForm, go_to};
use super::{address, review};
use crate::App;
use crate::http::error::AppError;
use crate::store::{ImportChoices, ImportId, RowChoice, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;

/// `POST /hub/import/{import}/start`
pub(in crate::http) async fn start(
    State(app): State<App>,
    at: At<ImportId>,
    StaffForm(staff, form): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let Path(import) = at?;
    let Some(choices) = chosen(&form) else {
        let errors = Faults::one("all", app.speaker().words().import_choice_wrong());
        return review::page(&app, &staff, import, errors).await?.refused(&app);
    };
    match app.store().start_import(&staff.scope, import, &choices).await {
        Ok(()) => {
            app.long_work().wake();
            Ok(go_to(&address(import)))
        }
        // A school came to be asked about: the page asks.
        Err(StoreError::Stale(_)) => Ok(go_to(&address(import))),
        Err(fault) => Err(fault.into()),
    }
}

/// What is chosen for all, and for rows by `row-NUMBER`. Where nobody may be known, nothing was asked.
fn chosen(form: &[(String, String)]) -> Option<ImportChoices> {
    let all = form.iter().find(|(name, _)| name == "all");
    let all = all.map_or(Some(RowChoice::Leave), |(_, value)| RowChoice::from_code(value))?;
    let rows = form.iter().filter(|(_, value)| !value.is_empty()).filter_map(|(name, value)| {
        let number = name.strip_prefix("row-")?.parse().ok()?;
        Some(RowChoice::from_code(value).map(|choice| (number, choice)))
    });
    Some(ImportChoices { all, rows: rows.collect::<Option<Vec<_>>>()? })
}

/// `POST /hub/import/{import}/leave`
pub(in crate::http) async fn leave(
    State(app): State<App>,
    at: At<ImportId>,
    StaffForm(staff, _): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let Path(import) = at?;
    match app.store().leave_import(&staff.scope, import).await {
        Ok(()) => staff.done(&app, "/hub/import", &app.speaker().words().import_done_left()).await,
        // A colleague has started it: the page shows how far it is.
        Err(StoreError::Stale(_)) => Ok(go_to(&address(import))),
        Err(fault) => Err(fault.into()),
    }
}
