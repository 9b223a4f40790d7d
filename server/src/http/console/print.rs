//! The door to paper: cards that were chosen anywhere in the console, on a page that is made to be printed.

mod calibration;

pub(in crate::http) use calibration::{calibration, keep_calibration};

use super::{Staff, StaffForm, again};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::print::{Chosen, PrintPage};
use crate::store::{CardId, ForPaper, MOST_PRINTED};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use passport_core::issue::today;
use passport_core::paper::Paper;
use serde::Serialize;

/// `console/print/nothing.html`.
#[derive(Serialize)]
struct NothingPage {
    frame: Frame,
    /// Why, a sentence each.
    reasons: Vec<String>,
    way_back: String,
}

impl Page for NothingPage {
    const TEMPLATE: &'static str = "console/print/nothing.html";
}

/// `POST /hub/print`: `as`, and `card` as often as there are cards, in their order.
pub(in crate::http) async fn print(
    State(app): State<App>,
    StaffForm(staff, fields): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let paper = fields.iter().find(|(name, _)| name == "as").and_then(|(_, code)| Paper::from_code(code));
    let paper = paper.ok_or_else(|| AppError::bad_request("Choose cards, sheet or letter."))?;
    let ids = ids(&fields)?;
    if ids.is_empty() {
        return nothing(&app, &staff, vec![words.print_nothing_chosen()], "/hub".to_owned());
    }
    if ids.len() > MOST_PRINTED {
        return nothing(&app, &staff, vec![words.print_too_many(MOST_PRINTED)], "/hub".to_owned());
    }
    let store = app.store();
    let cards = store.print_cards(&staff.scope, &ids, paper).await?;
    let (hub, texts) = (store.hub(&staff.scope).await?, store.hub_texts(&staff.scope).await?);
    let chosen = Chosen::of((&hub, &texts), &cards, paper, today(app.clock().now()), app.speaker());
    let chosen =
        chosen.map_err(|_| AppError::internal(anyhow::anyhow!("a card in the books has no square")))?;
    let way_back = way_back(&cards);
    if chosen.pieces.is_empty() {
        let reasons = [vec![words.print_nothing_left()], chosen.notices].concat();
        return nothing(&app, &staff, reasons, way_back);
    }
    let offset = store.printer_offset(&staff.scope, staff.person).await?;
    let page = PrintPage::served(paper, chosen, offset, way_back);
    Ok(page.print(app.pages())?.into_response())
}

/// The cards, each once, in the order in which they were sent.
fn ids(fields: &[(String, String)]) -> Result<Vec<CardId>, AppError> {
    let mut ids = Vec::new();
    for (_, id) in fields.iter().filter(|(name, _)| name == "card") {
        let id = id.parse().map_err(|_| AppError::not_found())?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The record of the young person, if all cards are one's.
fn way_back(cards: &[ForPaper]) -> String {
    match cards {
        [first, rest @ ..] if rest.iter().all(|one| one.whose.carer == first.whose.carer) => {
            format!("/hub/carers/{}", first.whose.carer)
        }
        _ => "/hub".to_owned(),
    }
}

fn nothing(app: &App, staff: &Staff, reasons: Vec<String>, way_back: String) -> Result<Response, AppError> {
    again(app, &NothingPage { frame: staff.bare_frame(), reasons, way_back })
}
