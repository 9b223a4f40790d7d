//! One service of a reading: what it says, what that would change on the menu, and what was left aside.

use super::super::menu::{Changed, Part, differences, parts};
use super::{Reading, Staff, said};
use crate::App;
use crate::http::error::AppError;
use crate::http::number::number;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{MenuImportId, StagedKind};
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;
use serde_json::Value;

/// `console/menu-import/service.html`.
#[derive(Serialize)]
struct ServicePage {
    frame: Frame,
    reading: Reading,
    number: i64,
    name: String,
    kind: &'static str,
    provider: Option<String>,
    /// What it says; of one that is gone, what the menu says.
    parts: Vec<Part>,
    /// What would be different on the menu, where it is there already.
    changes: Vec<Changed>,
    said: Vec<String>,
    /// Fields that have no place here: their name in the directory, and what stands there.
    aside: Vec<(String, String)>,
    outcome: Option<String>,
    /// Whether somebody may still decide.
    open: bool,
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "console/menu-import/service.html";
}

/// `GET /hub/menu/imports/{reading}/services/{number}`
pub(in crate::http) async fn service(
    State(app): State<App>,
    staff: Staff,
    Path((import, place)): Path<(MenuImportId, String)>,
) -> Result<Html<String>, AppError> {
    let (reading, staged) = app.store().staged_service(&staff.scope, import, number(&place)?).await?;
    let line = &staged.line;
    let may_be = !matches!(line.kind, StagedKind::Faulty | StagedKind::Unchanged);
    let undecided = !line.is_decided || line.outcome.as_deref() == Some("left");
    let open = may_be && undecided && reading.read_at.is_some() && reading.closed_at.is_none();
    // What is gone says what the menu would lose.
    let text = staged.details.as_ref().or(staged.live.as_ref());
    let both = staged.live.as_ref().zip(staged.details.as_ref());
    let changes = both.map(|(now, then)| differences(&app, now, then)).unwrap_or_default();
    app.pages().render(&ServicePage {
        frame: staff.frame(&app).await?,
        reading: Reading::of(&app, &reading),
        number: line.number,
        name: line.name.clone(),
        kind: line.kind.code(),
        provider: staged.provider.map(|provider| provider.name),
        parts: text.map(|text| parts(&app, text)).unwrap_or_default(),
        changes,
        said: said(&app, &line.faults),
        aside: staged.aside.iter().map(|(name, value)| (name.replace('_', " "), plain(value))).collect(),
        outcome: line.outcome.clone(),
        open,
    })
}

/// What stands in a field, without the signs of its form.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => crate::feeds::plain_text(text),
        Value::Array(list) => {
            list.iter().map(plain).filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Value::Object(object) => {
            let named = object.iter().filter(|(name, _)| *name != "id").map(|(_, value)| plain(value));
            named.filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}
