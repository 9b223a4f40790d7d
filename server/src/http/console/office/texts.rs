//! What the hub says of itself, for managers to change: on cards, to who checks one, and in the letter.

mod typed;

use super::super::fields::Faults;
use super::super::{Staff, StaffForm, again};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::StoreError;
use axum::extract::State;
use axum::response::{Html, Response};
use serde::Serialize;
use typed::Typed;

/// `console/office/texts.html`.
#[derive(Serialize)]
struct TextsPage {
    frame: Frame,
    typed: Typed,
    /// What a colleague saved meanwhile.
    now: Option<Typed>,
    errors: Faults,
    failed: bool,
}

impl Page for TextsPage {
    const TEMPLATE: &'static str = "console/office/texts.html";
}

/// `GET /hub/office/texts`
pub(in crate::http) async fn texts(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let typed = Typed::of(app.store().hub_texts(&staff.scope).await?);
    let (frame, errors) = (staff.frame(&app).await?, Faults::default());
    app.pages().render(&TextsPage { frame, typed, now: None, errors, failed: false })
}

/// `POST /hub/office/texts`
pub(in crate::http) async fn keep_texts(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let errors = match form.read(&app) {
        Err(errors) => errors,
        Ok(wanted) => match app.store().keep_hub_texts(&staff.scope, &wanted).await {
            Ok(()) => return staff.done(&app, "/hub/office", &words.texts_done()).await,
            Err(StoreError::Stale(_)) => return stale(&app, &staff, form).await,
            Err(fault) => return Err(fault.into()),
        },
    };
    again(&app, &TextsPage { frame: staff.bare_frame(), typed: form, now: None, errors, failed: true })
}

/// What was typed, with what a colleague saved beside it; sent once more, what was typed counts.
async fn stale(app: &App, staff: &Staff, mut typed: Typed) -> Result<Response, AppError> {
    let now = Typed::of(app.store().hub_texts(&staff.scope).await?);
    typed.version = now.version;
    let (frame, errors) = (staff.bare_frame(), Faults::default());
    again(app, &TextsPage { frame, typed, now: Some(now), errors, failed: true })
}
