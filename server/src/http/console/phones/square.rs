//! The square of a phone on the screen, for somebody who sits at the desk; where a record is protected, the only way.

use super::super::{Staff, carers};
use super::{address, open, still_good};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardId, CarerId};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use passport_core::square;
use serde::Serialize;

/// `console/phones/square.html`.
#[derive(Serialize)]
struct SquarePage {
    frame: Frame,
    here: String,
    name: String,
    square: String,
    typed_code: String,
    tx_code: String,
}

impl Page for SquarePage {
    const TEMPLATE: &'static str = "console/phones/square.html";
}

/// `GET /hub/carers/{carer}/phones/{phone}/square`
pub(in crate::http) async fn square(
    State(app): State<App>,
    staff: Staff,
    Path((carer, phone)): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    let (draft, _) = open(&app, &staff, (carer, phone)).await?;
    let here = address(carer, phone);
    let codes = app.store().activation(&staff.scope, phone).await?;
    let Some(codes) = codes.filter(|codes| still_good(codes, app.clock().now())) else {
        return staff.done(&app, &here, &app.speaker().words().phones_no_codes()).await;
    };
    let page = SquarePage {
        frame: staff.bare_frame(),
        here,
        name: carers::full_name(&draft.carer.details),
        square: square::svg(&codes.link).map_err(AppError::internal)?,
        typed_code: codes.typed_code.to_string(),
        tx_code: codes.tx_code,
    };
    Ok(app.pages().render(&page)?.into_response())
}
