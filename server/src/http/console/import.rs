//! Spreadsheets in the console: read in, looked at, added, undone.

mod done;
mod faults;
mod file;
mod list;
mod review;
mod start;
mod undo;
mod upload;

pub(in crate::http) use faults::faults;
pub(in crate::http) use file::file;
pub(in crate::http) use list::{example, list};
pub(in crate::http) use review::settle_schools;
pub(in crate::http) use start::{leave, start};
pub(in crate::http) use undo::{ask_undo, undo};
pub(in crate::http) use upload::{LARGEST_FORM, read_in};

use crate::App;
use crate::http::error::AppError;
use crate::store::{Import, ImportId};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};

/// A file's own address.
fn address(import: ImportId) -> String {
    format!("/hub/import/{import}")
}

/// A file's name, or its day once the name is forgotten.
pub(super) fn title(app: &App, import: &Import) -> String {
    let day = || app.speaker().words().import_gone(app.speaker().date(day_of(import.created_at)));
    import.file_name.clone().filter(|name| !name.is_empty()).unwrap_or_else(day)
}

/// The day of a time where the hub is.
fn day_of(at: DateTime<Utc>) -> chrono::NaiveDate {
    passport_core::issue::today(at)
}

/// A spreadsheet to keep.
fn csv(name: &'static str, rows: Vec<Vec<String>>) -> Result<Response, AppError> {
    let file = crate::spreadsheet::to_csv(rows).map_err(AppError::internal)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    Ok((headers, file).into_response())
}
