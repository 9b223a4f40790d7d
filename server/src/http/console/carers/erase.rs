//! Erasing a record, after one more question.

use super::super::fields::Faults;
use super::super::{Staff, StaffForm};
use super::{At, again, full_name};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::CarerId;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// What was ticked.
#[derive(Deserialize)]
pub(in crate::http) struct Ticked {
    #[serde(default)]
    sure: String,
}

/// `console/carers/erase.html`.
#[derive(Serialize)]
struct ErasePage {
    frame: Frame,
    carer: CarerId,
    name: String,
    errors: Faults,
    failed: bool,
}

impl Page for ErasePage {
    const TEMPLATE: &'static str = "console/carers/erase.html";
}

async fn page(app: &App, staff: &Staff, carer: CarerId) -> Result<ErasePage, AppError> {
    let name = full_name(&app.store().open_carer(&staff.scope, carer).await?.details);
    Ok(ErasePage { frame: staff.bare_frame(), carer, name, errors: Faults::default(), failed: false })
}

/// `GET /hub/carers/{carer}/erase`
pub(in crate::http) async fn erase(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    app.pages().render(&page(&app, &staff, carer).await?)
}

/// `POST /hub/carers/{carer}/erase`
pub(in crate::http) async fn erase_for_good(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Ticked>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let words = app.speaker().words();
    if form.sure.is_empty() {
        let errors = Faults::one("sure", words.erase_sure_empty());
        let page = page(&app, &staff, carer).await?;
        return again(&app, &ErasePage { errors, failed: true, ..page });
    }
    app.store().erase_carer(&staff.scope, carer).await?;
    staff.done(&app, "/hub/carers", &words.carers_done_erased()).await
}
