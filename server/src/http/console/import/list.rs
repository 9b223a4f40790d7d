//! The files of a hub, and the form that reads another in.

use super::super::card_runs::{self, lately};
use super::super::fields::Faults;
use super::super::{Staff, again};
use super::{csv, day_of, title};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::spreadsheet::Column;
use crate::store::{Import, ImportId, ImportState, Membership};
use axum::extract::State;
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/import/list.html`.
#[derive(Serialize)]
pub(super) struct ListPage {
    frame: Frame,
    /// Drawn for the form.
    attempt: ImportId,
    imports: Vec<Line>,
    /// Cards that were issued to many lately.
    runs: Vec<card_runs::Line>,
    errors: Faults,
    failed: bool,
}

/// One file.
#[derive(Serialize)]
struct Line {
    import: ImportId,
    file: String,
    who: String,
    day: String,
    state: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/import/list.html";
}

/// `GET /hub/import`
pub(in crate::http) async fn list(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let frame = staff.frame(&app).await?;
    app.pages().render(&ListPage { frame, ..page(&app, &staff, Faults::default()).await? })
}

/// The list again, with what is wrong with the file that was sent.
pub(super) async fn refused(app: &App, staff: &Staff, fault: String) -> Result<Response, AppError> {
    let page = page(app, staff, Faults::one("file", fault)).await?;
    again(app, &ListPage { failed: true, ..page })
}

async fn page(app: &App, staff: &Staff, errors: Faults) -> Result<ListPage, AppError> {
    let colleagues = app.store().memberships(&staff.scope).await?;
    let imports = app.store().imports(&staff.scope).await?;
    Ok(ListPage {
        frame: staff.bare_frame(),
        attempt: app.store().draw_import_id()?,
        imports: imports.iter().map(|import| line(app, import, &colleagues)).collect(),
        runs: lately(app, staff).await?,
        errors,
        failed: false,
    })
}

fn line(app: &App, import: &Import, colleagues: &[Membership]) -> Line {
    let words = app.speaker().words();
    let known = |person| colleagues.iter().find(|one| one.person_id == person);
    let who = match import.person_id {
        None => words.carers_looked_operator(),
        Some(person) => {
            known(person).map_or_else(|| words.carers_looked_former(), |one| one.display_name.clone())
        }
    };
    let counts = &import.counts;
    let state = match import.state {
        ImportState::Waiting => words.import_state_waiting(counts.total),
        ImportState::Running => words.import_state_running(counts.done(), counts.total),
        ImportState::Done => words.import_state_done(counts.added),
        ImportState::Undoing => words.import_state_undoing(),
        ImportState::Undone => words.import_state_undone(),
        ImportState::LeftAlone => words.import_state_left_alone(),
    };
    let day = app.speaker().date(day_of(import.created_at));
    Line { import: import.import_id, file: title(app, import), who, day, state }
}

/// `GET /hub/import/example.csv`
pub(in crate::http) async fn example(State(app): State<App>, _staff: Staff) -> Result<Response, AppError> {
    let titles = Column::ALL.map(|column| super::faults::column(app.speaker().words(), column));
    let people = [
        ["Zoë", "Moss", "Zo", "27/03/2012", "Riverton High School", "no"],
        ["Łukasz", "Nowak", "", "2010-11-05", "", "yes"],
    ];
    let people = people.map(|person| person.map(str::to_owned).to_vec());
    csv("attachment; filename=\"example.csv\"", [vec![titles.to_vec()], people.to_vec()].concat())
}
