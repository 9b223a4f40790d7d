//! How far a run is; and once it is through, its cards to print, and who got none.

use super::super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::long_work::Piece;
use crate::store::{CardId, CardRunId, CarerId, full_name};
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;

/// So many cards are printed at once: the sheets of a quarter of an hour.
const PART: usize = 100;

/// `console/card-runs/running.html`.
#[derive(Serialize)]
struct RunningPage {
    frame: Frame,
    run: CardRunId,
    done: i64,
    total: i64,
    /// Whether it failed when it was tried last.
    stuck: bool,
}

/// `console/card-runs/done.html`.
#[derive(Serialize)]
struct DonePage {
    frame: Frame,
    issued: i64,
    parts: Vec<Part>,
    not_issued: Vec<Without>,
    total: i64,
}

/// Cards that are printed together; first and last count from 1.
#[derive(Serialize)]
struct Part {
    first: usize,
    last: usize,
    cards: Vec<CardId>,
}

/// Somebody who got no card.
#[derive(Serialize)]
struct Without {
    carer: CarerId,
    name: String,
    why: &'static str,
}

impl Page for RunningPage {
    const TEMPLATE: &'static str = "console/card-runs/running.html";
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "console/card-runs/done.html";
}

/// `GET /hub/card-runs/{run}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(run): Path<CardRunId>,
) -> Result<Html<String>, AppError> {
    let now = app.store().card_run(&staff.scope, run).await?;
    let frame = staff.frame(&app).await?;
    if now.finished_at.is_none() {
        let stuck = app.long_work().is_stuck(Piece::CardRun(run));
        return app.pages().render(&RunningPage { frame, run, done: now.done, total: now.total, stuck });
    }
    let finished = app.store().finished_card_run(&staff.scope, run).await?;
    let parts = finished.cards.chunks(PART).enumerate().map(|(at, cards)| Part {
        first: at * PART + 1,
        last: at * PART + cards.len(),
        cards: cards.to_vec(),
    });
    let without = finished.not_issued.iter().map(|one| Without {
        carer: one.carer_id,
        name: full_name(&one.given_name, one.family_name.as_deref()),
        why: one.why.code(),
    });
    app.pages().render(&DonePage {
        frame,
        issued: finished.issued,
        parts: parts.collect(),
        not_issued: without.collect(),
        total: now.total,
    })
}
