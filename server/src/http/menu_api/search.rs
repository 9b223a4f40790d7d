//! Search, in the words of the pages' own addresses: what an app asks for can be opened at `/menu`, and the other way round.

use super::super::{document, error::AppError, problem::Problem};
use super::shown::Shown;
use crate::App;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::menu::{Counts, Page, Reading, Tag, Wanted, Why};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What fits, the best first, and how many there would be with one more answer.
#[derive(Serialize, ToSchema)]
pub struct Found<'a> {
    /// How many fit.
    total: usize,
    /// Which page this is, from 1.
    page: usize,
    /// How many there are.
    pages: usize,
    /// What was understood, as it follows the question mark at `/menu` too; left out if everything fits.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(example = "age=13&transport=included")]
    address: String,
    /// What was not understood, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOut>,
    /// How many there would be with one more answer.
    counts: Told,
    /// The services of this page.
    services: Vec<Shown<'a>>,
}

/// A name or value that was not understood.
#[derive(Serialize, ToSchema)]
pub struct LeftOut {
    /// Its name.
    name: String,
    /// Its value, unless it may tell who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    value: Option<String>,
    /// `unknown-name`, `unknown-value`, `given-twice`, `cut` or `unknown-place`.
    why: &'static str,
}

/// How many there would be.
#[derive(Serialize, ToSchema)]
pub struct Told {
    /// By tag; none has no entry.
    #[schema(value_type = BTreeMap<String, usize>)]
    tags: BTreeMap<Tag, usize>,
    /// By day of the week, Monday first.
    #[schema(value_type = Vec<usize>)]
    days: [usize; 7],
    /// Free ones.
    free: usize,
}

/// What fits.
///
/// Unknown names and values are left out, and told. The same name may stand more than once: of several tags of one taxonomy, or several
/// days, one is enough.
#[utoipa::path(
    get, operation_id = "menu_search", path = "/api/menu/services", tag = "Menu",
    params(
        ("q" = Option<String>, Query, description = "Words to look for"),
        ("near" = Option<String>, Query, description = "Where: an outward code (SK1) or a square kilometre (SJ8990), never a whole postcode"),
        ("within" = Option<u32>, Query, description = "How far, in metres; what has no place fits always"),
        ("age" = Option<u8>, Query, description = "For somebody of this age"),
        ("day" = Option<String>, Query, description = "mon, tue, …; may stand more than once"),
        ("from" = Option<String>, Query, description = "Not before this time of day, 16:00"),
        ("until" = Option<String>, Query, description = "Not after this time of day"),
        ("free" = Option<bool>, Query, description = "Only what is free"),
        ("hub" = Option<String>, Query, description = "On the menu of this hub, by its short name"),
        ("provider" = Option<String>, Query, description = "Of this provider, by id"),
        ("transport" = Option<String>, Query, description = "And any other taxonomy of /api/menu/terms by its code: one of its terms; may stand more than once"),
        ("page" = Option<u32>, Query, description = "From 1"),
        ("per_page" = Option<u32>, Query, description = "1 to 200, usually 50")
    ),
    responses(
        (status = 200, description = "What fits", body = Found),
        (status = 400, description = "`per_page` is no number", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn services(
    State(app): State<App>,
    Query(mut pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let per_page = per_page(&mut pairs)?;
    let today = app.feed();
    let Reading { mut wanted, page, left_out } = Wanted::read(pairs, &today.held.own_tags());
    let mut left_out: Vec<LeftOut> = left_out.into_iter().map(told).collect();
    locate(&app, &mut wanted, &mut left_out).await?;
    let found = today.held.index.find(&wanted, today.day);
    let now = app.clock().now();
    let total = found.hits.len();
    let page = Page::new(page, per_page);
    let services = page.of(&found.hits).iter().map(|hit| Shown::of(&hit.service, hit.metres, now)).collect();
    let Counts { mut tags, days, free } = found.counts;
    tags.retain(|_, count| *count > 0);
    let counts = Told { tags, days, free };
    let (pages, page, address) = (page.count(total), page.number() as usize, wanted.address(1));
    Ok(document::json(&headers, &Found { total, page, pages, address, left_out, counts, services }))
}

/// Takes `per_page` out of what was asked, if it is there.
fn per_page(pairs: &mut Vec<(String, String)>) -> Result<Option<usize>, AppError> {
    let fault = || AppError::bad_request("`per_page` is a whole number from 1 to 200.");
    let mut found = None;
    for (_, value) in pairs.extract_if(.., |(name, _)| name == "per_page") {
        found = match value.trim() {
            "" => found,
            value => Some(value.parse().map_err(|_| fault())?),
        };
    }
    Ok(found)
}

/// Finds where somebody is on the map, if an outward code says it.
async fn locate(app: &App, wanted: &mut Wanted, left_out: &mut Vec<LeftOut>) -> Result<(), AppError> {
    let Some(near) = wanted.near.clone().filter(|_| wanted.at.is_none()) else { return Ok(()) };
    wanted.at = app.store().near_position(&near).await?;
    if wanted.at.is_none() {
        wanted.near = None;
        left_out.push(LeftOut { name: "near".to_owned(), value: None, why: "unknown-place" });
    }
    Ok(())
}

fn told(left_out: passport_core::menu::LeftOut) -> LeftOut {
    let why = match left_out.why {
        Why::Name => "unknown-name",
        Why::Value => "unknown-value",
        Why::Again => "given-twice",
        Why::Cut => "cut",
    };
    LeftOut { name: left_out.name, value: left_out.value, why }
}
