//! Adding an answer of the hub's own, changing it, offering it no more and again.

use super::super::super::sign_in::Nothing;
use super::super::{At, Staff, StaffForm, again};
use super::{HERE, Question};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubTerm, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::menu::taxonomy::taxonomy;
use serde::{Deserialize, Serialize};

/// What was typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    name: String,
    about: String,
    version: i64,
}

/// `console/menu/answer.html`.
#[derive(Serialize)]
struct AnswerPage {
    frame: Frame,
    question: Question,
    /// The code of one that is changed.
    code: Option<String>,
    retired: bool,
    typed: Typed,
    now: Option<Typed>,
    errors: Faults,
    failed: bool,
}

impl Page for AnswerPage {
    const TEMPLATE: &'static str = "console/menu/answer.html";
}

fn page(app: &App, staff: &Staff, question: &str, typed: Typed) -> Result<AnswerPage, AppError> {
    let question = taxonomy(question).ok_or(StoreError::NotFound(Thing::Term))?;
    Ok(AnswerPage {
        frame: staff.bare_frame(),
        question: Question::of(app, question, &[]),
        code: None,
        retired: false,
        typed,
        now: None,
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/menu/answers/{kind}`
pub(in crate::http) async fn new_answer(
    State(app): State<App>,
    staff: Staff,
    Path(question): Path<String>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, &question, Typed::default())?;
    app.pages().render(&AnswerPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/answers/{kind}`
pub(in crate::http) async fn keep_answer(
    State(app): State<App>,
    at: At<String>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(question) = at?;
    let words = app.speaker().words();
    match app.store().add_term(&staff.scope, &question, (&typed.name, &typed.about)).await {
        Ok(_) => staff.done(&app, HERE, &words.menu_done_answer()).await,
        Err(fault) => {
            let errors = wrong(&app, fault)?;
            again(&app, &AnswerPage { errors, failed: true, ..page(&app, &staff, &question, typed)? })
        }
    }
}

/// What the store does not take, at the field where it can be put right.
fn wrong(app: &App, fault: StoreError) -> Result<Faults, StoreError> {
    let words = app.speaker().words();
    match fault {
        StoreError::Name { longest } => Ok(Faults::one("name", words.menu_answer_name_wrong(longest))),
        StoreError::Taken(_) => Ok(Faults::one("name", words.menu_answer_taken())),
        StoreError::Text => Ok(Faults::one("about", words.menu_form_long(300))),
        other => Err(other),
    }
}

async fn changing(
    app: &App,
    staff: &Staff,
    (question, code): (&str, &str),
    typed: Option<Typed>,
) -> Result<AnswerPage, AppError> {
    let kept = app.store().hub_term(&staff.scope, (question, code)).await?;
    let (code, retired) = (Some(kept.code.clone()), kept.retired_at.is_some());
    Ok(AnswerPage { code, retired, ..page(app, staff, question, typed.unwrap_or_else(|| of(kept)))? })
}

fn of(kept: HubTerm) -> Typed {
    Typed { name: kept.name, about: kept.description, version: kept.version }
}

/// `GET /hub/menu/answers/{kind}/{term}`
pub(in crate::http) async fn answer(
    State(app): State<App>,
    staff: Staff,
    Path((question, code)): Path<(String, String)>,
) -> Result<Html<String>, AppError> {
    let page = changing(&app, &staff, (&question, &code), None).await?;
    app.pages().render(&AnswerPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/answers/{kind}/{term}`
pub(in crate::http) async fn change_answer(
    State(app): State<App>,
    at: At<(String, String)>,
    StaffForm(staff, mut typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path((question, code)) = at?;
    let ids = (&*question, &*code, typed.version);
    match app.store().change_term(&staff.scope, ids, (&typed.name, &typed.about)).await {
        Ok(()) => staff.done(&app, HERE, &app.speaker().words().menu_done_answer()).await,
        Err(StoreError::Stale(_)) => {
            let now = of(app.store().hub_term(&staff.scope, (&question, &code)).await?);
            typed.version = now.version;
            let page = changing(&app, &staff, (&question, &code), Some(typed)).await?;
            again(&app, &AnswerPage { now: Some(now), failed: true, ..page })
        }
        Err(fault) => {
            let errors = wrong(&app, fault)?;
            let page = changing(&app, &staff, (&question, &code), Some(typed)).await?;
            again(&app, &AnswerPage { errors, failed: true, ..page })
        }
    }
}

/// `POST /hub/menu/answers/{kind}/{term}/retire`
pub(in crate::http) async fn retire_answer(
    State(app): State<App>,
    at: At<(String, String)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((question, code)) = at?;
    app.store().retire_term(&staff.scope, (&question, &code)).await?;
    staff.done(&app, HERE, &app.speaker().words().menu_done_answer_retired()).await
}

/// `POST /hub/menu/answers/{kind}/{term}/bring-back`
pub(in crate::http) async fn bring_answer_back(
    State(app): State<App>,
    at: At<(String, String)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((question, code)) = at?;
    app.store().bring_term_back(&staff.scope, (&question, &code)).await?;
    staff.done(&app, HERE, &app.speaker().words().menu_done_answer_back()).await
}
