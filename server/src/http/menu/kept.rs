//! `GET /menu/kept.json?s=…`: what a phone keeps of the services on its own list, said whole, so that it can be read without a network.

use super::{asked::Asked, one, teller::Teller};
use crate::{
    App,
    http::{document, pages::menu::Told},
};
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde::Serialize;
use uuid::Uuid;

/// What the phone is given.
#[derive(Serialize)]
struct Kept {
    services: Vec<Told>,
    /// What is on the menu no more.
    gone: Vec<Uuid>,
}

/// `GET /menu/kept.json`
pub async fn kept(State(app): State<App>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = Asked::read(&app, query.as_deref());
    let teller = Teller::of(&app, None);
    let mut kept = Kept { services: Vec::new(), gone: Vec::new() };
    for id in asked.list {
        match one::find(&app, &id.to_string()) {
            Some(service) => kept.services.push(teller.tell(&service)),
            None => kept.gone.push(id),
        }
    }
    document::json(&headers, &kept)
}
