//! `GET /menu/shared?s=…`: a list in a link, for whoever has no script, and to share or print what a phone keeps.

use super::{
    asked::{Asked, list_part},
    list::card,
    one,
    teller::Teller,
};
use crate::{
    App,
    http::{
        error::AppError,
        pages::menu::one::{Listed, SharedPage},
    },
};
use axum::{
    extract::{RawQuery, State},
    response::Html,
};
use uuid::Uuid;

/// `GET /menu/shared`
pub async fn shared(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Html<String>, AppError> {
    let asked = Asked::read(&app, query.as_deref());
    let teller = Teller::of(&app, None);
    let found: Vec<_> = asked.list.iter().filter_map(|id| one::find(&app, &id.to_string())).collect();
    let ids: Vec<Uuid> = found.iter().map(|service| service.service_id).collect();
    let here = |list: &[Uuid]| {
        if list.is_empty() { String::new() } else { format!("?{}", list_part(list)) }
    };
    let plain = Asked { page: 1, list: ids.clone(), ..Asked::default() };
    let listed = |service: &passport_core::menu::Service| {
        let rest: Vec<Uuid> = ids.iter().filter(|id| **id != service.service_id).copied().collect();
        Listed { card: card(&teller, &plain, service), without: format!("/menu/shared{}", here(&rest)) }
    };
    app.pages().render(&SharedPage {
        gone: asked.list.len() - found.len(),
        query: here(&ids),
        share: format!("{}/menu/shared{}", app.config().base, here(&ids)),
        more: format!("/menu{}", here(&ids)),
        cards: found.iter().map(|service| listed(service)).collect(),
    })
}
