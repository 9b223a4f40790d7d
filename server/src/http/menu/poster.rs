//! Posters for a wall: a square that opens the menu as it was chosen, or one service.

use super::{asked::Asked, list::words_of, one, teller::Teller};
use crate::{
    App,
    http::{error::AppError, pages::menu::paper::MenuPoster},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{Html, IntoResponse, Response},
};
use passport_core::square;

/// Squares of longer addresses are too fine to be read from a wall.
const LONGEST: usize = 220;

/// `GET /menu/poster`
pub async fn poster(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Html<String>, AppError> {
    let mut asked = Asked::read(&app, query.as_deref());
    let back = format!("/menu{}", asked.query());
    // A poster is for everybody who passes, wherever its maker lives, and opens the menu rather than somebody's list.
    (asked.wanted.near, asked.wanted.at, asked.wanted.within, asked.list) = (None, None, None, Vec::new());
    let teller = Teller::of(&app, None);
    let base = &app.config().base;
    app.pages().render(&MenuPoster {
        told: None,
        chosen: words_of(&teller, &asked.wanted),
        square: square_of(&format!("{base}/menu{}", asked.query())),
        shown: format!("{}/menu", base.authority()),
        back,
    })
}

/// `GET /menu/{service}/poster`
pub async fn poster_of_one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, AppError> {
    let Some(service) = one::find(&app, &id) else { return one::gone(&app) };
    let address = format!("/menu/{}", service.service_id);
    let base = &app.config().base;
    let page = MenuPoster {
        told: Some(Teller::of(&app, None).tell(&service)),
        chosen: Vec::new(),
        square: square_of(&format!("{base}{address}")),
        shown: format!("{}/menu", base.authority()),
        back: address,
    };
    Ok(app.pages().render(&page)?.into_response())
}

/// An SVG of a square, if phones can read it from a distance.
pub fn square_of(address: &str) -> Option<String> {
    (address.len() <= LONGEST).then(|| square::svg(address).ok()).flatten()
}
