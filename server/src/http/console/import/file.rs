//! A file's one page: what it asks or says depends on what became of the file.

use super::super::Staff;
use super::super::fields::Faults;
use super::{done, review, title};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::long_work::Piece;
use crate::store::{Import, ImportId, ImportState};
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;

/// `console/import/running.html`.
#[derive(Serialize)]
struct RunningPage {
    frame: Frame,
    import: ImportId,
    file: String,
    undoing: bool,
    done: i64,
    total: i64,
    /// Whether it failed when it was tried last.
    stuck: bool,
}

impl Page for RunningPage {
    const TEMPLATE: &'static str = "console/import/running.html";
}

/// `GET /hub/import/{import}`
pub(in crate::http) async fn file(
    State(app): State<App>,
    staff: Staff,
    Path(import): Path<ImportId>,
) -> Result<Html<String>, AppError> {
    let import = app.store().import(&staff.scope, import).await?;
    match import.state {
        ImportState::Waiting => {
            let page = review::page(&app, &staff, import.import_id, Faults::default()).await?;
            app.pages().render(&page.in_frame(staff.frame(&app).await?))
        }
        ImportState::Running | ImportState::Undoing => running(&app, &staff, &import).await,
        ImportState::Done | ImportState::Undone | ImportState::LeftAlone => {
            done::show(&app, &staff, import.import_id).await
        }
    }
}

async fn running(app: &App, staff: &Staff, import: &Import) -> Result<Html<String>, AppError> {
    let counts = &import.counts;
    let undoing = import.state == ImportState::Undoing;
    let (done, total) =
        if undoing { (counts.undone, counts.added + counts.filled) } else { (counts.done(), counts.total) };
    let (frame, file) = (staff.frame(app).await?, title(app, import));
    let import = import.import_id;
    let stuck = app.long_work().is_stuck(Piece::Import(import));
    app.pages().render(&RunningPage { frame, import, file, undoing, done, total, stuck })
}
