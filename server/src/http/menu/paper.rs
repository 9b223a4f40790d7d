//! The menu on paper: A4, a booklet, easy read. What is chosen stands in the address as on the menu, or is a list (`s=…`).

mod booklet;
mod entry;

use super::{asked::Asked, list::words_of, one, poster::square_of, sentences::sentences, teller::Teller};
use crate::{
    App,
    http::{
        error::AppError,
        pages::menu::paper::{Booklet, EasyRead, Entry, Papers, PrintedList},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{Html, IntoResponse, Response},
};
use passport_core::menu::{Service, Wanted};
use std::sync::Arc;

/// Of what a service is, easy read has so many sentences.
const MOST_IDEAS: usize = 10;
/// The most services on one paper.
const MOST: usize = 60;

/// `GET /menu/print`
pub async fn print(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Html<String>, AppError> {
    let papers = of_address(&app, query.as_deref()).await;
    app.pages().render(&PrintedList { papers })
}

/// `GET /menu/easy-read`
pub async fn easy_read(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Html<String>, AppError> {
    let papers = of_address(&app, query.as_deref()).await;
    app.pages().render(&EasyRead { papers: easy(&app, papers) })
}

/// `GET /menu/{service}/easy-read`
pub async fn easy_read_of_one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, AppError> {
    let Some(service) = one::find(&app, &id) else { return one::gone(&app) };
    let address = format!("/menu/{}", service.service_id);
    let papers =
        papers(&app, &Teller::of(&app, None), (vec![service], Vec::new()), (address.clone(), address));
    Ok(app.pages().render(&EasyRead { papers: easy(&app, papers) })?.into_response())
}

/// One idea a line: what an editor wrote so, or else every sentence by itself, and of many the first.
fn easy(app: &App, mut papers: Papers) -> Papers {
    let more = app.speaker().words().menu_booklet_more(papers.newest.as_str());
    for told in &mut papers.all {
        let is_written = !told.easy.is_empty();
        for part in &mut told.parts {
            if part.code == "what" && is_written {
                part.blocks.clear();
            }
            for block in &mut part.blocks {
                block.lines = block.lines.iter().flat_map(|line| sentences(line)).collect();
                if part.code == "what" && block.lines.len() > MOST_IDEAS {
                    block.lines.truncate(MOST_IDEAS);
                    block.lines.push(more.clone());
                }
            }
        }
    }
    papers
}

/// `GET /menu/booklet`
pub async fn booklet(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Html<String>, AppError> {
    let is_folded = has_fold(query.as_deref());
    let papers = of_address(&app, query.as_deref()).await;
    let entries: Vec<Entry> = papers.all.iter().map(entry::entry).collect();
    let leaves = booklet::leaves(&entries);
    let sheets = if is_folded { booklet::folded(&leaves) } else { booklet::flat(leaves) };
    let question = papers.back.split_once('?').map_or("", |(_, question)| question);
    let other = match (is_folded, question) {
        (true, "") => "/menu/booklet".to_owned(),
        (true, question) => format!("/menu/booklet?{question}"),
        (false, "") => "/menu/booklet?fold=yes".to_owned(),
        (false, question) => format!("/menu/booklet?{question}&fold=yes"),
    };
    app.pages().render(&Booklet { papers, entries, sheets, is_folded, other })
}

fn has_fold(query: Option<&str>) -> bool {
    query.is_some_and(|query| query.split('&').any(|part| part == "fold=yes"))
}

/// What an address asks for, on paper: a list where it holds one, otherwise what fits.
async fn of_address(app: &App, query: Option<&str>) -> Papers {
    let mut asked = Asked::read(app, query);
    asked.locate(app).await;
    let teller = Teller::of(app, asked.at());
    let services: Vec<Arc<Service>> = if asked.list.is_empty() {
        let found = teller.menu.index.find(&asked.wanted, teller.today);
        found.hits.into_iter().map(|hit| hit.service).collect()
    } else {
        asked.list.iter().filter_map(|id| one::find(app, &id.to_string())).collect()
    };
    let chosen = on_paper(&teller, &asked.wanted);
    let page = if asked.list.is_empty() { "/menu" } else { "/menu/shared" };
    let back = format!("{page}{}", asked.query());
    // Paper is handed on: where somebody is does not stand on it.
    (asked.wanted.near, asked.wanted.at, asked.wanted.within) = (None, None, None);
    let newest = format!("{page}{}", asked.query());
    papers(app, &teller, (services, chosen), (back, newest))
}

/// What was chosen, as paper says it, which is handed on: not where somebody is.
fn on_paper(teller: &Teller<'_>, wanted: &Wanted) -> Vec<String> {
    let mut chosen = words_of(teller, &Wanted { near: None, ..wanted.clone() });
    chosen.extend(wanted.at.map(|_| teller.words().menu_chosen_near_said()));
    chosen
}

fn papers(
    app: &App,
    teller: &Teller<'_>,
    (mut services, chosen): (Vec<Arc<Service>>, Vec<String>),
    (back, newest): (String, String),
) -> Papers {
    let most = (services.len() > MOST).then_some(MOST);
    services.truncate(MOST);
    let base = &app.config().base;
    Papers {
        all: services.iter().map(|service| teller.tell(service)).collect(),
        chosen,
        printed_on: app.speaker().date(teller.today),
        // A long list makes a square too fine to be read; the menu itself is better than none.
        square: square_of(&format!("{base}{newest}")).or_else(|| square_of(&format!("{base}/menu"))),
        newest: format!("{}/menu", base.authority()),
        back,
        most,
    }
}
