//! The directories that were read, newest first, and how another is.

use super::{Reading, Staff};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/menu-import/list.html`.
#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    readings: Vec<Reading>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/menu-import/list.html";
}

/// `GET /hub/menu/imports`
pub(in crate::http) async fn list(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let readings = app.store().menu_imports(&staff.scope).await?;
    let readings = readings.iter().map(|reading| Reading::of(&app, reading)).collect();
    app.pages().render(&ListPage { frame: staff.frame(&app).await?, readings })
}
