//! One colleague: what they may do, help for a lost phone, and what they did here.

use super::super::super::fields::Faults;
use super::super::super::history::did;
use super::super::super::{At, Staff, StaffForm, again};
use super::super::when;
use super::{LIST, Line, one, said};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ColleagueRefused, Deed, PersonId, Role, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/office/colleague.html`.
#[derive(Serialize)]
struct ColleaguePage {
    frame: Frame,
    line: Line,
    /// Drawn for a link, should one be made.
    attempt: String,
    deeds: Vec<Done>,
    errors: Faults,
    failed: bool,
}

impl Page for ColleaguePage {
    const TEMPLATE: &'static str = "console/office/colleague.html";
}

/// Something they did.
#[derive(Serialize)]
struct Done {
    what: String,
    when: String,
    /// How often in a row.
    times: usize,
}

/// What was chosen.
#[derive(Deserialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    role: String,
}

/// `GET /hub/office/colleagues/{person}`
pub(in crate::http) async fn colleague(
    State(app): State<App>,
    staff: Staff,
    Path(person): Path<PersonId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, person).await?;
    app.pages().render(&ColleaguePage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/office/colleagues/{person}/role`
pub(in crate::http) async fn change_role(
    State(app): State<App>,
    at: At<PersonId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(person) = at?;
    let role = Role::from_code(&form.role).filter(|role| matches!(role, Role::Manager | Role::Worker));
    let Some(role) = role else { return Err(AppError::bad_request("The form's role is manager or worker.")) };
    match app.store().change_role(&staff.scope, person, role).await {
        Ok(()) => staff.done(&app, LIST, &app.speaker().words().colleagues_done_role()).await,
        Err(StoreError::Colleague(why)) => refused(&app, &staff, person, ("role", why)).await,
        Err(fault) => Err(fault.into()),
    }
}

/// The page again, with why nothing was changed.
pub(super) async fn refused(
    app: &App,
    staff: &Staff,
    person: PersonId,
    (field, why): (&'static str, ColleagueRefused),
) -> Result<Response, AppError> {
    let errors = Faults::one(field, said(app, why));
    again(app, &ColleaguePage { errors, failed: true, ..page(app, staff, person).await? })
}

async fn page(app: &App, staff: &Staff, person: PersonId) -> Result<ColleaguePage, AppError> {
    let line = one(app, staff, person).await?;
    let deeds = app.store().deeds_of(&staff.scope, person).await?;
    Ok(ColleaguePage {
        frame: staff.bare_frame(),
        line,
        attempt: app.store().draw_invitation_id()?.to_string(),
        deeds: done(app, &deeds),
        errors: Faults::default(),
        failed: false,
    })
}

/// The same thing many times in a row, such as searching while typing, is one line with the newest time.
fn done(app: &App, deeds: &[Deed]) -> Vec<Done> {
    deeds
        .chunk_by(|a, b| a.action == b.action)
        .map(|alike| Done {
            what: did(app, &alike[0].action),
            when: when(app, alike[0].at),
            times: alike.len(),
        })
        .collect()
}
