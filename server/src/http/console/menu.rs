//! The menu in the console: what the hub's editors write of breaks and support, and how it comes to be read by everybody.
//!
//! A worker writes, a manager approves. What holds at once for everybody (who offers a service, with whom it is shared, the hub's own
//! answers) is a manager's too; what takes something off the menu, or says that it is still right, is anybody's who works for the hub.

mod answers;
mod days;
mod difference;
mod form;
mod history;
mod hours;
mod list;
mod offerer;
mod providers;
mod service;
mod shared;
mod sharing;
mod spoken;
mod standing;
mod still_right;
mod suggestions;
mod write;

pub(in crate::http) use answers::{
    answer, answers, bring_answer_back, change_answer, keep_answer, new_answer, retire_answer,
};
pub(in crate::http) use days::{days, keep_days};
pub(in crate::http) use history::{history, take_up_again, version};
pub(in crate::http) use list::list;
pub(in crate::http) use offerer::{keep_offerer, offerer};
pub(in crate::http) use providers::{
    add_provider, added_provider, change_provider, keep_provider, providers,
};
pub(in crate::http) use service::{approve, leave_draft, preview, send, send_back, show};
pub(in crate::http) use shared::{abouts, shared, suggest_to_owner};
pub(in crate::http) use sharing::{keep_sharing, sharing};
pub(in crate::http) use standing::{archive, bring_back, pause, resume};
pub(in crate::http) use still_right::{found_right, right_now, still_right};
pub(in crate::http) use suggestions::{finish_suggestion, reopen_suggestion, suggestion, suggestions};
pub(in crate::http) use write::{add, added, change, changed};

pub(super) use difference::{Changed, differences};
pub(super) use spoken::{Part, parts};

use super::{At, Staff, StaffForm, again};
use crate::App;
use crate::store::ServiceId;
use chrono::{DateTime, NaiveDate, Utc};
use passport_core::issue::today;
use passport_core::menu::{Freshness, freshness, hides_on, is_to_be_checked};
use serde::{Deserialize, Serialize};

/// Where services are listed.
const LIST: &str = "/hub/menu";

/// A service's own address.
fn address(service: ServiceId) -> String {
    format!("{LIST}/{service}")
}

/// A time as it is said now: "09:10 today".
fn when(app: &App, at: DateTime<Utc>) -> String {
    app.speaker().when(at.timestamp().unsigned_abs(), app.clock().seconds())
}

/// Today, where the menu is read.
fn this_day(app: &App) -> NaiveDate {
    today(app.clock().now())
}

/// A form that names the version of the text that it was opened with.
#[derive(Deserialize)]
pub(in crate::http) struct Under {
    #[serde(default)]
    version: i64,
}

/// How fresh a service is, and what comes next.
#[derive(Serialize)]
struct Fresh {
    /// `fresh`, `due`, `old`, `stale`, `hidden`.
    state: &'static str,
    /// When it was last found right.
    on: Option<String>,
    /// When it hides, if nobody looks at it.
    hides: Option<String>,
}

impl Fresh {
    fn of(app: &App, checked_at: Option<DateTime<Utc>>) -> Self {
        let (on, day) = (checked_at.map(today), this_day(app));
        let state = match freshness(on, day) {
            Freshness::Fresh if is_to_be_checked(on, day) => "due",
            Freshness::Fresh => "fresh",
            Freshness::Old => "old",
            Freshness::Stale => "stale",
            Freshness::Hidden => "hidden",
        };
        let date = |day: NaiveDate| app.speaker().date(day);
        Self { state, on: on.map(date), hides: on.and_then(hides_on).map(date) }
    }
}
