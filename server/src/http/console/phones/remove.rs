//! A lost phone, or one that somebody gave away: asked about once, then refused at once. The printed card lives on.

use super::super::cards::Nothing;
use super::super::{At, Staff, StaffForm, carers};
use super::{address, open};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardId, CardRefused, CarerId, StoreError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// `console/phones/remove.html`.
#[derive(Serialize)]
struct RemovePage {
    frame: Frame,
    here: String,
    name: String,
}

impl Page for RemovePage {
    const TEMPLATE: &'static str = "console/phones/remove.html";
}

/// `GET /hub/carers/{carer}/phones/{phone}/remove`
pub(in crate::http) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((carer, phone)): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    let (draft, found) = open(&app, &staff, (carer, phone)).await?;
    let here = address(carer, phone);
    if found.card.withdrawn_at.is_some() {
        return staff.done(&app, &here, &app.speaker().words().phones_done_removed()).await;
    }
    let name = carers::full_name(&draft.carer.details);
    Ok(app.pages().render(&RemovePage { frame: staff.bare_frame(), here, name })?.into_response())
}

/// `POST /hub/carers/{carer}/phones/{phone}/remove`
pub(in crate::http) async fn remove(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, phone)) = at?;
    open(&app, &staff, (carer, phone)).await?;
    match app.store().withdraw_card(&staff.scope, phone).await {
        // Pressed twice, or its owner removed it: it is what was meant.
        Ok(_) | Err(StoreError::Card(CardRefused::Withdrawn)) => {}
        Err(fault) => return Err(fault.into()),
    }
    staff.done(&app, &address(carer, phone), &app.speaker().words().phones_done_removed()).await
}
