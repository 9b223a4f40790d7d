//! The demo's cards, ready to print. They are of made-up people, so anyone may see them; no other server has this address.

use super::{error::AppError, number::number};
use crate::{App, print::Printed};
use axum::extract::{Path, State};

/// `GET /demo/cards/{number}`, counted from 1
pub async fn sheet(State(app): State<App>, Path(place): Path<String>) -> Result<Printed, AppError> {
    let sheets = app.demo_sheets().unwrap_or_default();
    let sheet = number::<usize>(&place)?.checked_sub(1).and_then(|place| sheets.get(place));
    sheet.cloned().ok_or_else(AppError::not_found)
}
