//! What was written of a service over time: who, when, why it was sent back, and what was different from the text before.

use super::difference::{Changed, differences};
use super::spoken::{Part, parts};
use super::{At, Staff, StaffForm, Under, address, when};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{EditedService, ServiceId, StoreError, Thing, Version, VersionNumber};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/menu/history.html`.
#[derive(Serialize)]
struct HistoryPage {
    frame: Frame,
    here: String,
    name: String,
    lines: Vec<Line>,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "console/menu/history.html";
}

/// `console/menu/version.html`.
#[derive(Serialize)]
struct VersionPage {
    frame: Frame,
    here: String,
    name: String,
    line: Line,
    /// The number of the text before, if there is one.
    before: Option<VersionNumber>,
    changes: Vec<Changed>,
    parts: Vec<Part>,
    /// What a colleague has to have seen to take it up.
    version: i64,
    /// Whether it is the newest text already.
    is_newest: bool,
}

impl Page for VersionPage {
    const TEMPLATE: &'static str = "console/menu/version.html";
}

#[derive(Serialize)]
struct Line {
    number: VersionNumber,
    state: &'static str,
    /// Whether everybody reads it now.
    is_live: bool,
    written_by: Option<String>,
    written: String,
    decided_by: Option<String>,
    decided: Option<String>,
    reason: Option<String>,
}

impl Line {
    fn of(app: &App, opened: &EditedService, one: &Version) -> Self {
        Self {
            number: one.number,
            state: one.state.code(),
            is_live: opened.live.as_ref().is_some_and(|live| live.number == one.number),
            written_by: one.written_by.clone(),
            written: when(app, one.written_at),
            decided_by: one.decided_by.clone(),
            decided: one.decided_at.map(|at| when(app, at)),
            reason: one.reason.clone(),
        }
    }
}

fn name(opened: &EditedService) -> String {
    opened.newest().map(|one| one.details.name.clone()).unwrap_or_default()
}

/// `GET /hub/menu/{service}/history`
pub(in crate::http) async fn history(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let versions = app.store().service_history(&staff.scope, service).await?;
    app.pages().render(&HistoryPage {
        frame: staff.frame(&app).await?,
        here: address(service),
        name: name(&opened),
        lines: versions.iter().map(|one| Line::of(&app, &opened, one)).collect(),
    })
}

/// `GET /hub/menu/{service}/history/{number}`
pub(in crate::http) async fn version(
    State(app): State<App>,
    staff: Staff,
    Path((service, number)): Path<(ServiceId, VersionNumber)>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let versions = app.store().service_history(&staff.scope, service).await?;
    let mut older = versions.iter().skip_while(|one| one.number != number);
    let this = older.next().ok_or(StoreError::NotFound(Thing::Service))?;
    let before = older.next();
    let changes = before.map(|one| differences(&app, &one.details, &this.details));
    app.pages().render(&VersionPage {
        frame: staff.frame(&app).await?,
        here: address(service),
        name: name(&opened),
        line: Line::of(&app, &opened, this),
        before: before.map(|one| one.number),
        changes: changes.unwrap_or_default(),
        parts: parts(&app, &this.details),
        version: opened.version,
        is_newest: opened.newest().is_some_and(|newest| newest.details == this.details),
    })
}

/// `POST /hub/menu/{service}/history/{number}`
pub(in crate::http) async fn take_up_again(
    State(app): State<App>,
    at: At<(ServiceId, VersionNumber)>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path((service, number)) = at?;
    let words = app.speaker().words();
    let said = match app.store().take_up_again(&staff.scope, (service, version), number).await {
        Ok(()) => words.menu_done_taken_up(),
        Err(StoreError::Stale(_)) => words.menu_stale_text(),
        Err(fault) => return Err(fault.into()),
    };
    staff.done(&app, &address(service), &said).await
}
