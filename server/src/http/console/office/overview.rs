//! What there is to look after in the hub itself, for whoever it is for.

use super::super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/office/overview.html`.
#[derive(Serialize)]
struct OverviewPage {
    frame: Frame,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "console/office/overview.html";
}

/// `GET /hub/office`
pub(in crate::http) async fn overview(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    app.pages().render(&OverviewPage { frame: staff.frame(&app).await? })
}
