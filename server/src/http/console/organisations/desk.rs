//! The desk of an organisation, for managers: who sits there, who is invited, and ending it.

use super::super::fields::Faults;
use super::super::office::{LinkPage, when};
use super::super::sign_in::Nothing;
use super::super::{At, Staff, StaffForm, again};
use super::LIST;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::sign_in::tidy_email;
use crate::store::{
    ColleagueRefused, DeskPerson, InvitationId, OrganisationId, PersonId, Purpose, StoreError, Thing,
};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// `console/organisations/desk.html`.
#[derive(Serialize)]
struct DeskPage {
    frame: Frame,
    organisation: OrganisationId,
    name: String,
    /// Whether it has pupils, of whom its desk sees those who agreed.
    school: bool,
    people: Vec<Line>,
    invitations: Vec<OpenLine>,
    errors: Faults,
    failed: bool,
}

/// `console/organisations/desk-invite.html`.
#[derive(Serialize)]
struct InvitePage {
    frame: Frame,
    organisation: OrganisationId,
    name: String,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

/// `console/organisations/desk-end.html`.
#[derive(Serialize)]
struct EndPage {
    frame: Frame,
    organisation: OrganisationId,
    name: String,
    line: Line,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "console/organisations/desk.html";
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "console/organisations/desk-invite.html";
}

impl Page for EndPage {
    const TEMPLATE: &'static str = "console/organisations/desk-end.html";
}

/// Somebody who works at the desk.
#[derive(Serialize)]
struct Line {
    person: PersonId,
    name: String,
    email: String,
    since: String,
    seen: Option<String>,
    /// Drawn for a link, should they have lost what they sign in with.
    attempt: String,
}

/// Somebody whose link is open.
#[derive(Serialize)]
struct OpenLine {
    invitation: InvitationId,
    name: String,
    email: String,
    resets: bool,
    until: String,
}

/// What was typed; `attempt` is drawn with the form.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    name: String,
    email: String,
    attempt: String,
}

/// A form with nothing typed; `attempt` is drawn with it.
#[derive(Deserialize)]
pub(in crate::http) struct Attempt {
    #[serde(default)]
    attempt: String,
}

impl Line {
    fn of(app: &App, one: DeskPerson) -> Result<Self, AppError> {
        Ok(Self {
            person: one.person_id,
            name: one.display_name,
            email: one.email,
            since: app.speaker().date(today(one.created_at)),
            seen: one.seen_at.map(|at| when(app, at)),
            attempt: app.store().draw_invitation_id()?.to_string(),
        })
    }
}

fn address(organisation: OrganisationId) -> String {
    format!("{LIST}/{organisation}/desk")
}

