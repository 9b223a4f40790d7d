//! Kinds and answers: what the menu asks of every service, with the hub's own answers beside those that are built in.

use super::super::sign_in::Nothing;
use super::{At, Staff, StaffForm, again};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubTerm, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::menu::taxonomy::{TAXONOMIES, Taxonomy, taxonomy};
use serde::{Deserialize, Serialize};

/// Where they are listed.
const HERE: &str = "/hub/menu/answers";

/// `console/menu/answers.html`.
#[derive(Serialize)]
struct AnswersPage {
    frame: Frame,
    questions: Vec<Question>,
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "console/menu/answers.html";
}

/// One question with its answers.
#[derive(Serialize)]
struct Question {
    code: &'static str,
    name: String,
    asked: String,
    built_in: Vec<String>,
    own: Vec<HubTermLine>,
}

#[derive(Serialize)]
struct HubTermLine {
    code: String,
    name: String,
    about: String,
    retired: bool,
}

impl Question {
    fn of(app: &App, one: &Taxonomy, own: &[HubTerm]) -> Self {
        let speaker = app.speaker();
        let spoken = speaker.menu_taxonomy(one.code);
        let own = own.iter().filter(|term| term.taxonomy == one.code).map(|term| HubTermLine {
            code: term.code.clone(),
            name: term.name.clone(),
            about: term.description.clone(),
            retired: term.retired_at.is_some(),
        });
        let (name, asked) = spoken
            .map_or_else(|| (one.code.to_owned(), String::new()), |spoken| (spoken.name, spoken.question));
        Self {
            code: one.code,
            name,
            asked,
            built_in: one.tags().filter_map(|tag| speaker.menu_term(&tag)).map(|term| term.name).collect(),
            own: own.collect(),
        }
    }
}

/// `GET /hub/menu/answers`
pub(in crate::http) async fn answers(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let own = app.store().hub_terms(&staff.scope).await?;
    app.pages().render(&AnswersPage {
        frame: staff.frame(&app).await?,
        questions: TAXONOMIES.iter().map(|one| Question::of(&app, one, &own)).collect(),
    })
}

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
