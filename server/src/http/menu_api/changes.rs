//! What changed, for apps that keep a copy of the menu to open without a network.
//!
//! What to ask with next time comes from what the answer was made of: the latest change in it, less a while, and the day that it was made
//! for, since some things come and go by the calendar alone. So neither a database that stands still, nor two servers, nor a change that took
//! long to write makes an app miss anything. It may get the same twice.

use super::super::{document, error::AppError, open_referral::asked::Asked, problem::Problem};
use super::shown::Shown;
use crate::{App, open_referral::FeedOfDay};
use axum::{extract::State, http::HeaderMap, response::Response};
use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::HubSlug;
use passport_core::menu::Service;
use serde::Serialize;
use since::Since;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

mod since;

/// How much earlier than the latest change the next question begins.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// What changed: take over the services, then forget what is gone.
#[derive(Serialize, ToSchema)]
pub struct Changes<'a> {
    /// What to ask with next time, as `since`, letter by letter.
    #[schema(example = "2026-11-21T08:50:00.000000Z,2026-11-21")]
    until: String,
    /// Whether this is the whole menu: then forget whatever is not in it.
    is_whole: bool,
    /// What is new or changed; some may be as they were.
    services: Vec<Shown<'a>>,
    /// The ids of what is shown no more; some may never have been in your copy.
    gone: BTreeSet<Uuid>,
}

/// What changed since a moment, or the whole menu.
#[utoipa::path(
    get, operation_id = "menu_changes", path = "/api/menu/changes", tag = "Menu",
    params(
        ("since" = Option<String>, Query, description = "The `until` of the answer before; without it comes everything"),
        ("hub" = Option<String>, Query, description = "Of the menu of this hub alone; the same each time")
    ),
    responses(
        (status = 200, description = "What changed", body = Changes),
        (status = 400, description = "`since` is no moment, or `hub` no short name", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn changes(State(app): State<App>, asked: Asked, headers: HeaderMap) -> Result<Response, AppError> {
    let since = asked.text("since").map(|text| {
        Since::read(text).ok_or_else(|| {
            AppError::bad_request(
                "`since` is the `until` of an answer before, or a moment like 2026-11-21T09:00:00Z.",
            )
        })
    });
    let since = since.transpose()?;
    let (hub, now) = (asked.hub()?, app.clock().now());
    let today = app.feed();
    let is_of = |one: &Service| hub.as_ref().is_none_or(|hub| one.is_of(hub));
    let new = today.feed.services().iter().filter(|one| is_of(one));
    let new = new.filter(|one| since.is_none_or(|since| since.is_new(one)));
    let answer = Changes {
        until: until(&today).to_string(),
        is_whole: since.is_none(),
        services: new.map(|one| Shown::of(one, None, now)).collect(),
        gone: since.map_or_else(BTreeSet::new, |since| gone(&today, since, hub.as_ref())),
    };
    Ok(document::json(&headers, &answer))
}

/// What was archived since, what went by itself or by a change, and what is another hub's since.
fn gone(today: &FeedOfDay, since: Since, hub: Option<&HubSlug>) -> BTreeSet<Uuid> {
    let archived = today.held.gone.iter().filter(|(_, at)| *at >= since.at).map(|(id, _)| *id);
    let not_theirs = |one: &Service| one.changed_at >= since.at && hub.is_some_and(|hub| !one.is_of(hub));
    let here = today.held.index.services().iter();
    let here = here.filter(|one| since.has_gone(one, today.day) || not_theirs(one));
    archived.chain(here.map(|one| one.service_id)).collect()
}

fn until(today: &FeedOfDay) -> Since {
    let changed = today.held.index.services().iter().map(|one| one.changed_at);
    let latest = changed.chain(today.held.gone.iter().map(|(_, at)| *at)).max();
    let at = latest.and_then(|at| at.checked_sub_signed(OVERLAP)).unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
    Since { at, day: today.day }
}
