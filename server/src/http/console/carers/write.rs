//! Adding a young person and changing a record. What was typed is kept whatever is wrong with it.

mod typed;

use super::super::fields::{Choice, Faults};
use super::super::{Staff, StaffForm};
use super::search::{Line, schools};
use super::{At, address, again};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerId, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use typed::Typed;

/// `console/carers/write.html`.
#[derive(Serialize)]
struct WritePage {
    frame: Frame,
    /// Where the form is sent.
    action: String,
    /// Whether it adds a record, where it is not changing one.
    adding: bool,
    typed: Typed,
    schools: Vec<Choice>,
    errors: Faults,
    failed: bool,
    /// Those who may be the same person.
    alike: Vec<Line>,
    /// What the record says by now, when somebody else changed it.
    now: Option<Typed>,
    /// The same, with the school by its name.
    now_school: String,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "console/carers/write.html";
}

/// What the store says of a record that it does not take, at the field where it can be put right.
fn fault_of(app: &App, fault: StoreError) -> Result<Faults, AppError> {
    let words = app.speaker().words();
    match fault {
        StoreError::Name { .. } => Ok(Faults::one("given_name", words.carers_name_long())),
        StoreError::Issue(_) => Ok(Faults::one("known_as", words.carers_name_card())),
        StoreError::NotFound(Thing::Organisation) => Ok(Faults::one("school", words.carers_school_wrong())),
        other => Err(other.into()),
    }
}

/// The form, empty or as it was typed.
async fn page(app: &App, staff: &Staff, carer: Option<CarerId>, typed: Typed) -> Result<WritePage, AppError> {
    Ok(WritePage {
        frame: staff.bare_frame(),
        action: carer.map_or_else(|| "/hub/carers/add".to_owned(), |carer| address(carer) + "/change"),
        adding: carer.is_none(),
        typed,
        schools: schools(app, staff).await?,
        errors: Faults::default(),
        failed: false,
        alike: Vec::new(),
        now: None,
        now_school: String::new(),
    })
}

/// `GET /hub/carers/add`
pub(in crate::http) async fn add(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let typed = Typed { attempt: app.store().draw_carer_id()?.to_string(), ..Typed::default() };
    app.pages().render(&page(&app, &staff, None, typed).await?)
}

/// `POST /hub/carers/add`
pub(in crate::http) async fn added(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Ok(carer) = form.attempt.parse::<CarerId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let details = match form.read(&app, None) {
        Ok(details) => details,
        Err(errors) => {
            let page = page(&app, &staff, None, form).await?;
            return again(&app, &WritePage { errors, failed: true, ..page });
        }
    };
    if form.different.is_empty() {
        let alike = app.store().carers_like(&staff.scope, &details).await?;
        // Sent twice: the one who is like them is the one this form added.
        if !alike.is_empty() && alike.iter().all(|line| line.carer_id != carer) {
            let alike = alike.into_iter().map(|line| Line::of(&app, line)).collect();
            let page = page(&app, &staff, None, form).await?;
            return Ok(app.pages().render(&WritePage { alike, ..page })?.into_response());
        }
    }
    if let Err(fault) = app.store().add_carer_once(&staff.scope, carer, &details).await {
        let errors = fault_of(&app, fault)?;
        let page = page(&app, &staff, None, form).await?;
        return again(&app, &WritePage { errors, failed: true, ..page });
    }
    staff.done(&app, &address(carer), &app.speaker().words().carers_done_added()).await
}

/// `GET /hub/carers/{carer}/change`
pub(in crate::http) async fn change(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    let known = app.store().open_carer(&staff.scope, carer).await?;
    let typed = Typed::of(&app, &known.details, known.version);
    app.pages().render(&page(&app, &staff, Some(carer), typed).await?)
}

/// `POST /hub/carers/{carer}/change`
pub(in crate::http) async fn changed(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let known = app.store().open_carer(&staff.scope, carer).await?;
    let saved = match form.read(&app, Some(&known.details)) {
        Err(errors) => Err(errors),
        Ok(details) => match app.store().change_carer(&staff.scope, carer, form.version, &details).await {
            Ok(_) => Ok(()),
            Err(StoreError::Stale(_)) => return stale(&app, &staff, carer, form).await,
            Err(fault) => Err(fault_of(&app, fault)?),
        },
    };
    match saved {
        Ok(()) => staff.done(&app, &address(carer), &app.speaker().words().carers_done_changed()).await,
        Err(errors) => {
            let page = page(&app, &staff, Some(carer), form).await?;
            again(&app, &WritePage { errors, failed: true, ..page })
        }
    }
}

/// Shows what a colleague saved, with what was touched here over it; sent once more, that counts.
async fn stale(app: &App, staff: &Staff, carer: CarerId, form: Typed) -> Result<Response, AppError> {
    let known = app.store().open_carer(&staff.scope, carer).await?;
    let now = Typed::of(app, &known.details, known.version);
    let page = page(app, staff, Some(carer), form.over(&now)).await?;
    let school = page.schools.iter().find(|school| school.value == now.school);
    let now_school = school.map(|school| school.text.clone()).unwrap_or_default();
    again(app, &WritePage { now: Some(now), now_school, failed: true, ..page })
}
