//! The first and the last day on which a service is shown.

use super::{At, Staff, StaffForm, address, again};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ServiceId, ShownDays};
use crate::typed_day::typed_day;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The days as they are typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct TypedDays {
    from: String,
    until: String,
}

/// `console/menu/days.html`.
#[derive(Serialize)]
struct DaysPage {
    frame: Frame,
    here: String,
    name: String,
    typed: TypedDays,
    errors: Faults,
    failed: bool,
}

impl Page for DaysPage {
    const TEMPLATE: &'static str = "console/menu/days.html";
}

async fn days_page(
    app: &App,
    staff: &Staff,
    service: ServiceId,
    typed: Option<TypedDays>,
) -> Result<DaysPage, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let date = |day: Option<NaiveDate>| day.map(|day| app.speaker().date(day)).unwrap_or_default();
    let kept = TypedDays { from: date(opened.shown.0), until: date(opened.shown.1) };
    Ok(DaysPage {
        frame: staff.bare_frame(),
        here: address(service),
        name: opened.newest().map(|one| one.details.name.clone()).unwrap_or_default(),
        typed: typed.unwrap_or(kept),
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/menu/{service}/days`
pub(in crate::http) async fn days(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let page = days_page(&app, &staff, service, None).await?;
    app.pages().render(&DaysPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/{service}/days`
pub(in crate::http) async fn keep_days(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, typed): StaffForm<TypedDays>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let mut day = |field: &'static str, typed: &str| {
        let day = typed_day(typed);
        if day.is_none() && !typed.trim().is_empty() {
            errors.add(field, words.menu_form_day_wrong());
        }
        day
    };
    let days = ShownDays { from: day("from", &typed.from), until: day("until", &typed.until) };
    if days.from.zip(days.until).is_some_and(|(from, until)| until < from) {
        errors.add("until", words.menu_form_ends_early());
    }
    if !errors.is_empty() {
        let page = days_page(&app, &staff, service, Some(typed)).await?;
        return again(&app, &DaysPage { errors, failed: true, ..page });
    }
    app.store().show_service(&staff.scope, service, days).await?;
    staff.done(&app, &address(service), &words.menu_done_days()).await
}
