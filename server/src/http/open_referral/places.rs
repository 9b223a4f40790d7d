//! Services at their places, and how far these are from a postcode.

use super::super::{error::AppError, problem::Problem};
use super::asked::Asked;
use super::id;
use super::page::{Part, list, one};
use super::services::{chosen, depth};
use crate::{
    App,
    open_referral::{Depth, Feed, PlaceOfService},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::menu::{Position, Postcode, metres_between};
use std::collections::HashMap;

/// Services at their places, a page or all of them. What is online, by phone or told on asking has none, and is not here.
#[utoipa::path(
    get, path = "/open-referral/service_at_locations", tag = "Menu: Open Referral UK",
    params(
        ("search" = Option<String>, Query, description = "As for services, and so is every filter of theirs"),
        ("page" = Option<u64>, Query, description = "As for services"),
        ("per_page" = Option<u64>, Query, description = "As for services"),
        ("format" = Option<String>, Query, description = "json or ndjson"),
        ("taxonomy_term_id" = Option<String>, Query, description = "As for services"),
        ("taxonomy_id" = Option<String>, Query, description = "As for services"),
        ("organization_id" = Option<String>, Query, description = "As for services"),
        ("modified_after" = Option<String>, Query, description = "As for services"),
        ("full" = Option<bool>, Query, description = "Whole records, as by id"),
        ("postcode" = Option<String>, Query, description = "However it is written: the nearest come first, and what has no position is left out"),
        ("proximity" = Option<u64>, Query, description = "At most so many metres from the postcode, as the crow flies")
    ),
    responses(
        (status = 200, description = "A page in its envelope, or lines", body = Object),
        (status = 400, description = "A parameter cannot be read, or nobody here knows where the postcode is; the problem names it", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn service_at_locations(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (from, within) = (centre(&app, &asked).await?, proximity(&asked)?);
    let today = app.feed();
    let order: HashMap<usize, usize> =
        chosen(&today, &asked)?.into_iter().enumerate().map(|(rank, at)| (at, rank)).collect();
    let places = today.feed.places().iter();
    let mut items: Vec<PlaceOfService> =
        places.filter(|place| order.contains_key(&place.service)).copied().collect();
    match from {
        Some(from) => items = nearest(&today.feed, items, from, within),
        None => items.sort_by_key(|place| order.get(&place.service).copied()),
    }
    let depth = depth(&asked)?;
    let write =
        move |place: &PlaceOfService| serde_json::to_string(&today.feed.service_at_location(place, depth));
    Ok(list(&headers, Part::of(&asked)?, items, write))
}

/// One service at one of its places, whole.
#[utoipa::path(
    get, path = "/open-referral/service_at_locations/{id}", tag = "Menu: Open Referral UK",
    params(("id" = String, Path, description = "The id of the two together")),
    responses(
        (status = 200, description = "The service and the place", body = Object),
        (status = 404, description = "No such thing, or it is shown no more", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn service_at_location(
    State(app): State<App>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let found = today.feed.at_place(id(&text)?);
    one(
        &headers,
        found.map(|place| serde_json::to_string(&today.feed.service_at_location(place, Depth::Whole))),
    )
}

/// Where `postcode` is.
async fn centre(app: &App, asked: &Asked) -> Result<Option<Position>, AppError> {
    let Some(text) = asked.text("postcode") else { return Ok(None) };
    let postcode = Postcode::parse(text)
        .map_err(|_| AppError::bad_request("`postcode` is a postcode like SK1 1AA, in any spelling."))?;
    let found = app.store().postcode_position(&postcode).await?;
    let unknown = "This server does not know where this `postcode` is. Try one near it.";
    found.map(Some).ok_or_else(|| AppError::bad_request(unknown))
}

fn proximity(asked: &Asked) -> Result<Option<u64>, AppError> {
    let found = asked.number("proximity", 0, "`proximity` is a whole number of metres.")?;
    if found.is_some() && asked.text("postcode").is_none() {
        return Err(AppError::bad_request("`proximity` needs a `postcode` to be near."));
    }
    Ok(found)
}

/// Those with a position that are near enough, the nearest first; of two as near, in the order they had.
fn nearest(
    feed: &Feed,
    places: Vec<PlaceOfService>,
    from: Position,
    within: Option<u64>,
) -> Vec<PlaceOfService> {
    let far = |place: PlaceOfService| {
        let metres = metres_between(from, feed.both(&place).1.position?);
        #[expect(clippy::cast_precision_loss, reason = "the earth has fewer metres than that")]
        let is_near = within.is_none_or(|within| metres <= within as f64);
        is_near.then_some((metres, place))
    };
    let mut found: Vec<_> = places.into_iter().filter_map(far).collect();
    found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    found.into_iter().map(|(_, place)| place).collect()
}
