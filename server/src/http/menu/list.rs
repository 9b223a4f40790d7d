//! `GET /menu`: kinds of help by how they come, what was asked, and what fits.

mod matrix;
mod questions;
mod said;

use super::{asked::Asked, teller::Teller};
use crate::{
    App,
    http::{
        error::{AppError, OwnPage},
        pages::menu::list::{Card, Chosen, Drop, Field, List, ListPage},
    },
};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use passport_core::menu::{Hit, Page, Service, Wanted};
pub use said::{chosen, words_of};

/// Services on one page.
const ON_A_PAGE: usize = 20;
/// For no more of what was chosen it is worked out what would be found without it.
const MOST_DROPS: usize = 12;

/// `GET /menu`
pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let mut asked = Asked::read(&app, query.as_deref());
    if asked.held_postcode {
        // Out of the address bar and the history, before anything is shown.
        return Ok(Redirect::to(&format!("/menu{}", asked.query())).into_response());
    }
    asked.locate(&app).await;
    show(&app, asked, None)
}

/// The list, with what is wrong with a postcode that was typed.
pub fn show(app: &App, asked: Asked, near_fault: Option<&'static str>) -> Result<Response, AppError> {
    let page = page(app, asked, near_fault);
    let status = if near_fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut answer = (status, app.pages().render(&page)?).into_response();
    if near_fault.is_some() {
        answer.extensions_mut().insert(OwnPage);
    }
    Ok(answer)
}

fn page(app: &App, mut asked: Asked, near_fault: Option<&'static str>) -> ListPage {
    let teller = Teller::of(app, asked.at());
    let found = teller.menu.index.find(&asked.wanted, teller.today);
    let on = |number| Page::new(number, Some(ON_A_PAGE));
    let pages = u32::try_from(on(1).count(found.hits.len())).unwrap_or(u32::MAX).max(1);
    if asked.page > pages {
        asked.misread.push("menu-misread-page");
        asked.page = pages;
    }
    asked.misread.dedup();
    let chosen: Vec<(String, Wanted)> = chosen(&teller, &asked.wanted);
    let drops = if found.hits.is_empty() { drops(&teller, &asked, &chosen) } else { Vec::new() };
    let turn = |page: u32| format!("/menu{}", asked.query_of(&asked.wanted, page));
    ListPage {
        kept: app.config().offline_apps,
        words: asked.wanted.words.clone(),
        matrix: matrix::matrix(&teller, &asked),
        questions: questions::questions(&teller, &asked, &found.counts),
        age: asked.wanted.age,
        hidden: hidden(&asked),
        back: asked.query(),
        is_near: asked.at().is_some(),
        near_fault,
        failed: near_fault.is_some(),
        cards: on(asked.page).of(&found.hits).iter().map(|hit| of_hit(&teller, &asked, hit)).collect(),
        found: found.hits.len(),
        page: asked.page,
        pages,
        previous: (asked.page > 1).then(|| turn(asked.page - 1)),
        next: (asked.page < pages).then(|| turn(asked.page + 1)),
        drops,
        is_empty: teller.menu.index.services().iter().all(|service| !service.is_visible(teller.today)),
        share: format!("{}/menu{}", app.config().base, asked.query()),
        query: asked.query(),
        list: list_of(&asked),
        clear: asked.address_of(&Wanted::default()),
        chosen: chosen
            .into_iter()
            .map(|(said, wanted)| Chosen { said, without: asked.address_of(&wanted) })
            .collect(),
        misread: std::mem::take(&mut asked.misread),
    }
}

/// A service as a card of the list.
pub fn card(teller: &Teller<'_>, asked: &Asked, service: &Service) -> Card {
    let told = teller.tell(service);
    Card {
        address: format!("/menu/{}{}", service.service_id, asked.query()),
        next: told.dates.first().map(|day| day.said.clone()),
        told,
    }
}

fn of_hit(teller: &Teller<'_>, asked: &Asked, hit: &Hit) -> Card {
    card(teller, asked, &hit.service)
}

fn list_of(asked: &Asked) -> Option<List> {
    let part = asked.list_part()?;
    Some(List { count: asked.list.len(), address: format!("/menu/shared?{part}") })
}

/// What could be left out, most found first.
fn drops(teller: &Teller<'_>, asked: &Asked, chosen: &[(String, Wanted)]) -> Vec<Drop> {
    let mut drops: Vec<Drop> = chosen
        .iter()
        .take(MOST_DROPS)
        .map(|(said, wanted)| Drop {
            said: said.clone(),
            address: asked.address_of(wanted),
            count: teller.menu.index.find(wanted, teller.today).hits.len(),
        })
        .filter(|one| one.count > 0)
        .collect();
    drops.sort_by_key(|one| std::cmp::Reverse(one.count));
    drops
}

/// What the form of questions does not ask, and must not lose.
fn hidden(asked: &Asked) -> Vec<Field> {
    let unasked = |name: &str| matches!(name, "near" | "from" | "until" | "provider");
    let mut fields: Vec<Field> = asked
        .wanted
        .pairs()
        .into_iter()
        .filter(|(name, _)| unasked(name))
        .map(|(name, value)| Field { name: name.to_owned(), value })
        .collect();
    if !asked.list.is_empty() {
        let value = asked.list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        fields.push(Field { name: "s".to_owned(), value });
    }
    fields
}
