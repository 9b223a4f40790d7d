//! Time-outs at a school's desk: begun and ended with one tap, corrected for the rest of the day, counted by the week.

use super::super::console::fields::{Choice, Faults};
use super::super::console::sign_in::Nothing;
use super::super::console::{At, again};
use super::super::error::AppError;
use super::super::pages::Page;
use super::{AtDesk, DeskForm, Frame, clock_time, typed_time};
use crate::App;
use crate::store::{CarerId, NewTimeOut, OrganisationKind, StoreError, TimeOut, TimeOutId, TimeOutRefused};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::card::{CodedPlace, Place};
use serde::{Deserialize, Serialize};

/// `desk/time-outs.html`.
#[derive(Serialize)]
struct OverviewPage {
    frame: Frame,
    out: Vec<Line>,
    back: Vec<Line>,
    /// Each week's Monday and its count, if it may be told.
    weeks: Vec<(String, Option<usize>)>,
    /// Whether no week's may be.
    too_few: bool,
}

/// `desk/correct.html`.
#[derive(Serialize)]
struct CorrectPage {
    frame: Frame,
    line: Line,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "desk/time-outs.html";
}

impl Page for CorrectPage {
    const TEMPLATE: &'static str = "desk/correct.html";
}

/// A time-out of today.
#[derive(Serialize)]
pub(super) struct Line {
    time_out: TimeOutId,
    carer: CarerId,
    name: String,
    /// Whether the name leads to their page.
    has_page: bool,
    /// Times of a clock in London.
    started: String,
    back: Option<String>,
    /// Whole minutes, until now while it goes on.
    minutes: i64,
    place: Option<String>,
    initials: Option<String>,
    can_be_undone: bool,
}

impl Line {
    pub(super) fn of(app: &App, one: TimeOut) -> Self {
        let until = one.back_at.unwrap_or_else(|| app.clock().now());
        Self {
            time_out: one.time_out_id,
            carer: one.whose.carer_id,
            name: one.whose.full_name(),
            has_page: one.has_page,
            started: clock_time(one.started_at),
            back: one.back_at.map(clock_time),
            minutes: (until - one.started_at).num_minutes(),
            place: one.place.map(|place| app.speaker().place(&Place::Coded(place))),
            initials: one.initials,
            can_be_undone: one.can_be_undone,
        }
    }

    /// Whether they are out now.
    pub(super) fn is_out(&self) -> bool {
        self.back.is_none()
    }
}

/// Today's time-outs of a school; other desks have none.
pub(super) async fn todays(app: &App, at: &AtDesk) -> Result<Vec<Line>, AppError> {
    if at.desk().kind() != OrganisationKind::School {
        return Ok(Vec::new());
    }
    let todays = app.store().time_outs_today(at.desk()).await?;
    Ok(todays.into_iter().map(|one| Line::of(app, one)).collect())
}

/// The places to choose from, in words.
pub(super) fn places(app: &App) -> Vec<Choice> {
    let choice = |place: &CodedPlace| Choice {
        value: place.code().to_owned(),
        text: app.speaker().place(&Place::Coded(*place)),
    };
    CodedPlace::ALL.iter().map(choice).collect()
}

/// `GET /desk/time-outs`
pub(in crate::http) async fn overview(State(app): State<App>, at: AtDesk) -> Result<Html<String>, AppError> {
    if at.desk().kind() != OrganisationKind::School {
        return Err(AppError::not_found());
    }
    let (out, back) = todays(&app, &at).await?.into_iter().partition(Line::is_out);
    let weeks = app.store().time_outs_by_week(at.desk()).await?;
    let too_few = weeks.iter().all(|week| week.count.is_none());
    let weeks = weeks.into_iter().map(|week| (app.speaker().date(week.monday), week.count)).collect();
    app.pages().render(&OverviewPage { frame: at.frame(&app).await?, out, back, weeks, too_few })
}

/// What a time-out's form sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(in crate::http) struct Started {
    attempt: String,
    place: String,
    initials: String,
}

