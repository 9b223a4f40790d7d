//! The lists that people work from, each to read, to work through and to print.

mod birthdays;
mod cards;
mod erased_soon;
mod leavers;
mod overview;
mod schools;

pub(in crate::http) use birthdays::birthdays;
pub(in crate::http) use cards::{hand_over, list};
pub(in crate::http) use erased_soon::erased_soon;
pub(in crate::http) use leavers::{have_left, leavers};
pub(in crate::http) use overview::overview;
pub(in crate::http) use schools::{pupils, schools};

use super::Staff;
use crate::App;
use crate::store::{CarerId, MOST_LINES, Named};
use passport_core::issue::today;
use serde::Serialize;

/// Somebody on a list: the name links to the record.
#[derive(Serialize)]
struct Who {
    carer: CarerId,
    name: String,
    known_as: Option<String>,
}

impl From<Named> for Who {
    fn from(named: Named) -> Self {
        Self { carer: named.carer_id, name: named.full_name(), known_as: named.known_as }
    }
}

/// What stands under a printed list: who printed it and when, so that a sheet left lying about can be brought back.
fn printed_by(app: &App, staff: &Staff) -> String {
    let day = app.speaker().date(today(app.clock().now()));
    app.speaker().words().lists_printed_by(day, staff.hub_name.clone(), staff.display_name.clone())
}

/// Whether a list may have more lines than it shows.
fn is_full(lines: usize) -> bool {
    lines >= usize::from(MOST_LINES)
}

/// The values of one field of a form that may come many times, those that can be read.
fn all<T: std::str::FromStr>(fields: &[(String, String)], name: &str) -> Vec<T> {
    fields.iter().filter(|(key, _)| key == name).filter_map(|(_, value)| value.parse().ok()).collect()
}
