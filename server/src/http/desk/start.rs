//! A desk's first page: a school's pupils who are out, and where to look; for any other desk, the code to check.

use super::super::error::AppError;
use super::super::pages::Page;
use super::time_outs::{Line, todays};
use super::{AtDesk, Frame};
use crate::App;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `desk/start.html`.
#[derive(Serialize)]
struct StartPage {
    frame: Frame,
    /// Who is out now.
    out: Vec<Line>,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "desk/start.html";
}

/// `GET /desk`
pub(in crate::http) async fn start(State(app): State<App>, at: AtDesk) -> Result<Html<String>, AppError> {
    let lines = todays(&app, &at).await?;
    let out = lines.into_iter().filter(Line::is_out).collect();
    app.pages().render(&StartPage { out, frame: at.frame(&app).await? })
}