/// `POST /desk/pupils/{carer}/time-outs`
pub(in crate::http) async fn start_now(
    State(app): State<App>,
    carer: At<CarerId>,
    DeskForm(at, form): DeskForm<Started>,
) -> Result<Response, AppError> {
    let Path(carer) = carer?;
    let Ok(time_out_id) = form.attempt.parse::<TimeOutId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let words = app.speaker().words();
    let place = CodedPlace::ALL.iter().copied().find(|place| place.code() == form.place);
    let new = NewTimeOut { time_out_id, place, initials: form.initials };
    let said = match app.store().start_time_out(at.desk(), carer, &new).await {
        Ok(()) => words.desk_done_started(),
        Err(StoreError::TimeOut(TimeOutRefused::OutAlready)) => words.desk_out_already(),
        Err(StoreError::Text) => words.desk_initials_wrong(),
        Err(fault) => return Err(fault.into()),
    };
    at.done(&app, &format!("/desk/pupils/{carer}"), &said).await
}

/// `POST /desk/time-outs/{time_out}/back`
pub(in crate::http) async fn back(
    State(app): State<App>,
    time_out: At<TimeOutId>,
    DeskForm(at, Nothing {}): DeskForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(time_out) = time_out?;
    app.store().end_time_out(at.desk(), time_out).await?;
    at.done(&app, "/desk/time-outs", &app.speaker().words().desk_done_back()).await
}

/// `POST /desk/time-outs/{time_out}/undo`
pub(in crate::http) async fn undo(
    State(app): State<App>,
    time_out: At<TimeOutId>,
    DeskForm(at, Nothing {}): DeskForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(time_out) = time_out?;
    let words = app.speaker().words();
    let said = match app.store().undo_time_out(at.desk(), time_out).await {
        Ok(()) => words.desk_done_undone(),
        Err(StoreError::TimeOut(TimeOutRefused::TooLate)) => words.desk_undo_too_late(),
        Err(fault) => return Err(fault.into()),
    };
    at.done(&app, "/desk/time-outs", &said).await
}

/// Times as they were typed.
#[derive(Deserialize, Serialize, Default)]
#[serde(default)]
pub(in crate::http) struct Typed {
    started: String,
    back: String,
}

async fn one(app: &App, at: &AtDesk, time_out: TimeOutId) -> Result<Line, AppError> {
    Ok(Line::of(app, app.store().open_time_out(at.desk(), time_out).await?))
}

/// `GET /desk/time-outs/{time_out}`
pub(in crate::http) async fn correct(
    State(app): State<App>,
    at: AtDesk,
    time_out: At<TimeOutId>,
) -> Result<Html<String>, AppError> {
    let Path(time_out) = time_out?;
    let line = one(&app, &at, time_out).await?;
    let typed = Typed { started: line.started.clone(), back: line.back.clone().unwrap_or_default() };
    let (frame, errors) = (at.frame(&app).await?, Faults::default());
    app.pages().render(&CorrectPage { frame, line, typed, errors, failed: false })
}

/// `POST /desk/time-outs/{time_out}`
pub(in crate::http) async fn corrected(
    State(app): State<App>,
    time_out: At<TimeOutId>,
    DeskForm(at, typed): DeskForm<Typed>,
) -> Result<Response, AppError> {
    let Path(time_out) = time_out?;
    let words = app.speaker().words();
    let now = app.clock().now();
    let started = typed_time(&typed.started, now);
    let is_out = typed.back.trim().is_empty();
    let back = typed_time(&typed.back, now);
    let mut errors = Faults::default();
    if started.is_none() {
        errors.add("started", words.desk_time_wrong());
    }
    if !is_out && back.is_none() {
        errors.add("back", words.desk_time_wrong());
    }
    if let (Some(started), true) = (started, errors.is_empty()) {
        match app.store().correct_time_out(at.desk(), time_out, (started, back)).await {
            Ok(()) => return at.done(&app, "/desk/time-outs", &words.desk_done_corrected()).await,
            Err(StoreError::TimeOut(TimeOutRefused::OutAlready)) => {
                errors.add("back", words.desk_out_already());
            }
            Err(StoreError::TimeOut(_)) => errors.add("started", words.desk_times_wrong()),
            Err(fault) => return Err(fault.into()),
        }
    }
    let line = one(&app, &at, time_out).await?;
    again(&app, &CorrectPage { frame: at.0.frame(), line, typed, errors, failed: true })
}
