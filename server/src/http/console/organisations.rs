//! Organisations: the schools, pharmacies, surgeries, bus companies and charities that the hub works with.

mod close;
mod desk;
mod typed;
mod write;

pub(in crate::http) use close::{close, closed};
pub(in crate::http) use desk::{
    ask_end_desk_person, call_back_from_desk, desk, end_desk_person, invite_to_desk, invited_to_desk,
    reset_desk_person, sign_desk_person_out,
};
pub(in crate::http) use write::{add, added, change, changed};

use super::Staff;
use super::fields::Choice;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{OrganisationId, OrganisationKind, OrganisationRecord};
use axum::extract::State;
use axum::response::Html;
use passport_core::issue::today;
use serde::Serialize;

/// Where they are listed.
const LIST: &str = "/hub/organisations";

/// What the hub works with, in the order in which it is listed.
const KINDS: [OrganisationKind; 5] = [
    OrganisationKind::School,
    OrganisationKind::Pharmacy,
    OrganisationKind::Gp,
    OrganisationKind::Transport,
    OrganisationKind::Charity,
];

/// `console/organisations/list.html`.
#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    /// Today, for the foot of the printed list.
    day: String,
    groups: Vec<Group>,
    /// Those the hub works with no more.
    closed: Vec<Line>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/organisations/list.html";
}

/// Those of one kind.
#[derive(Serialize)]
struct Group {
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    organisation: OrganisationId,
    name: String,
    person: Option<String>,
    telephone: Option<String>,
    email: Option<String>,
    promise: Option<String>,
    /// Since when they promise it.
    since: Option<String>,
    closed: Option<String>,
}

impl Line {
    fn of(app: &App, one: &OrganisationRecord) -> Self {
        let contact = one.details.contact.clone();
        let promise = one.details.promise.as_ref();
        Self {
            organisation: one.organisation_id,
            name: one.details.name.clone(),
            person: contact.person,
            telephone: contact.telephone,
            email: contact.email,
            promise: promise.map(|one| one.text.clone()),
            since: promise.map(|one| app.speaker().date(one.made_on)),
            closed: one.closed_at.map(|at| app.speaker().date(today(at))),
        }
    }
}

/// `GET /hub/organisations`
pub(in crate::http) async fn list(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let all = app.store().organisation_records(&staff.scope).await?;
    let (closed, open): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.closed_at.is_some());
    let group = |kind: OrganisationKind| Group {
        kind: kind.code(),
        lines: open.iter().filter(|one| one.kind == kind).map(|one| Line::of(&app, one)).collect(),
    };
    app.pages().render(&ListPage {
        frame: staff.frame(&app).await?,
        day: app.speaker().date(today(app.clock().now())),
        groups: KINDS.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect(),
        closed: closed.into_iter().map(|one| Line::of(&app, one)).collect(),
    })
}

/// The kinds to choose from, in words.
fn kinds(app: &App) -> Vec<Choice> {
    KINDS.map(|kind| Choice { value: kind.code().to_owned(), text: kind_name(app, kind) }).into()
}

fn kind_name(app: &App, kind: OrganisationKind) -> String {
    let words = app.speaker().words();
    match kind {
        OrganisationKind::School => words.organisation_school(),
        OrganisationKind::Pharmacy => words.organisation_pharmacy(),
        OrganisationKind::Gp => words.organisation_gp(),
        OrganisationKind::Transport => words.organisation_transport(),
        OrganisationKind::Charity => words.organisation_charity(),
        // Never shown: the hub's own office is left out of these pages.
        OrganisationKind::Hub => words.office_title(),
    }
}
