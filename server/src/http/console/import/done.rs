//! What became of a file.

use super::super::Staff;
use super::super::card_runs::{self, lately};
use super::title;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerId, ImportId, ImportState, full_name};
use axum::response::Html;
use serde::Serialize;

/// `console/import/done.html`.
#[derive(Serialize)]
struct DonePage {
    frame: Frame,
    import: ImportId,
    file: String,
    /// `done`, `undone` or `left-alone`.
    state: &'static str,
    total: i64,
    added: i64,
    filled: i64,
    left_out: i64,
    faulty: i64,
    undone: i64,
    /// Whether its rows are still kept.
    rows_kept: bool,
    left: Vec<Left>,
    kept: Vec<Kept>,
    /// Cards that were issued to many lately.
    runs: Vec<card_runs::Line>,
}

/// A row that was left out.
#[derive(Serialize)]
struct Left {
    number: i64,
    name: String,
}

/// A record that an undo kept.
#[derive(Serialize)]
struct Kept {
    number: i64,
    carer: CarerId,
    name: String,
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "console/import/done.html";
}

/// The page of a file that is done with.
pub(super) async fn show(app: &App, staff: &Staff, import: ImportId) -> Result<Html<String>, AppError> {
    let finished = app.store().finished_import(&staff.scope, import).await?;
    let file = &finished.import;
    let counts = &file.counts;
    let state = match file.state {
        ImportState::Undone => "undone",
        ImportState::LeftAlone => "left-alone",
        _ => "done",
    };
    let left = finished.left_out.iter().map(|row| Left {
        number: row.number,
        name: full_name(&row.person.given_name, row.person.family_name.as_deref()),
    });
    let kept = finished.kept.iter().map(|row| Kept {
        number: row.number,
        carer: row.carer_id,
        name: full_name(&row.given_name, row.family_name.as_deref()),
    });
    app.pages().render(&DonePage {
        frame: staff.frame(app).await?,
        import,
        file: title(app, file),
        state,
        total: counts.total,
        added: counts.added,
        filled: counts.filled,
        left_out: counts.left_out,
        faulty: counts.faulty,
        undone: counts.undone,
        rows_kept: file.file_name.is_some(),
        left: left.collect(),
        kept: kept.collect(),
        runs: lately(app, staff).await?,
    })
}
