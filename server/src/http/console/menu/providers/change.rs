//! Changing what everybody reads of somebody who offers services.

use super::super::{At, Staff, StaffForm, again};
use super::form::{ProviderPage, Typed, page, read, refused};
use super::list;
use crate::App;
use crate::http::error::AppError;
use crate::store::{ProviderId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};

/// `GET /hub/menu/providers/{provider}`
pub(in crate::http) async fn change_provider(
    State(app): State<App>,
    staff: Staff,
    Path(provider): Path<ProviderId>,
) -> Result<Html<String>, AppError> {
    let kept = app.store().provider(&staff.scope, provider).await?;
    let page = page(&staff, Some(provider), kept.into());
    app.pages().render(&ProviderPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/providers/{provider}`
pub(in crate::http) async fn keep_provider(
    State(app): State<App>,
    at: At<ProviderId>,
    StaffForm(staff, mut typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(provider) = at?;
    app.store().provider(&staff.scope, provider).await?;
    let errors = match read(&app, &typed) {
        Err(errors) => errors,
        Ok(new) => match app.store().change_provider(&staff.scope, (provider, typed.version), &new).await {
            Ok(()) => {
                let said = app.speaker().words().menu_done_provider();
                return staff.done(&app, &list(), &said).await;
            }
            Err(StoreError::Stale(_)) => {
                let now = Typed::from(app.store().provider(&staff.scope, provider).await?);
                typed.version = now.version;
                let page = page(&staff, Some(provider), typed);
                return again(&app, &ProviderPage { now: Some(now), failed: true, ..page });
            }
            Err(fault) => refused(&app, fault)?,
        },
    };
    again(&app, &ProviderPage { errors, failed: true, ..page(&staff, Some(provider), typed) })
}
