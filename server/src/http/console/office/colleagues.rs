//! Colleagues, for managers: who works here, who is invited, and what each may do.

mod end;
mod invite;
mod link;
mod person;

pub(in crate::http) use end::{end, end_access, sign_out_colleague};
pub(in crate::http) use invite::{invite, invited};
pub(in crate::http::console) use link::LinkPage;
pub(in crate::http) use link::reset;
pub(in crate::http) use person::{change_role, colleague};

use super::super::sign_in::Nothing;
use super::super::{At, Staff, StaffForm};
use super::when;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Colleague, ColleagueRefused, InvitationId, PersonId, Purpose, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::issue::today;
use serde::Serialize;

/// Where they are listed.
const LIST: &str = "/hub/office/colleagues";

/// `console/office/colleagues.html`.
#[derive(Serialize)]
struct ColleaguesPage {
    frame: Frame,
    colleagues: Vec<Line>,
    invitations: Vec<OpenLine>,
    former: Vec<FormerLine>,
}

impl Page for ColleaguesPage {
    const TEMPLATE: &'static str = "console/office/colleagues.html";
}

/// Somebody who works here.
#[derive(Serialize)]
struct Line {
    person: PersonId,
    name: String,
    email: String,
    role: &'static str,
    since: String,
    seen: Option<String>,
    /// Whether it is whoever looks.
    oneself: bool,
}

/// Somebody whose link is open.
#[derive(Serialize)]
struct OpenLine {
    invitation: InvitationId,
    name: String,
    email: String,
    role: &'static str,
    resets: bool,
    until: String,
}

/// Somebody who left lately.
#[derive(Serialize)]
struct FormerLine {
    person: PersonId,
    name: String,
    left: String,
}

impl Line {
    fn of(app: &App, staff: &Staff, one: Colleague) -> Self {
        Self {
            person: one.person_id,
            oneself: one.person_id == staff.person,
            name: one.display_name,
            email: one.email,
            role: one.role.code(),
            since: app.speaker().date(today(one.created_at)),
            seen: one.seen_at.map(|at| when(app, at)),
        }
    }
}

/// `GET /hub/office/colleagues`
pub(in crate::http) async fn colleagues(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let colleagues = app.store().colleagues(&staff.scope).await?;
    let invitations = app.store().open_invitations(&staff.scope).await?;
    let open = invitations.into_iter().map(|one| OpenLine {
        invitation: one.invitation_id,
        name: one.display_name,
        email: one.email,
        role: one.role.code(),
        resets: one.purpose == Purpose::Reset,
        until: when(&app, one.ends_at),
    });
    let former = app.store().former_colleagues(&staff.scope).await?.into_iter().map(|one| FormerLine {
        person: one.person_id,
        name: one.display_name,
        left: app.speaker().date(today(one.ended_at)),
    });
    app.pages().render(&ColleaguesPage {
        frame: staff.frame(&app).await?,
        colleagues: colleagues.into_iter().map(|one| Line::of(&app, &staff, one)).collect(),
        invitations: open.collect(),
        former: former.collect(),
    })
}

/// `POST /hub/office/colleagues/invitations/{invitation}/call-back`
pub(in crate::http) async fn call_back(
    State(app): State<App>,
    at: At<InvitationId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(invitation) = at?;
    app.store().call_back_invitation(&staff.scope, invitation).await?;
    staff.done(&app, LIST, &app.speaker().words().colleagues_done_called_back()).await
}

/// One colleague of this hub.
async fn one(app: &App, staff: &Staff, person: PersonId) -> Result<Line, AppError> {
    let all = app.store().colleagues(&staff.scope).await?;
    let found = all.into_iter().find(|one| one.person_id == person);
    Ok(Line::of(app, staff, found.ok_or(StoreError::NotFound(Thing::Person))?))
}

/// Why nothing was changed, and what to do.
fn said(app: &App, refused: ColleagueRefused) -> String {
    let words = app.speaker().words();
    match refused {
        ColleagueRefused::LastManager => words.colleagues_last_manager(),
        ColleagueRefused::Oneself => words.colleagues_oneself(),
        ColleagueRefused::WorksElsewhere => words.colleagues_works_elsewhere(),
        ColleagueRefused::WorksHere => words.colleagues_works_here(),
    }
}
