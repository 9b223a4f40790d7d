//! A list of cards, and handing over those that were ticked.

use super::super::{Staff, StaffForm};
use super::{Who, all, is_full, printed_by};
use crate::App;
use crate::http::error::AppError;
use crate::http::fault::Fault;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardId, CardLine, CardList};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::issue::today;
use serde::Serialize;

/// `console/lists/cards.html`.
#[derive(Serialize)]
struct CardListPage {
    frame: Frame,
    list: &'static str,
    lines: Vec<Line>,
    full: bool,
    printed_by: String,
}

/// One row of the table.
#[derive(Serialize)]
struct Line {
    who: Who,
    school: Option<String>,
    protected: bool,
    card: CardId,
    kind: &'static str,
    /// The day that the list is about.
    day: String,
    /// When it was last printed.
    printed: Option<String>,
}

impl Page for CardListPage {
    const TEMPLATE: &'static str = "console/lists/cards.html";
}

impl Line {
    fn of(app: &App, list: CardList, line: CardLine) -> Self {
        let day = match list {
            CardList::Lost => line.lost_at.map_or(line.ends_on, today),
            CardList::NotHandedOver => today(line.issued_at),
            CardList::Ending30 | CardList::Ending60 | CardList::Ending90 | CardList::Ended => line.ends_on,
        };
        Self {
            who: line.whose.into(),
            school: line.school,
            protected: line.protected,
            card: line.card_id,
            kind: line.kind.code(),
            day: app.speaker().date(day),
            printed: line.printed_at.map(|at| app.speaker().date(today(at))),
        }
    }
}

/// `GET /hub/lists/{list}`
pub(in crate::http) async fn list(
    State(app): State<App>,
    staff: Staff,
    Path(code): Path<String>,
) -> Result<Html<String>, AppError> {
    let list = CardList::from_code(&code).ok_or(Fault::NotFound)?;
    let lines = app.store().card_list(&staff.scope, list).await?;
    app.pages().render(&CardListPage {
        list: list.code(),
        full: is_full(lines.len()),
        lines: lines.into_iter().map(|line| Line::of(&app, list, line)).collect(),
        printed_by: printed_by(&app, &staff),
        frame: staff.frame(&app).await?,
    })
}

/// `POST /hub/lists/hand-over`
pub(in crate::http) async fn hand_over(
    State(app): State<App>,
    StaffForm(staff, fields): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let cards: Vec<CardId> = all(&fields, "card");
    let noted = app.store().hand_over_cards(&staff.scope, &cards).await?;
    let said = app.speaker().words().lists_done_handed_over(noted);
    staff.done(&app, "/hub/lists/not-handed-over", &said).await
}
