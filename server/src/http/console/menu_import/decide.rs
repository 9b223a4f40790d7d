//! Putting services on the menu, or passing them over.

use super::{At, StaffForm, address, go_to};
use crate::App;
use crate::http::error::AppError;
use crate::http::number::number;
use crate::store::{Decided, MenuImportId, StoreError, WhichRows};
use axum::extract::{Path, State};
use axum::response::Response;

/// Forms that bring nothing but the session's mark.
type Nothing = Vec<(String, String)>;

/// `POST /hub/menu/imports/{reading}/approve`: all new and changed ones.
pub(in crate::http) async fn approve_all(
    State(app): State<App>,
    at: At<MenuImportId>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(import) = at?;
    match app.store().decide_on_menu_import(&staff.scope, import, WhichRows::All, Decided::Approve).await {
        Ok(_) => app.long_work().wake(),
        // It is not read to its end, or a newer reading came: the page says so.
        Err(StoreError::Stale(_)) => {}
        Err(fault) => return Err(fault.into()),
    }
    Ok(go_to(&address(import)))
}

/// `POST /hub/menu/imports/{reading}/services/{number}/approve`
pub(in crate::http) async fn approve(
    State(app): State<App>,
    at: At<(MenuImportId, String)>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((import, place)) = at?;
    let place = number(&place)?;
    let service = format!("{}/services/{place}", address(import));
    match app
        .store()
        .decide_on_menu_import(&staff.scope, import, WhichRows::One(place), Decided::Approve)
        .await
    {
        Ok(0) | Err(StoreError::Stale(_)) => return Ok(go_to(&service)),
        Ok(_) => {}
        Err(fault) => return Err(fault.into()),
    }
    // One is put there at once; should others wait too, the worker goes on with them.
    app.store().go_on_with_menu_import(&staff.scope, import).await?;
    app.long_work().wake();
    let (_, staged) = app.store().staged_service(&staff.scope, import, place).await?;
    if staged.line.outcome.as_deref() == Some("left") {
        return Ok(go_to(&service));
    }
    let said = app.speaker().words().menu_import_done_approved(staged.line.name);
    staff.done(&app, &address(import), &said).await
}

/// `POST /hub/menu/imports/{reading}/services/{number}/skip`
pub(in crate::http) async fn skip(
    State(app): State<App>,
    at: At<(MenuImportId, String)>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((import, place)) = at?;
    let place = number(&place)?;
    match app.store().decide_on_menu_import(&staff.scope, import, WhichRows::One(place), Decided::Skip).await
    {
        Ok(0) | Err(StoreError::Stale(_)) => Ok(go_to(&format!("{}/services/{place}", address(import)))),
        Ok(_) => staff.done(&app, &address(import), &app.speaker().words().menu_import_done_skipped()).await,
        Err(fault) => Err(fault.into()),
    }
}
