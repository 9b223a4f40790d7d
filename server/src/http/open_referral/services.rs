//! Services, and which of them are asked for.

use super::super::{error::AppError, problem::Problem};
use super::asked::Asked;
use super::id;
use super::page::{Part, list, one};
use crate::{
    App,
    open_referral::{Depth, Feed, FeedOfDay},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::menu::{Ages, Service, Wanted};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Services, a page or all of them.
#[utoipa::path(
    get, path = "/open-referral/services", tag = "Menu: Open Referral UK",
    params(
        ("search" = Option<String>, Query, description = "Words to look for; the best come first"),
        ("page" = Option<u64>, Query, description = "Counted from 1; less is taken as 1, and beyond the last there is nothing"),
        ("per_page" = Option<u64>, Query, description = "1 to 500, usually 50; more or less is taken as the nearest"),
        ("format" = Option<String>, Query, description = "json, or ndjson: all of them without pages, a record a line"),
        ("taxonomy_term_id" = Option<String>, Query, description = "With this term; of several, commas between, one of each taxonomy is enough"),
        ("taxonomy_id" = Option<String>, Query, description = "With any term of this taxonomy; of several, commas between, one is enough"),
        ("organization_id" = Option<String>, Query, description = "Of this organisation; of several, commas between, one is enough"),
        ("modified_after" = Option<String>, Query, description = "Changed at this moment (RFC 3339) or day, or after"),
        ("minimal" = Option<bool>, Query, description = "Only ids, names, status and when it changed; all on one page unless `per_page` is given"),
        ("full" = Option<bool>, Query, description = "Whole records, as by id"),
        ("minimum_age" = Option<u8>, Query, description = "For somebody of this age or older"),
        ("maximum_age" = Option<u8>, Query, description = "For somebody of this age or younger"),
        ("age" = Option<u8>, Query, description = "For somebody of exactly this age"),
        ("day" = Option<String>, Query, description = "On one of these days: MO,TU,WE,TH,FR,SA,SU"),
        ("start_time" = Option<String>, Query, description = "Not before this time of day, HH:MM"),
        ("end_time" = Option<String>, Query, description = "Not after this time of day, HH:MM"),
        ("hub" = Option<String>, Query, description = "On the menu of this hub")
    ),
    responses(
        (status = 200, description = "A page in its envelope, or lines", body = Object),
        (status = 400, description = "A parameter cannot be read; the problem names it", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn services(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let items = chosen(&today, &asked)?;
    if asked.is_set("minimal", "`minimal` is true or false.")? {
        let write = move |at: &usize| serde_json::to_string(&Feed::minimal(&today.feed.services()[*at]));
        return Ok(list(&headers, Part::of_short(&asked)?, items, write));
    }
    let depth = depth(&asked)?;
    let write =
        move |at: &usize| serde_json::to_string(&today.feed.service(&today.feed.services()[*at], depth));
    Ok(list(&headers, Part::of(&asked)?, items, write))
}

/// One service, whole.
#[utoipa::path(
    get, path = "/open-referral/services/{id}", tag = "Menu: Open Referral UK",
    params(("id" = String, Path, description = "The service’s id")),
    responses(
        (status = 200, description = "The service", body = Object),
        (status = 404, description = "No such service, or it is shown no more", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn service(
    State(app): State<App>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let found = today.feed.place_of(id(&text)?).map(|at| &today.feed.services()[at]);
    one(&headers, found.map(|service| serde_json::to_string(&today.feed.service(service, Depth::Whole))))
}

/// What `full` asks for.
pub fn depth(asked: &Asked) -> Result<Depth, AppError> {
    let is_full = asked.is_set("full", "`full` is true or false.")?;
    Ok(if is_full { Depth::Whole } else { Depth::Basic })
}

/// Where the services stand that are asked for: the best first if there are words, and by id if there are none, so that pages add up.
pub fn chosen(today: &FeedOfDay, asked: &Asked) -> Result<Vec<usize>, AppError> {
    let FeedOfDay { held, day, feed } = today;
    let Some((wanted, rest)) = wanted(feed, asked)? else { return Ok(Vec::new()) };
    let mut found: Vec<usize> = if wanted == Wanted::default() {
        (0..feed.services().len()).collect()
    } else {
        let hits = held.index.hits(&wanted, *day);
        hits.iter().filter_map(|hit| feed.place_of(hit.service.service_id)).collect()
    };
    found.retain(|at| rest.iter().all(|fits| fits(&feed.services()[*at])));
    if wanted.words.is_empty() {
        found.sort_unstable();
    }
    Ok(found)
}

/// Whether a service fits one more thing that is asked.
type Fits = Box<dyn Fn(&Arc<Service>) -> bool>;

/// What the search is asked, and what is asked beside; nothing, if it names what nothing can have.
fn wanted(feed: &Feed, asked: &Asked) -> Result<Option<(Wanted, Vec<Fits>)>, AppError> {
    let mut rest: Vec<Fits> = Vec::new();
    let mut tags = BTreeSet::new();
    if let Some(ids) = asked.ids("taxonomy_term_id", "`taxonomy_term_id` is the id of a term, a UUID.")? {
        tags = ids.into_iter().filter_map(|id| feed.terms().tag(id)).collect();
        if tags.is_empty() {
            return Ok(None);
        }
    }
    if let Some(ids) = asked.ids("taxonomy_id", "`taxonomy_id` is the id of a taxonomy, a UUID.")? {
        let known = ids.into_iter().filter_map(|id| feed.terms().taxonomy(id));
        let codes: Vec<String> = known.map(|one| one.code.clone()).collect();
        let fits = move |tag: &passport_core::menu::Tag| codes.iter().any(|code| code == tag.taxonomy());
        rest.push(Box::new(move |service| service.details.tags.iter().any(&fits)));
    }
    if let Some(ids) =
        asked.ids("organization_id", "`organization_id` is the id of an organisation, a UUID.")?
    {
        rest.push(Box::new(move |service| ids.contains(&service.provider.provider_id)));
    }
    if let Some(after) = asked.modified_after()? {
        rest.push(Box::new(move |service| service.changed_at >= after));
    }
    let youngest = asked.age("minimum_age", "`minimum_age` is an age in whole years.")?;
    let oldest = asked.age("maximum_age", "`maximum_age` is an age in whole years.")?;
    if youngest.is_some() || oldest.is_some() {
        rest.push(Box::new(move |service| overlaps(service.details.ages, youngest, oldest)));
    }
    let wanted = Wanted {
        words: asked.search()?.unwrap_or_default().to_owned(),
        tags,
        age: asked.age("age", "`age` is an age in whole years.")?,
        days: asked.days()?,
        from: asked.time("start_time", "`start_time` is a time of day like 16:00.")?,
        until: asked.time("end_time", "`end_time` is a time of day like 18:30.")?,
        hub: asked.hub()?,
        ..Wanted::default()
    };
    Ok(Some((wanted, rest)))
}

/// Whether anybody between these ages may come.
fn overlaps(ages: Ages, youngest: Option<u8>, oldest: Option<u8>) -> bool {
    youngest.is_none_or(|age| ages.to.is_none_or(|to| age <= to))
        && oldest.is_none_or(|age| ages.from.is_none_or(|from| from <= age))
}
