//! Adding somebody who offers services, before there is any service of theirs.

use super::super::{Staff, StaffForm, again};
use super::form::{ProviderPage, Typed, page, read, refused};
use super::list;
use crate::App;
use crate::http::error::AppError;
use crate::store::ProviderId;
use axum::extract::State;
use axum::response::{Html, Response};

/// `GET /hub/menu/providers/add`
pub(in crate::http) async fn add_provider(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let attempt = app.store().draw_provider_id()?.to_string();
    let page = page(&staff, None, Typed { attempt, ..Typed::default() });
    app.pages().render(&ProviderPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/providers/add`
pub(in crate::http) async fn added_provider(
    State(app): State<App>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Ok(attempt) = typed.attempt.parse::<ProviderId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let errors = match read(&app, &typed) {
        Err(errors) => errors,
        Ok(new) => match app.store().add_provider_once(&staff.scope, (attempt, &new)).await {
            Ok(()) => {
                let said = app.speaker().words().menu_done_provider_added();
                return staff.done(&app, &list(), &said).await;
            }
            Err(fault) => refused(&app, fault)?,
        },
    };
    again(&app, &ProviderPage { errors, failed: true, ..page(&staff, None, typed) })
}
