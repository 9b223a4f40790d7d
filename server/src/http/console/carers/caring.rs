//! Caring has ended, or goes on after all.

use super::super::fields::Faults;
use super::super::typed_day::typed_day;
use super::super::{Staff, StaffForm};
use super::{At, address, again, full_name};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerDetails, CarerId};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// What was typed; `again` is the button that takes the end back.
#[derive(Deserialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    ended_on: String,
    #[serde(default)]
    again: String,
}

/// `console/carers/caring.html`.
#[derive(Serialize)]
struct CaringPage {
    frame: Frame,
    carer: CarerId,
    name: String,
    ended: bool,
    ended_on: String,
    errors: Faults,
    failed: bool,
}

impl Page for CaringPage {
    const TEMPLATE: &'static str = "console/carers/caring.html";
}

/// `GET /hub/carers/{carer}/caring`
pub(in crate::http) async fn caring(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    let details = app.store().open_carer(&staff.scope, carer).await?.details;
    let ended_on = app.speaker().date(details.caring_ended_on.unwrap_or(today(app.clock().now())));
    app.pages().render(&page(&staff, carer, &details, ended_on))
}

/// `POST /hub/carers/{carer}/caring`
pub(in crate::http) async fn end_caring(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let known = app.store().open_carer(&staff.scope, carer).await?;
    let words = app.speaker().words();
    let ended_on = if form.again.is_empty() { typed_day(&form.ended_on).map(Some) } else { Some(None) };
    let fault = match ended_on {
        None => words.caring_on_wrong(),
        Some(Some(day)) if day > today(app.clock().now()) => words.caring_on_to_come(),
        Some(caring_ended_on) => {
            let details = CarerDetails { caring_ended_on, ..known.details };
            app.store().change_carer(&staff.scope, carer, known.version, &details).await?;
            return staff.done(&app, &address(carer), &words.carers_done_changed()).await;
        }
    };
    let page = page(&staff, carer, &known.details, form.ended_on);
    let errors = Faults::one("ended_on", fault);
    again(&app, &CaringPage { errors, failed: true, ..page })
}

fn page(staff: &Staff, carer: CarerId, details: &CarerDetails, ended_on: String) -> CaringPage {
    let (frame, errors) = (staff.bare_frame(), Faults::default());
    let ended = details.caring_ended_on.is_some();
    CaringPage { frame, carer, name: full_name(details), ended, ended_on, errors, failed: false }
}
