//! "Still right?": what somebody should look at again, the longest unchecked first, and saying that it is right.

use super::super::sign_in::Nothing;
use super::{At, Fresh, LIST, Staff, StaffForm, address, this_day};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ServiceId, ServiceLine};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// So many are listed at once: more than somebody looks over in a day.
const MOST: usize = 200;

/// `console/menu/still-right.html`.
#[derive(Serialize)]
struct StillRightPage {
    frame: Frame,
    /// By how long ago it is, the longest first; each with its lines.
    groups: Vec<(&'static str, Vec<Line>)>,
    /// How many there are beyond those that are listed.
    more: usize,
    day: String,
}

impl Page for StillRightPage {
    const TEMPLATE: &'static str = "console/menu/still-right.html";
}

#[derive(Serialize)]
struct Line {
    service: ServiceId,
    href: String,
    name: String,
    provider: String,
    checked_by: Option<String>,
    fresh: Fresh,
}

/// `GET /hub/menu/still-right`
pub(in crate::http) async fn still_right(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let all = app.store().service_lines(&staff.scope).await?;
    let mut due: Vec<ServiceLine> =
        all.into_iter().filter(|one| one.is_live && one.archived_at.is_none()).collect();
    due.retain(|one| Fresh::of(&app, one.checked_at).state != "fresh");
    due.sort_by(|one, other| (one.checked_at, &one.name).cmp(&(other.checked_at, &other.name)));
    let more = due.len().saturating_sub(MOST);
    due.truncate(MOST);
    let lines: Vec<Line> = due.into_iter().map(|one| line(&app, one)).collect();
    let mut groups: Vec<(&'static str, Vec<Line>)> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some((state, group)) if *state == line.fresh.state => group.push(line),
            _ => groups.push((line.fresh.state, vec![line])),
        }
    }
    app.pages().render(&StillRightPage {
        frame: staff.frame(&app).await?,
        groups,
        more,
        day: app.speaker().date(this_day(&app)),
    })
}

fn line(app: &App, one: ServiceLine) -> Line {
    Line {
        service: one.service_id,
        href: address(one.service_id),
        name: one.name,
        provider: one.provider,
        checked_by: one.checked_by,
        fresh: Fresh::of(app, one.checked_at),
    }
}

/// `POST /hub/menu/still-right`
pub(in crate::http) async fn found_right(
    State(app): State<App>,
    StaffForm(staff, fields): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let ticked = fields.iter().filter(|(name, _)| name == "service");
    let services: Vec<ServiceId> = ticked.filter_map(|(_, id)| id.parse().ok()).take(MOST).collect();
    let found = app.store().found_right(&staff.scope, &services).await?;
    let said = app.speaker().words().menu_done_right(found);
    staff.done(&app, &format!("{LIST}/still-right"), &said).await
}

/// `POST /hub/menu/{service}/still-right`
pub(in crate::http) async fn right_now(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let opened = app.store().open_service(&staff.scope, service).await?;
    // In the archive, or never approved, there is nothing to be right; the page offers no button then.
    let found = app.store().found_right(&staff.scope, &[opened.service_id]).await?;
    staff.done(&app, &address(service), &app.speaker().words().menu_done_right(found)).await
}
