//! A service that another hub shares with this one: to read, and to suggest a change to its owner.

use super::spoken::{Part, parts};
use super::{At, Fresh, LIST, Staff, StaffForm, again};
use crate::App;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ServiceId, StoreError, SuggestionAbout};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// What is suggested.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    about: String,
    words: String,
}

/// `console/menu/shared.html`.
#[derive(Serialize)]
struct SharedPage {
    frame: Frame,
    here: String,
    name: String,
    provider: String,
    owner: String,
    fresh: Fresh,
    paused: bool,
    parts: Vec<Part>,
    abouts: Vec<Choice>,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for SharedPage {
    const TEMPLATE: &'static str = "console/menu/shared.html";
}

/// What may be wrong, in words.
pub(in crate::http) fn abouts(app: &App) -> Vec<Choice> {
    let words = app.speaker().words();
    let text = |about: SuggestionAbout| match about {
        SuggestionAbout::Place => words.menu_suggest_place(),
        SuggestionAbout::Times => words.menu_suggest_times(),
        SuggestionAbout::Cost => words.menu_suggest_cost(),
        SuggestionAbout::Gone => words.menu_suggest_gone(),
        SuggestionAbout::Other => words.menu_suggest_other(),
    };
    let choice = |about: SuggestionAbout| Choice { value: about.code().to_owned(), text: text(about) };
    SuggestionAbout::ALL.map(choice).into()
}

async fn page(app: &App, staff: &Staff, service: ServiceId, typed: Typed) -> Result<SharedPage, AppError> {
    let shared = app.store().shared_service(&staff.scope, service).await?;
    Ok(SharedPage {
        frame: staff.bare_frame(),
        here: format!("{LIST}/shared/{service}"),
        name: shared.line.name,
        provider: shared.line.provider,
        owner: shared.line.owner,
        fresh: Fresh::of(app, shared.line.checked_at),
        paused: shared.line.paused_at.is_some(),
        parts: parts(app, &shared.details),
        abouts: abouts(app),
        typed,
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/menu/shared/{shared}`
pub(in crate::http) async fn shared(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, service, Typed::default()).await?;
    app.pages().render(&SharedPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/shared/{shared}`
pub(in crate::http) async fn suggest_to_owner(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let words = app.speaker().words();
    let page = page(&app, &staff, service, typed).await?;
    let Some(about) = SuggestionAbout::from_code(&page.typed.about) else {
        let errors = Faults::one("about", words.menu_suggest_about_empty());
        return again(&app, &SharedPage { errors, failed: true, ..page });
    };
    let errors = match app.store().suggest_to_owner(&staff.scope, service, (about, &page.typed.words)).await {
        Ok(()) => return staff.done(&app, &page.here, &words.menu_done_suggested()).await,
        Err(StoreError::Text) => Faults::one("words", words.menu_suggest_words_wrong()),
        Err(StoreError::TooManyMessages) => Faults::one("about", words.menu_suggest_many()),
        Err(fault) => return Err(fault.into()),
    };
    again(&app, &SharedPage { errors, failed: true, ..page })
}
