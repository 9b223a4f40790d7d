//! The hub's own affairs: who works for it, what it has in use, and everybody's own sessions.

mod arrangements;
mod choose;
mod colleagues;
mod keys;
mod overview;
mod password;
mod sessions;
mod texts;

pub(in crate::http) use arrangements::{arrangements, keep_arrangements};
pub(in crate::http) use choose::{choose, chosen};
pub(super) use colleagues::LinkPage;
pub(in crate::http) use colleagues::{
    call_back, change_role, colleague, colleagues, end, end_access, invite, invited, reset,
    sign_out_colleague,
};
pub(in crate::http) use keys::keys;
pub(in crate::http) use overview::overview;
pub(in crate::http) use password::{change_password, password};
pub(in crate::http) use sessions::{end_others, end_session, sessions};
pub(in crate::http) use texts::{keep_texts, texts};

use crate::App;
use chrono::{DateTime, TimeDelta, Utc};
use passport_core::issue::today;

/// Longer ago, a day and a month could be taken for this year's.
const LONG_AGO: TimeDelta = TimeDelta::days(180);

/// "09:10 today", as people say when something was or will be.
pub(super) fn when(app: &App, at: DateTime<Utc>) -> String {
    if app.clock().now() - at > LONG_AGO {
        return app.speaker().date(today(at));
    }
    // Nothing here happened before 1970.
    app.speaker().when(at.timestamp().cast_unsigned(), app.clock().seconds())
}
