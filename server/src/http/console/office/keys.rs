//! The hub's signing keys in plain words, to look at: they are changed by whoever runs the server.

use super::super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubKey, KeyState};
use axum::extract::State;
use axum::response::Html;
use chrono::{DateTime, TimeDelta, Utc};
use passport_core::bundle::BUNDLE_LIFETIME;
use passport_core::issue::today;
use serde::Serialize;

/// `console/office/keys.html`.
#[derive(Serialize)]
struct KeysPage {
    frame: Frame,
    keys: Vec<Line>,
}

impl Page for KeysPage {
    const TEMPLATE: &'static str = "console/office/keys.html";
}

#[derive(Serialize)]
struct Line {
    kid: String,
    state: &'static str,
    said: String,
}

/// `GET /hub/office/keys`
pub(in crate::http) async fn keys(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let mut keys = app.store().hub_keys(&staff.scope).await?;
    // The one that signs stands first, then the next, then what is over.
    keys.sort_by_key(|key| match key.state {
        KeyState::Active => 0,
        KeyState::Published => 1,
        KeyState::Retired => 2,
        KeyState::Refused => 3,
    });
    let line =
        |key: &HubKey| Line { kid: key.kid.to_string(), state: key.state.code(), said: said(&app, key) };
    let keys = keys.iter().map(line).collect();
    app.pages().render(&KeysPage { frame: staff.frame(&app).await?, keys })
}

fn said(app: &App, key: &HubKey) -> String {
    let words = app.speaker().words();
    let date = |at: Option<DateTime<Utc>>| app.speaker().date(today(at.unwrap_or(key.published_at)));
    match key.state {
        KeyState::Active => words.keys_active(date(key.activated_at)),
        KeyState::Published => {
            let ready_at = key.published_at + TimeDelta::seconds(BUNDLE_LIFETIME.cast_signed());
            words.keys_published(date(Some(ready_at)), date(None))
        }
        KeyState::Retired if key.activated_at.is_none() => words.keys_never_used(date(key.retired_at)),
        KeyState::Retired => words.keys_retired(date(key.activated_at), date(key.retired_at)),
        KeyState::Refused => words.keys_refused(date(key.refused_at)),
    }
}
