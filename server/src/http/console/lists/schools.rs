//! "My school may know": the schools, and for each the list of pupils that may be given to it.

use super::super::Staff;
use super::{Who, printed_by};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{OrganisationId, Pupil, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::Html;
use passport_core::issue::today;
use serde::Serialize;

/// `console/lists/schools.html`.
#[derive(Serialize)]
struct SchoolsPage {
    frame: Frame,
    /// Each school: its id, its name, and how many pupils.
    schools: Vec<(OrganisationId, String, usize)>,
}

/// `console/lists/pupils.html`.
#[derive(Serialize)]
struct PupilsPage {
    frame: Frame,
    school: String,
    pupils: Vec<Line>,
    printed_by: String,
}

/// One row: no more than a school that signed in sees of its own pupil.
#[derive(Serialize)]
struct Line {
    who: Who,
    /// What the card says at school, in the words of a check.
    arrangements: Vec<String>,
    /// The card's last day; none without a card.
    until: Option<String>,
    /// Whether the card is on a phone.
    on_phone: bool,
}

impl Page for SchoolsPage {
    const TEMPLATE: &'static str = "console/lists/schools.html";
}

impl Page for PupilsPage {
    const TEMPLATE: &'static str = "console/lists/pupils.html";
}

impl Line {
    fn of(app: &App, pupil: Pupil) -> Self {
        let today = today(app.clock().now());
        let card = pupil.card.as_ref();
        let at_school =
            card.into_iter().flat_map(|card| card.arrangements.iter().map(move |one| (card, one)));
        let said = |(card, one): (&crate::store::PupilCard, _)| {
            app.speaker().arrangement(one, Some(card.ends_on), today)
        };
        Self {
            arrangements: at_school.map(said).collect(),
            on_phone: card.is_some_and(|card| card.on_phone),
            until: card.map(|card| app.speaker().date(card.ends_on)),
            who: pupil.whose.into(),
        }
    }
}

/// `GET /hub/lists/schools`
pub(in crate::http) async fn schools(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let schools = app.store().schools_that_know(&staff.scope).await?;
    let schools = schools.into_iter().map(|one| (one.school, one.name, one.pupils)).collect();
    app.pages().render(&SchoolsPage { frame: staff.frame(&app).await?, schools })
}

/// `GET /hub/lists/schools/{organisation}`
pub(in crate::http) async fn pupils(
    State(app): State<App>,
    staff: Staff,
    Path(organisation): Path<OrganisationId>,
) -> Result<Html<String>, AppError> {
    let known = app.store().organisations(&staff.scope).await?;
    let school = known.into_iter().find(|one| one.organisation_id == organisation);
    let school = school.ok_or(StoreError::NotFound(Thing::Organisation))?;
    let pupils = app.store().pupils_who_agreed(&staff.scope, organisation).await?;
    app.pages().render(&PupilsPage {
        school: school.name,
        pupils: pupils.into_iter().map(|pupil| Line::of(&app, pupil)).collect(),
        printed_by: printed_by(&app, &staff),
        frame: staff.frame(&app).await?,
    })
}
