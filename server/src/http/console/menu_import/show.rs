//! One reading: its services by what they would change, and while some go onto the menu, how far that is.

use super::{Reading, Staff, said};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::long_work::Piece;
use crate::store::{MenuImport, MenuImportId, StagedKind, StagedLine};
use axum::extract::{Path, Query, State};
use axum::response::Html;
use serde::{Deserialize, Serialize};

/// So many services stand on a page.
const A_PAGE: i64 = 50;

/// Which services are asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Asked {
    kind: String,
    page: String,
}

/// `console/menu-import/show.html`.
#[derive(Serialize)]
struct ShowPage {
    frame: Frame,
    reading: Reading,
    /// The kind that is shown.
    kind: &'static str,
    /// Each kind, with how many there are.
    kinds: Vec<(&'static str, i64)>,
    /// How many may be put on the menu at once.
    ready: i64,
    lines: Vec<Line>,
    /// The pages before and after, if there are any.
    before: Option<i64>,
    after: Option<i64>,
}

/// `console/menu-import/running.html`.
#[derive(Serialize)]
struct RunningPage {
    frame: Frame,
    reading: Reading,
    done: i64,
    of: i64,
    /// Whether it failed when it was tried last.
    stuck: bool,
}

/// A service.
#[derive(Serialize)]
struct Line {
    number: i64,
    name: String,
    /// What is wrong with it.
    said: Vec<String>,
    /// What became of it; nothing while somebody may still decide.
    outcome: Option<String>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "console/menu-import/show.html";
}

impl Page for RunningPage {
    const TEMPLATE: &'static str = "console/menu-import/running.html";
}

/// `GET /hub/menu/imports/{reading}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(import): Path<MenuImportId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, AppError> {
    let reading = app.store().menu_import(&staff.scope, import).await?;
    if reading.counts.running > 0 {
        return running(&app, &staff, &reading).await;
    }
    let kind = StagedKind::from_code(&asked.kind).unwrap_or_else(|| first(&reading));
    // Whatever is no page is the first.
    let page = asked.page.parse().unwrap_or(1).clamp(1, 10_000);
    let part = ((page - 1) * A_PAGE, A_PAGE);
    let (reading, lines) = app.store().staged_services(&staff.scope, import, kind, part).await?;
    let counts = &reading.counts;
    app.pages().render(&ShowPage {
        frame: staff.frame(&app).await?,
        kind: kind.code(),
        kinds: StagedKind::ALL.into_iter().map(|kind| (kind.code(), counts.of(kind))).collect(),
        ready: ready(&reading),
        lines: lines.into_iter().map(|line| Line::of(&app, line)).collect(),
        before: (page > 1).then(|| page - 1),
        after: (page * A_PAGE < counts.of(kind)).then(|| page + 1),
        reading: Reading::of(&app, &reading),
    })
}

/// The first kind of which there is any.
fn first(reading: &MenuImport) -> StagedKind {
    StagedKind::ALL.into_iter().find(|kind| reading.counts.of(*kind) > 0).unwrap_or(StagedKind::New)
}

/// New and changed ones that wait. What is gone is taken off one by one, and so waits for somebody to look.
fn ready(reading: &MenuImport) -> i64 {
    let counts = &reading.counts;
    if reading.read_at.is_none() || reading.closed_at.is_some() {
        return 0;
    }
    (counts.waiting + counts.left).min(counts.new + counts.changed)
}

async fn running(app: &App, staff: &Staff, reading: &MenuImport) -> Result<Html<String>, AppError> {
    let (done, of) = (reading.counts.approved, reading.counts.approved + reading.counts.running);
    let stuck = app.long_work().is_stuck(Piece::MenuImport(reading.import_id));
    let (frame, reading) = (staff.frame(app).await?, Reading::of(app, reading));
    app.pages().render(&RunningPage { frame, reading, done, of, stuck })
}

impl Line {
    fn of(app: &App, line: StagedLine) -> Self {
        let said = said(app, &line.faults);
        Self { number: line.number, name: line.name, said, outcome: line.outcome }
    }
}
