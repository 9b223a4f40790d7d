//! `/menu/{service}/suggest`: anybody who reads the menu may say what is not right about a service. No account, no name, no script.

use super::client::Network;
use super::console::fields::{Choice, Faults};
use super::console::menu::abouts;
use super::error::{AppError, OwnPage};
use super::misses::TooMany;
use super::pages::Page;
use crate::App;
use crate::store::{ServiceId, StoreError, SuggestionAbout};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// What the form sends.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    about: String,
    words: String,
}

/// `menu/suggest.html`.
#[derive(Serialize)]
pub(super) struct SuggestPage {
    /// The service's own page.
    pub here: String,
    /// What it is called.
    pub name: String,
    pub abouts: Vec<Choice>,
    pub typed: Typed,
    /// Whether it was sent.
    pub told: bool,
    pub errors: Faults,
    pub failed: bool,
}

impl Page for SuggestPage {
    const TEMPLATE: &'static str = "menu/suggest.html";
}

/// The form of a service that everybody reads today.
fn page(app: &App, service: ServiceId, typed: Typed) -> Result<SuggestPage, AppError> {
    let held = app.menu().held();
    let found = held.index.service(service.0).filter(|one| one.is_visible(today(app.clock().now())));
    let found = found.ok_or_else(AppError::not_found)?;
    Ok(SuggestPage {
        here: format!("/menu/{service}"),
        name: found.details.name.clone(),
        abouts: abouts(app),
        typed,
        told: false,
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /menu/{service}/suggest`
pub async fn empty(State(app): State<App>, Path(service): Path<ServiceId>) -> Result<Html<String>, AppError> {
    app.pages().render(&page(&app, service, Typed::default())?)
}

/// `POST /menu/{service}/suggest`
pub async fn typed(
    State(app): State<App>,
    network: Network,
    Path(service): Path<ServiceId>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    let words = app.speaker().words();
    let page = page(&app, service, typed)?;
    let Some(about) = SuggestionAbout::from_code(&page.typed.about) else {
        return again(&app, page, Faults::one("about", words.menu_suggest_about_empty()));
    };
    let now = app.clock().now().timestamp_millis();
    if let Err(TooMany { seconds, .. }) = app.suggested().may_look(network, now) {
        return wait(&app, page, seconds);
    }
    app.suggested().missed(network, now);
    match app.store().suggest_change(service, about, &page.typed.words).await {
        Ok(()) => {
            let page = SuggestPage { told: true, typed: Typed::default(), ..page };
            Ok(app.pages().render(&page)?.into_response())
        }
        Err(StoreError::Text) => again(&app, page, Faults::one("words", words.menu_suggest_words_wrong())),
        Err(StoreError::TooManyMessages) => {
            again(&app, page, Faults::one("about", words.menu_suggest_many()))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The form again, with what was typed and what is wrong.
fn again(app: &App, page: SuggestPage, errors: Faults) -> Result<Response, AppError> {
    let page = SuggestPage { errors, failed: true, ..page };
    let mut answer = (StatusCode::UNPROCESSABLE_ENTITY, app.pages().render(&page)?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}

/// Too many came from there of late.
fn wait(app: &App, page: SuggestPage, seconds: u64) -> Result<Response, AppError> {
    let minutes = seconds.div_ceil(60);
    let errors = Faults::one("about", app.speaker().words().menu_suggest_wait(minutes));
    let page = SuggestPage { errors, failed: true, ..page };
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, app.pages().render(&page)?).into_response();
    answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}
