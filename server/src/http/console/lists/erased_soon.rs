//! Whose record goes within thirty days, so that none goes without a word.

use super::super::Staff;
use super::{Who, printed_by};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/lists/erased-soon.html`.
#[derive(Serialize)]
struct ErasedSoonPage {
    frame: Frame,
    lines: Vec<Line>,
    printed_by: String,
}

#[derive(Serialize)]
struct Line {
    who: Who,
    ended: Option<String>,
    from: String,
}

impl Page for ErasedSoonPage {
    const TEMPLATE: &'static str = "console/lists/erased-soon.html";
}

/// `GET /hub/lists/erased-soon`
pub(in crate::http) async fn erased_soon(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let due = app.store().due_records(&staff.scope).await?;
    let line = |one: crate::store::DueRecord| Line {
        who: one.whose.into(),
        ended: one.caring_ended_on.map(|day| app.speaker().date(day)),
        from: app.speaker().date(one.due_on),
    };
    app.pages().render(&ErasedSoonPage {
        lines: due.into_iter().map(line).collect(),
        printed_by: printed_by(&app, &staff),
        frame: staff.frame(&app).await?,
    })
}
