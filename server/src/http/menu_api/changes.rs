//! What changed, for apps that keep a copy of the menu to open without a network.
//!
//! The moment to ask with next time comes from what the answer was made of and not from a clock: the latest change in it, less a while. So
//! neither a database that stands still, nor two servers, nor a change that took long to write makes an app miss anything. It may get the
//! same twice.

use super::super::{
    document,
    error::AppError,
    open_referral::asked::{Asked, moment},
    problem::Problem,
};
use super::shown::Shown;
use crate::{App, open_referral::FeedOfDay};
use axum::{extract::State, http::HeaderMap, response::Response};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use passport_core::card::HubSlug;
use passport_core::issue::today as day_of;
use passport_core::menu::Service;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// How much earlier than the latest change the next question begins.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// What changed: take over the services, then forget what is gone.
#[derive(Serialize, ToSchema)]
pub struct Changes<'a> {
    /// What to ask with next time, as `since`.
    #[schema(example = "2026-11-21T08:50:00.000000Z")]
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
    let since = match asked.text("since") {
        Some(text) => Some(moment(text).ok_or_else(|| {
            AppError::bad_request("`since` is the `until` of an answer before, like 2026-11-21T09:00:00Z.")
        })?),
        None => None,
    };
    let (hub, now) = (asked.hub()?, app.clock().now());
    let today = app.feed();
    let is_of = |one: &Service| hub.as_ref().is_none_or(|hub| one.is_of(hub));
    let new = today.feed.services().iter().filter(|one| is_of(one));
    let new = new.filter(|one| since.is_none_or(|since| is_new(one, since)));
    let answer = Changes {
        until: until(&today).to_rfc3339_opts(SecondsFormat::Micros, true),
        is_whole: since.is_none(),
        services: new.map(|one| Shown::of(one, None, now)).collect(),
        gone: since.map_or_else(BTreeSet::new, |since| gone(&today, since, hub.as_ref())),
    };
    Ok(document::json(&headers, &answer))
}

/// Whether it changed, was looked at, or came to be shown by itself.
fn is_new(service: &Service, since: DateTime<Utc>) -> bool {
    let day = day_of(since);
    service.changed_at >= since
        || service.checked_on.is_some_and(|on| on >= day)
        || service.visible_from.is_some_and(|from| from >= day)
}

/// What was archived since, what is not shown today, and what is another hub's since.
fn gone(today: &FeedOfDay, since: DateTime<Utc>, hub: Option<&HubSlug>) -> BTreeSet<Uuid> {
    let archived = today.held.gone.iter().filter(|(_, at)| *at >= since).map(|(id, _)| *id);
    let will_come = |one: &Service| one.visible_from.is_some_and(|from| from > today.day);
    let hidden = |one: &Service| !one.is_visible(today.day) && (one.changed_at >= since || !will_come(one));
    let not_theirs = |one: &Service| one.changed_at >= since && hub.is_some_and(|hub| !one.is_of(hub));
    let here = today.held.index.services().iter().filter(|one| hidden(one) || not_theirs(one));
    archived.chain(here.map(|one| one.service_id)).collect()
}

fn until(today: &FeedOfDay) -> DateTime<Utc> {
    let changed = today.held.index.services().iter().map(|one| one.changed_at);
    let latest = changed.chain(today.held.gone.iter().map(|(_, at)| *at)).max();
    latest.and_then(|at| at.checked_sub_signed(OVERLAP)).unwrap_or(DateTime::UNIX_EPOCH)
}
