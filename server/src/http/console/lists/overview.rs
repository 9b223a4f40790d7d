//! All lists with how many stand on each.

use super::super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/lists/overview.html`.
#[derive(Serialize)]
struct OverviewPage {
    frame: Frame,
    /// Each list of cards: its code and its length.
    cards: Vec<(&'static str, i64)>,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "console/lists/overview.html";
}

/// `GET /hub/lists`
pub(in crate::http) async fn overview(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let counts = app.store().card_counts(&staff.scope).await?;
    let cards = counts.iter().map(|(list, count)| (list.code(), *count)).collect();
    app.pages().render(&OverviewPage { frame: staff.frame(&app).await?, cards })
}
