//! With which other hubs of this server a service is shared.

use super::{At, Staff, StaffForm, address};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubId, ServiceId};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/menu/sharing.html`.
#[derive(Serialize)]
struct SharingPage {
    frame: Frame,
    here: String,
    name: String,
    hubs: Vec<Line>,
}

impl Page for SharingPage {
    const TEMPLATE: &'static str = "console/menu/sharing.html";
}

#[derive(Serialize)]
struct Line {
    hub: HubId,
    name: String,
    ticked: bool,
}

/// `GET /hub/menu/{service}/sharing`
pub(in crate::http) async fn sharing(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let others = app.store().other_hubs(&staff.scope).await?;
    let hubs = others.into_iter().map(|one| Line {
        ticked: opened.shared_with.iter().any(|with| with.hub_id == one.hub_id),
        hub: one.hub_id,
        name: one.name,
    });
    app.pages().render(&SharingPage {
        frame: staff.frame(&app).await?,
        here: address(service),
        name: opened.newest().map(|one| one.details.name.clone()).unwrap_or_default(),
        hubs: hubs.collect(),
    })
}

/// `POST /hub/menu/{service}/sharing`
pub(in crate::http) async fn keep_sharing(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, fields): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let ticked = fields.iter().filter(|(name, _)| name == "hub");
    let hubs: Vec<HubId> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
    app.store().share_service(&staff.scope, service, &hubs).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_shared()).await
}
