//! One service: how it stands, what is written of it, and its draft's way to everybody.

use super::difference::{Changed, differences};
use super::spoken::{Part, parts};
use super::{At, Fresh, Staff, StaffForm, Under, address, again, when};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{EditedService, ServiceId, StoreError, Version, VersionState};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/menu/service.html`.
#[derive(Serialize)]
pub(super) struct ServicePage {
    pub frame: Frame,
    /// Its own address.
    pub here: String,
    pub name: String,
    pub provider: String,
    pub is_live: bool,
    pub draft: Option<DraftLine>,
    pub fresh: Option<Fresh>,
    pub checked_by: Option<String>,
    pub paused: Option<String>,
    pub archived: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub shared_with: Vec<String>,
    /// What is written: of what everybody reads, or of the draft where nobody reads any yet.
    pub parts: Vec<Part>,
    /// What the draft would change.
    pub changes: Vec<Changed>,
    pub version: i64,
    /// What was typed as the reason to send it back.
    pub reason: String,
    /// Whether a colleague saved meanwhile.
    pub stale: bool,
    pub errors: Faults,
    pub failed: bool,
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "console/menu/service.html";
}

/// The draft.
#[derive(Serialize)]
pub(super) struct DraftLine {
    state: &'static str,
    written_by: Option<String>,
    written: String,
    reason: Option<String>,
    decided_by: Option<String>,
    /// Whether it may be approved now.
    is_open: bool,
    /// Whether who looks at it wrote it.
    is_own: bool,
}

impl DraftLine {
    fn of(app: &App, staff: &Staff, draft: &Version) -> Self {
        Self {
            is_own: draft.written_by.as_ref() == Some(&staff.display_name),
            state: draft.state.code(),
            written_by: draft.written_by.clone(),
            written: when(app, draft.written_at),
            reason: draft.reason.clone().filter(|_| draft.state == VersionState::Refused),
            decided_by: draft.decided_by.clone().filter(|_| draft.state == VersionState::Refused),
            is_open: draft.state.is_open(),
        }
    }
}

/// The page of a service that was opened.
pub(super) fn page(app: &App, staff: &Staff, opened: &EditedService) -> ServicePage {
    let date = |day: chrono::NaiveDate| app.speaker().date(day);
    let newest = opened.newest();
    let shown = opened.live.as_ref().or(newest);
    let changes = match (&opened.live, &opened.draft) {
        (Some(live), Some(draft)) => differences(app, &live.details, &draft.details),
        _ => Vec::new(),
    };
    ServicePage {
        frame: staff.bare_frame(),
        here: address(opened.service_id),
        name: newest.map(|one| one.details.name.clone()).unwrap_or_default(),
        provider: opened.provider.name.clone(),
        is_live: opened.live.is_some(),
        draft: opened.draft.as_ref().map(|draft| DraftLine::of(app, staff, draft)),
        fresh: opened.live.as_ref().map(|_| Fresh::of(app, opened.checked.as_ref().map(|one| one.0))),
        checked_by: opened.checked.as_ref().and_then(|one| one.1.clone()),
        paused: opened.paused_at.map(|at| when(app, at)),
        archived: opened.archived_at.map(|at| when(app, at)),
        from: opened.shown.0.map(date),
        until: opened.shown.1.map(date),
        shared_with: opened.shared_with.iter().map(|one| one.name.clone()).collect(),
        parts: shown.map(|one| parts(app, &one.details)).unwrap_or_default(),
        changes,
        version: opened.version,
        reason: String::new(),
        stale: false,
        errors: Faults::default(),
        failed: false,
    }
}

/// `GET /hub/menu/{service}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let page = page(&app, &staff, &opened);
    app.pages().render(&ServicePage { frame: staff.frame(&app).await?, ..page })
}

/// `console/menu/preview.html`.
#[derive(Serialize)]
struct PreviewPage {
    frame: Frame,
    here: String,
    name: String,
    provider: String,
    parts: Vec<Part>,
}

impl Page for PreviewPage {
    const TEMPLATE: &'static str = "console/menu/preview.html";
}

/// `GET /hub/menu/{service}/preview`
pub(in crate::http) async fn preview(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let details = opened.newest().map(|one| one.details.clone()).unwrap_or_default();
    app.pages().render(&PreviewPage {
        frame: staff.frame(&app).await?,
        here: address(service),
        parts: parts(&app, &details),
        name: details.name,
        provider: opened.provider.name,
    })
}

/// After something was done to the draft; or the page again, when a colleague was faster.
async fn after(
    app: &App,
    staff: &Staff,
    service: ServiceId,
    (outcome, said): (Result<(), StoreError>, String),
) -> Result<Response, AppError> {
    match outcome {
        Ok(()) => staff.done(app, &address(service), &said).await,
        Err(StoreError::Stale(_)) => {
            let opened = app.store().open_service(&staff.scope, service).await?;
            again(app, &ServicePage { stale: true, failed: true, ..page(app, staff, &opened) })
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/{service}/send`
pub(in crate::http) async fn send(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let sent = app.store().send_for_approval(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (sent, app.speaker().words().menu_done_sent())).await
}

/// `POST /hub/menu/{service}/approve`
pub(in crate::http) async fn approve(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let approved = app.store().approve_draft(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (approved, app.speaker().words().menu_done_approved())).await
}

/// `POST /hub/menu/{service}/leave`
pub(in crate::http) async fn leave_draft(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Under { version }): StaffForm<Under>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let left = app.store().leave_draft(&staff.scope, (service, version)).await;
    after(&app, &staff, service, (left, app.speaker().words().menu_done_left())).await
}

/// Why a draft is sent back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Reason {
    version: i64,
    reason: String,
}

/// `POST /hub/menu/{service}/send-back`
pub(in crate::http) async fn send_back(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, typed): StaffForm<Reason>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let words = app.speaker().words();
    let opened = app.store().open_service(&staff.scope, service).await?;
    match app.store().send_back(&staff.scope, (service, typed.version), &typed.reason).await {
        Err(StoreError::Text) => {
            let errors = Faults::one("reason", words.menu_reason_wrong());
            let page = page(&app, &staff, &opened);
            again(&app, &ServicePage { errors, reason: typed.reason, failed: true, ..page })
        }
        sent => after(&app, &staff, service, (sent, words.menu_done_sent_back())).await,
    }
}
