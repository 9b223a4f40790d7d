//! Somebody may be in danger: said, dealt with, and the envelope that says who wrote it, opened by two people.

use super::show::refused;
use super::{At, Staff, StaffForm, address};
use crate::App;
use crate::http::console::cards::Nothing;
use crate::http::console::carers;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{OpeningId, OpeningRefused, ReviewId, StoreError, WhoWrote};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

/// Which text somebody worries about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Version {
    version: i64,
}

/// Why somebody asks who wrote it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Why {
    why: String,
}

/// `console/reviews/who.html`.
#[derive(Serialize)]
struct WhoPage {
    frame: Frame,
    back: String,
    /// Of ours: their name and their record.
    ours: Option<(String, String)>,
    /// Of another hub: its name and number.
    theirs: Option<(String, String)>,
}

impl Page for WhoPage {
    const TEMPLATE: &'static str = "console/reviews/who.html";
}

/// `POST /hub/menu/reviews/{review}/worry`
pub(in crate::http) async fn worry(
    State(app): State<App>,
    at: At<ReviewId>,
    StaffForm(staff, typed): StaffForm<Version>,
) -> Result<Response, AppError> {
    let Path(review) = at?;
    let done = app.store().worry_about_review(&staff.scope, (review, typed.version)).await;
    after(&app, &staff, review, done, &app.speaker().words().reviews_done_worry()).await
}

/// `POST /hub/menu/reviews/{review}/worry-over`
pub(in crate::http) async fn worry_over(
    State(app): State<App>,
    at: At<ReviewId>,
    StaffForm(staff, typed): StaffForm<Version>,
) -> Result<Response, AppError> {
    let Path(review) = at?;
    let done = app.store().end_worry(&staff.scope, (review, typed.version)).await;
    after(&app, &staff, review, done, &app.speaker().words().reviews_done_worry_over()).await
}

async fn after(
    app: &App,
    staff: &Staff,
    review: ReviewId,
    done: Result<(), StoreError>,
    said: &str,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => staff.done(app, &address(review), said).await,
        Err(StoreError::Stale(_)) => {
            // One that is not of this hub is not found here.
            refused(app, staff, review, (None, None), None).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/reviews/{review}/who`
pub(in crate::http) async fn ask_who(
    State(app): State<App>,
    at: At<ReviewId>,
    StaffForm(staff, Why { why }): StaffForm<Why>,
) -> Result<Response, AppError> {
    let Path(review) = at?;
    let words = app.speaker().words();
    match app.store().ask_who_wrote(&staff.scope, review, &why).await {
        Ok(_) => staff.done(&app, &address(review), &words.reviews_done_asked()).await,
        Err(StoreError::Text) => {
            let errors = Faults::one("why", words.reviews_why_empty());
            refused(&app, &staff, review, (None, Some(why)), Some(errors)).await
        }
        Err(StoreError::Opening(_)) => refused(&app, &staff, review, (None, Some(why)), None).await,
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /hub/menu/reviews/{review}/who/{opening}/open`
pub(in crate::http) async fn open(
    State(app): State<App>,
    at: At<(ReviewId, OpeningId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((review, opening)) = at?;
    let opened = app.store().open_envelope(&staff.scope, opening).await;
    shown(&app, &staff, review, opened).await
}

/// `POST /hub/menu/reviews/{review}/who/{opening}/look`
pub(in crate::http) async fn look(
    State(app): State<App>,
    at: At<(ReviewId, OpeningId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((review, opening)) = at?;
    let looked = app.store().look_into_envelope(&staff.scope, opening).await;
    shown(&app, &staff, review, looked).await
}

async fn shown(
    app: &App,
    staff: &Staff,
    review: ReviewId,
    opened: Result<(ReviewId, WhoWrote), StoreError>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let (review, who) = match opened {
        Ok(opened) => opened,
        Err(StoreError::Opening(why)) => {
            let said = match why {
                OpeningRefused::Same => words.reviews_open_same(),
                OpeningRefused::NoManager => words.reviews_open_no_manager(),
                OpeningRefused::Over | OpeningRefused::NoDanger => words.reviews_open_over(),
            };
            return refused(app, staff, review, (None, None), Some(Faults::one("who", said))).await;
        }
        Err(fault) => return Err(fault.into()),
    };
    let (ours, theirs) = match who {
        WhoWrote::Ours(carer, name) => (Some((name, carers::address(carer))), None),
        WhoWrote::Theirs(hub, telephone) => (None, Some((hub, telephone))),
    };
    let page = WhoPage { frame: staff.bare_frame(), back: address(review), ours, theirs };
    Ok(app.pages().render(&page)?.into_response())
}
