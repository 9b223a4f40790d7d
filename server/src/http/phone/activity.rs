//! Who looked at a card from a desk, and which time-outs were noted. A phone asks only when its owner switched that on.

use super::{Owner, oauth::Refused};
use crate::{
    App,
    store::{CarerId, HubScope, StoreError},
};
use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// So far back a phone sees.
const DAYS: TimeDelta = TimeDelta::days(30);

/// What schools and others noted in the last 30 days, the newest first.
#[utoipa::path(
    get, path = "/api/card/activity", tag = "Phones",
    responses((status = 200, description = "Looks of desks, and time-outs", body = Object), (status = 401, description = "The phone was removed, or the token is not good", body = Object))
)]
pub async fn activity(State(app): State<App>, holder: Owner) -> Result<Json<Value>, Refused> {
    let since = app.clock().now() - DAYS;
    Ok(Json(json!({ "entries": entries(&app, (&holder.scope, holder.carer), since).await? })))
}

/// What was noted about a young person since a time, the newest first: where and when, never by whom.
pub(super) async fn entries(
    app: &App,
    (scope, carer): (&HubScope, CarerId),
    since: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let looks = app.store().looks_at(scope, carer, since).await?.into_iter();
    let looks = looks.map(|one| (one.at, json!({ "at": one.at, "kind": "look", "where": one.place })));
    let time_outs = app.store().time_outs_of(scope, carer, since).await?.into_iter();
    let time_outs = time_outs.map(|one| {
        let mut entry = json!({ "at": one.at, "kind": "time-out", "where": one.place });
        if let Some(back_at) = one.back_at {
            entry["back_at"] = json!(back_at);
        }
        if one.not_noted_back {
            entry["not_noted_back"] = json!(true);
        }
        (one.at, entry)
    });
    let mut all: Vec<_> = looks.chain(time_outs).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(all.into_iter().map(|(_, entry)| entry).collect())
}