async fn page(app: &App, staff: &Staff, organisation: OrganisationId) -> Result<DeskPage, AppError> {
    let (people, invitations) = app.store().desk_people(&staff.scope, organisation).await?;
    let kept = app.store().organisation_record(&staff.scope, organisation).await?;
    let open = invitations.into_iter().map(|one| OpenLine {
        invitation: one.invitation_id,
        name: one.display_name,
        email: one.email,
        resets: one.purpose == Purpose::Reset,
        until: when(app, one.ends_at),
    });
    Ok(DeskPage {
        frame: staff.bare_frame(),
        organisation,
        name: kept.details.name,
        school: kept.kind == crate::store::OrganisationKind::School,
        people: people.into_iter().map(|one| Line::of(app, one)).collect::<Result<_, _>>()?,
        invitations: open.collect(),
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/organisations/{organisation}/desk`
pub(in crate::http) async fn desk(
    State(app): State<App>,
    staff: Staff,
    Path(organisation): Path<OrganisationId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, organisation).await?;
    app.pages().render(&DeskPage { frame: staff.frame(&app).await?, ..page })
}

async fn inviting(
    app: &App,
    staff: &Staff,
    organisation: OrganisationId,
    typed: Typed,
) -> Result<InvitePage, AppError> {
    let name = page(app, staff, organisation).await?.name;
    Ok(InvitePage {
        frame: staff.bare_frame(),
        organisation,
        name,
        typed,
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/organisations/{organisation}/desk/invite`
pub(in crate::http) async fn invite_to_desk(
    State(app): State<App>,
    staff: Staff,
    Path(organisation): Path<OrganisationId>,
) -> Result<Html<String>, AppError> {
    let typed = Typed { attempt: app.store().draw_invitation_id()?.to_string(), ..Typed::default() };
    let page = inviting(&app, &staff, organisation, typed).await?;
    app.pages().render(&InvitePage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/organisations/{organisation}/desk/invite`
pub(in crate::http) async fn invited_to_desk(
    State(app): State<App>,
    at: At<OrganisationId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(organisation) = at?;
    let Ok(attempt) = form.attempt.parse::<InvitationId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let words = app.speaker().words();
    let mut errors = Faults::default();
    if form.name.trim().is_empty() {
        errors.add("name", words.invite_name_wrong());
    }
    let email = tidy_email(&form.email);
    if email.is_err() {
        errors.add("email", words.invite_email_wrong());
    }
    if let (Ok(email), true) = (email, errors.is_empty()) {
        let ids = (organisation, attempt);
        match app.store().invite_to_desk(&staff.scope, ids, (&email, &form.name)).await {
            Ok(()) => {
                let page = LinkPage::of(&app, &staff, (attempt, form.name), address(organisation)).await?;
                return Ok(app.pages().render(&page)?.into_response());
            }
            Err(StoreError::Name { .. }) => errors.add("name", words.invite_name_wrong()),
            Err(StoreError::Colleague(_)) => errors.add("email", words.desk_works_here()),
            Err(fault) => return Err(fault.into()),
        }
    }
    let page = inviting(&app, &staff, organisation, form).await?;
    again(&app, &InvitePage { errors, failed: true, ..page })
}

/// `POST /hub/organisations/{organisation}/desk/invitations/{invitation}/call-back`
pub(in crate::http) async fn call_back_from_desk(
    State(app): State<App>,
    at: At<(OrganisationId, InvitationId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(ids) = at?;
    app.store().call_back_from_desk(&staff.scope, ids).await?;
    staff.done(&app, &address(ids.0), &app.speaker().words().colleagues_done_called_back()).await
}

/// `POST /hub/organisations/{organisation}/desk/{person}/reset`
pub(in crate::http) async fn reset_desk_person(
    State(app): State<App>,
    at: At<(OrganisationId, PersonId)>,
    StaffForm(staff, form): StaffForm<Attempt>,
) -> Result<Response, AppError> {
    let Path((organisation, person)) = at?;
    let Ok(attempt) = form.attempt.parse::<InvitationId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let line = one(&app, &staff, organisation, person).await?;
    let words = app.speaker().words();
    let why = match app.store().reset_desk_person(&staff.scope, attempt, (organisation, person)).await {
        Ok(()) => {
            let page = LinkPage::of(&app, &staff, (attempt, line.name), address(organisation)).await?;
            return Ok(app.pages().render(&page)?.into_response());
        }
        Err(StoreError::Colleague(ColleagueRefused::Oneself)) => words.colleagues_oneself(),
        Err(StoreError::Colleague(_)) => words.colleagues_works_elsewhere(),
        Err(fault) => return Err(fault.into()),
    };
    let errors = Faults::one("people", why);
    again(&app, &DeskPage { errors, failed: true, ..page(&app, &staff, organisation).await? })
}

/// Somebody who works at the desk now.
async fn one(
    app: &App,
    staff: &Staff,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Line, AppError> {
    let people = page(app, staff, organisation).await?.people;
    let found = people.into_iter().find(|one| one.person == person);
    Ok(found.ok_or(StoreError::NotFound(Thing::Person))?)
}

/// `GET /hub/organisations/{organisation}/desk/{person}/end`
pub(in crate::http) async fn ask_end_desk_person(
    State(app): State<App>,
    staff: Staff,
    Path((organisation, person)): Path<(OrganisationId, PersonId)>,
) -> Result<Html<String>, AppError> {
    let line = one(&app, &staff, organisation, person).await?;
    let name = page(&app, &staff, organisation).await?.name;
    app.pages().render(&EndPage { frame: staff.frame(&app).await?, organisation, name, line })
}

/// `POST /hub/organisations/{organisation}/desk/{person}/end`
pub(in crate::http) async fn end_desk_person(
    State(app): State<App>,
    at: At<(OrganisationId, PersonId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(ids) = at?;
    app.store().end_desk_person(&staff.scope, ids).await?;
    staff.done(&app, &address(ids.0), &app.speaker().words().colleagues_done_ended()).await
}

/// `POST /hub/organisations/{organisation}/desk/{person}/sign-out`
pub(in crate::http) async fn sign_desk_person_out(
    State(app): State<App>,
    at: At<(OrganisationId, PersonId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(ids) = at?;
    let words = app.speaker().words();
    match app.store().sign_desk_person_out(&staff.scope, ids).await {
        Ok(()) => staff.done(&app, &address(ids.0), &words.colleagues_done_signed_out()).await,
        Err(StoreError::Colleague(_)) => {
            let errors = Faults::one("people", words.colleagues_oneself());
            again(&app, &DeskPage { errors, failed: true, ..page(&app, &staff, ids.0).await? })
        }
        Err(fault) => Err(fault.into()),
    }
}
