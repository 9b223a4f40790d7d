//! The runs of the last weeks, for pages that lead back to them.

use super::super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::store::{CardRunId, ListedRun};
use passport_core::issue::today;
use serde::Serialize;

/// One run, as `console/card-runs/parts.html` lists it.
#[derive(Serialize)]
pub(in crate::http::console) struct Line {
    run: CardRunId,
    whom: String,
    day: String,
    state: String,
}

/// The runs of the last weeks, newest first.
pub(in crate::http::console) async fn lately(app: &App, staff: &Staff) -> Result<Vec<Line>, AppError> {
    let runs = app.store().card_runs(&staff.scope).await?;
    Ok(runs.iter().map(|listed| line(app, listed)).collect())
}

fn line(app: &App, ListedRun { run, issued }: &ListedRun) -> Line {
    let words = app.speaker().words();
    let state = match run.finished_at {
        None => words.runs_state_running(run.done, run.total),
        Some(_) => words.runs_state_done(*issued, run.total),
    };
    let day = app.speaker().date(today(run.created_at));
    Line { run: run.run_id, whom: words.runs_list_line(run.total), day, state }
}
