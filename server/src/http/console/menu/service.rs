//! One service: how it stands, and what is written of it.

mod draft;
mod preview;

pub(in crate::http) use draft::{approve, leave_draft, send, send_back};
pub(in crate::http) use preview::preview;

use super::difference::{Changed, differences};
use super::spoken::{Part, parts};
use super::{Fresh, Staff, address, when};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{EditedService, ServiceId};
use axum::extract::{Path, State};
use axum::response::Html;
use draft::DraftLine;
use serde::Serialize;

/// `console/menu/service.html`.
#[derive(Serialize)]
struct ServicePage {
    frame: Frame,
    /// Its own address.
    here: String,
    name: String,
    provider: String,
    is_live: bool,
    draft: Option<DraftLine>,
    fresh: Option<Fresh>,
    checked_by: Option<String>,
    paused: Option<String>,
    archived: Option<String>,
    from: Option<String>,
    until: Option<String>,
    shared_with: Vec<String>,
    /// What is written: of what everybody reads, or of the draft where nobody reads any yet.
    parts: Vec<Part>,
    /// What the draft would change.
    changes: Vec<Changed>,
    version: i64,
    /// What was typed as the reason to send it back.
    reason: String,
    /// Whether a colleague saved meanwhile.
    stale: bool,
    errors: Faults,
    failed: bool,
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "console/menu/service.html";
}

/// The page of a service that was opened.
fn page(app: &App, staff: &Staff, opened: &EditedService) -> ServicePage {
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
