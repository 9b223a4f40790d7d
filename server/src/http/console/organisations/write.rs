//! Adding an organisation, and changing what is written down about one. What was typed is kept whatever is wrong with it.

use super::super::fields::{Choice, Faults};
use super::super::{At, Staff, StaffForm, again};
use super::typed::{Typed, fault_of};
use super::{LIST, kind_name, kinds};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{OrganisationId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/organisations/write.html`.
#[derive(Serialize)]
struct WritePage {
    frame: Frame,
    /// Where the form is sent.
    action: String,
    /// The kinds to choose from, where one is added.
    kinds: Vec<Choice>,
    /// What it is, where one is changed.
    kind: Option<String>,
    typed: Typed,
    /// What a colleague saved meanwhile.
    now: Option<Typed>,
    /// Whether the hub works with it.
    open: bool,
    errors: Faults,
    failed: bool,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "console/organisations/write.html";
}

fn adding(app: &App, staff: &Staff, typed: Typed) -> WritePage {
    WritePage {
        frame: staff.bare_frame(),
        action: format!("{LIST}/add"),
        kinds: kinds(app),
        kind: None,
        typed,
        now: None,
        open: false,
        errors: Faults::default(),
        failed: false,
    }
}

/// The form of one that is there; without anything typed, as it is kept.
async fn changing(
    app: &App,
    staff: &Staff,
    organisation: OrganisationId,
    typed: Option<Typed>,
) -> Result<WritePage, AppError> {
    let kept = app.store().organisation_record(&staff.scope, organisation).await?;
    Ok(WritePage {
        action: format!("{LIST}/{organisation}"),
        kinds: Vec::new(),
        kind: Some(kind_name(app, kept.kind)),
        open: kept.closed_at.is_none(),
        ..adding(app, staff, typed.unwrap_or_else(|| Typed::of(app, kept)))
    })
}

/// `GET /hub/organisations/add`
pub(in crate::http) async fn add(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let attempt = app.store().draw_organisation_id()?.to_string();
    app.pages().render(&adding(&app, &staff, Typed::empty(attempt)))
}

/// `POST /hub/organisations/add`
pub(in crate::http) async fn added(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Ok(attempt) = form.attempt.parse::<OrganisationId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let words = app.speaker().words();
    let errors = match (form.kind(), form.read(&app)) {
        (Some(kind), Ok(details)) => {
            match app.store().add_organisation_once(&staff.scope, (attempt, kind), &details).await {
                Ok(()) => return staff.done(&app, LIST, &words.organisation_done_added()).await,
                Err(fault) => fault_of(&app, fault)?,
            }
        }
        (Some(_), Err(errors)) => errors,
        (None, read) => {
            let mut errors = Faults::one("kind", words.organisation_kind_empty());
            errors.and(read.err());
            errors
        }
    };
    again(&app, &WritePage { errors, failed: true, ..adding(&app, &staff, form) })
}

/// `GET /hub/organisations/{organisation}`
pub(in crate::http) async fn change(
    State(app): State<App>,
    staff: Staff,
    Path(organisation): Path<OrganisationId>,
) -> Result<Html<String>, AppError> {
    let page = changing(&app, &staff, organisation, None).await?;
    app.pages().render(&WritePage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/organisations/{organisation}`
pub(in crate::http) async fn changed(
    State(app): State<App>,
    at: At<OrganisationId>,
    StaffForm(staff, mut form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(organisation) = at?;
    let errors = match form.read(&app) {
        Err(errors) => errors,
        Ok(details) => {
            let version = form.version;
            match app.store().change_organisation(&staff.scope, (organisation, version), &details).await {
                Ok(()) => {
                    return staff.done(&app, LIST, &app.speaker().words().organisation_done_changed()).await;
                }
                Err(StoreError::Stale(_)) => {
                    let kept = app.store().organisation_record(&staff.scope, organisation).await?;
                    form.version = kept.version;
                    let now = Some(Typed::of(&app, kept));
                    let page = changing(&app, &staff, organisation, Some(form)).await?;
                    return again(&app, &WritePage { now, failed: true, ..page });
                }
                Err(fault) => fault_of(&app, fault)?,
            }
        }
    };
    let page = changing(&app, &staff, organisation, Some(form)).await?;
    again(&app, &WritePage { errors, failed: true, ..page })
}
