//! One's own sessions: where one is signed in, and ending any of them with a code.

use super::super::fields::Faults;
use super::super::prove_again::proved;
use super::super::{At, Staff, StaffForm, cookie, go_to};
use super::when;
use crate::App;
use crate::http::client::Network;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Entrance, SessionId, StoreError, Thing};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

const LIST: &str = "/hub/office/sessions";

/// `console/office/sessions.html`.
#[derive(Serialize)]
struct SessionsPage {
    frame: Frame,
    sessions: Vec<Line>,
    errors: Faults,
    failed: bool,
}

impl Page for SessionsPage {
    const TEMPLATE: &'static str = "console/office/sessions.html";
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::http) struct Typed {
    code: String,
}

/// One browser.
#[derive(Serialize)]
struct Line {
    session: SessionId,
    browser: Option<String>,
    hub: String,
    since: String,
    seen: String,
    /// Whether it is the one that this page is seen in.
    here: bool,
}

/// `GET /hub/office/sessions`
pub(in crate::http) async fn sessions(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff).await?;
    app.pages().render(&SessionsPage { frame: staff.frame(&app).await?, ..page })
}

async fn page(app: &App, staff: &Staff) -> Result<SessionsPage, AppError> {
    let open = app.store().own_sessions(&staff.scope).await?;
    let lines = open.into_iter().map(|one| Line {
        session: one.session_id,
        browser: one.browser,
        hub: one.hub_name,
        since: when(app, one.created_at),
        seen: when(app, one.seen_at),
        here: one.session_id == staff.session.session_id,
    });
    let (sessions, frame) = (lines.collect(), staff.bare_frame());
    Ok(SessionsPage { frame, sessions, errors: Faults::default(), failed: false })
}

/// `POST /hub/office/sessions/{session}/end`
pub(in crate::http) async fn end_session(
    State(app): State<App>,
    at: At<SessionId>,
    network: Network,
    headers: HeaderMap,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(session) = at?;
    if let Some(not_proved) = proved(&app, &staff, (network, &headers), &typed.code).await? {
        let page = page(&app, &staff).await?;
        return not_proved.answer(&app, |errors| SessionsPage { errors, failed: true, ..page });
    }
    match app.store().end_session(&staff.scope, session).await {
        // Pressed twice, or ended by itself meanwhile.
        Ok(()) | Err(StoreError::NotFound(Thing::Session)) => {}
        Err(fault) => return Err(fault.into()),
    }
    if session == staff.session.session_id {
        let mut answer = go_to("/hub/sign-in");
        cookie::clear(&app, Entrance::Console, answer.headers_mut());
        return Ok(answer);
    }
    staff.done(&app, LIST, &app.speaker().words().sessions_done_one()).await
}

/// `POST /hub/office/sessions/end-others`
pub(in crate::http) async fn end_others(
    State(app): State<App>,
    network: Network,
    headers: HeaderMap,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    if let Some(not_proved) = proved(&app, &staff, (network, &headers), &typed.code).await? {
        let page = page(&app, &staff).await?;
        return not_proved.answer(&app, |errors| SessionsPage { errors, failed: true, ..page });
    }
    app.store().end_other_sessions(&staff.scope, staff.session.session_id).await?;
    staff.done(&app, LIST, &app.speaker().words().sessions_done_others()).await
}
