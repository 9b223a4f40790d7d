//! The inbox of the menu: what readers and other hubs say is not right, and what the editors did about it.

use super::super::sign_in::Nothing;
use super::{At, LIST, Staff, StaffForm, address, again, when};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubTexts, StoreError, Suggestion, SuggestionId};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/menu/suggestions.html`.
#[derive(Serialize)]
struct SuggestionsPage {
    frame: Frame,
    open: Vec<Line>,
    done: Vec<Line>,
}

impl Page for SuggestionsPage {
    const TEMPLATE: &'static str = "console/menu/suggestions.html";
}

/// `console/menu/suggestion.html`.
#[derive(Serialize)]
struct SuggestionPage {
    frame: Frame,
    line: Line,
    /// The service's own address.
    service: String,
    words: Option<String>,
    answer: Option<String>,
    done_by: Option<String>,
    /// Whom to tell when somebody may be in danger.
    safeguarding: Option<String>,
    typed: Typed,
    stale: bool,
    errors: Faults,
    failed: bool,
}

impl Page for SuggestionPage {
    const TEMPLATE: &'static str = "console/menu/suggestion.html";
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    /// Whose staff wrote it; none is a reader.
    from: Option<String>,
    about: &'static str,
    came: String,
    done: Option<String>,
}

impl Line {
    fn of(app: &App, one: &Suggestion) -> Self {
        Self {
            href: format!("{LIST}/suggestions/{}", one.suggestion_id),
            name: one.service.clone(),
            from: one.from.clone(),
            about: one.about.code(),
            came: when(app, one.sent_at),
            done: one.done_at.map(|at| when(app, at)),
        }
    }
}

/// What the editors did, and the version that they read.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    note: String,
    version: i64,
}

/// `GET /hub/menu/suggestions`
pub(in crate::http) async fn suggestions(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let all = app.store().suggestions(&staff.scope).await?;
    let (done, open): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.done_at.is_some());
    let lines = |some: Vec<&Suggestion>| some.into_iter().map(|one| Line::of(&app, one)).collect();
    app.pages().render(&SuggestionsPage {
        frame: staff.frame(&app).await?,
        open: lines(open),
        done: lines(done),
    })
}

async fn page(
    app: &App,
    staff: &Staff,
    suggestion: SuggestionId,
    note: String,
) -> Result<SuggestionPage, AppError> {
    let one = app.store().suggestion(&staff.scope, suggestion).await?;
    let HubTexts { safeguarding, .. } = app.store().hub_texts(&staff.scope).await?;
    Ok(SuggestionPage {
        frame: staff.bare_frame(),
        line: Line::of(app, &one),
        service: address(one.service_id),
        words: one.words,
        answer: one.answer,
        done_by: one.done_by,
        safeguarding,
        typed: Typed { note, version: one.version },
        stale: false,
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/menu/suggestions/{suggestion}`
pub(in crate::http) async fn suggestion(
    State(app): State<App>,
    staff: Staff,
    Path(suggestion): Path<SuggestionId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, suggestion, String::new()).await?;
    app.pages().render(&SuggestionPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/suggestions/{suggestion}`
pub(in crate::http) async fn finish_suggestion(
    State(app): State<App>,
    at: At<SuggestionId>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(suggestion) = at?;
    let words = app.speaker().words();
    let version = typed.version;
    match app.store().finish_suggestion(&staff.scope, (suggestion, version), &typed.note).await {
        Ok(()) => staff.done(&app, &format!("{LIST}/suggestions"), &words.menu_done_suggestion()).await,
        Err(StoreError::Stale(_)) => {
            let page = page(&app, &staff, suggestion, typed.note).await?;
            again(&app, &SuggestionPage { stale: true, failed: true, ..page })
        }
        Err(StoreError::Text) => {
            let errors = Faults::one("note", words.menu_suggest_words_wrong());
            let page = page(&app, &staff, suggestion, typed.note).await?;
            again(&app, &SuggestionPage { errors, failed: true, ..page })
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/suggestions/{suggestion}/reopen`
pub(in crate::http) async fn reopen_suggestion(
    State(app): State<App>,
    at: At<SuggestionId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(suggestion) = at?;
    app.store().reopen_suggestion(&staff.scope, suggestion).await?;
    let there = format!("{LIST}/suggestions/{suggestion}");
    staff.done(&app, &there, &app.speaker().words().menu_done_reopened()).await
}
