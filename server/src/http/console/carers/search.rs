//! Search: by name, school and state, sent as a form so that no name stands in an address.

use super::super::fields::Choice;
use super::super::{Staff, StaffForm};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerId, CarerLine, CarerSearch, CarerState, MOST_FOUND, OrganisationKind, full_name};
use axum::extract::State;
use axum::response::Html;
use serde::{Deserialize, Serialize};

/// What was asked for.
#[derive(Clone, Default, Deserialize)]
pub(in crate::http) struct Asked {
    #[serde(default)]
    typed: String,
    #[serde(default)]
    school: String,
    #[serde(default)]
    state: String,
}

/// `console/carers/search.html`.
#[derive(Serialize)]
struct SearchPage {
    frame: Frame,
    typed: String,
    school: String,
    schools: Vec<Choice>,
    state: String,
    states: Vec<Choice>,
    /// None before anything was looked for.
    found: Option<Vec<Line>>,
    /// Whether there may be more than are shown.
    many: bool,
}

/// One row of the table.
#[derive(Serialize)]
pub(super) struct Line {
    carer: CarerId,
    name: String,
    known_as: Option<String>,
    born: String,
    school: Option<String>,
    state: &'static str,
    protected: bool,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "console/carers/search.html";
}

impl Line {
    pub(super) fn of(app: &App, line: CarerLine) -> Self {
        let CarerLine { carer_id, given_name, family_name, known_as, born_on, school, protected, state } =
            line;
        let name = full_name(&given_name, family_name.as_deref());
        let born = app.speaker().date(born_on);
        Self { carer: carer_id, name, known_as, born, school, state: state.code(), protected }
    }
}

/// `GET /hub/carers`
pub(in crate::http) async fn search(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    show(&app, &staff, Asked::default(), None).await
}

/// `POST /hub/carers`
pub(in crate::http) async fn found(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Asked>,
) -> Result<Html<String>, AppError> {
    let search = CarerSearch {
        typed: form.typed.clone(),
        school: form.school.parse().ok(),
        state: CarerState::from_code(&form.state),
    };
    let found = app.store().search_carers(&staff.scope, &search).await?;
    let lines = found.into_iter().map(|line| Line::of(&app, line)).collect();
    show(&app, &staff, form, Some(lines)).await
}

async fn show(
    app: &App,
    staff: &Staff,
    typed: Asked,
    found: Option<Vec<Line>>,
) -> Result<Html<String>, AppError> {
    let words = app.speaker().words();
    let states = CarerState::ALL.map(|state| {
        let text = match state {
            CarerState::WithCard => words.carers_state_with_card(),
            CarerState::WithoutCard => words.carers_state_without_card(),
            CarerState::CaringEnded => words.carers_state_caring_ended(),
        };
        Choice { value: state.code().to_owned(), text }
    });
    app.pages().render(&SearchPage {
        frame: staff.frame(app).await?,
        many: found.as_ref().is_some_and(|found| found.len() >= usize::from(MOST_FOUND)),
        typed: typed.typed,
        school: typed.school,
        schools: schools(app, staff).await?,
        state: typed.state,
        states: states.into(),
        found,
    })
}

/// The schools that a hub works with now.
pub(super) async fn schools(app: &App, staff: &Staff) -> Result<Vec<Choice>, AppError> {
    let all = app.store().organisations(&staff.scope).await?;
    let schools =
        all.into_iter().filter(|one| one.kind == OrganisationKind::School && one.closed_at.is_none());
    Ok(schools.map(|one| Choice { value: one.organisation_id.to_string(), text: one.name }).collect())
}
