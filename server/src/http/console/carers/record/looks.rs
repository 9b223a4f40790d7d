//! Who looked at a record.

use super::super::super::who::who;
use crate::App;
use crate::store::{AuditEntry, Membership};
use chrono::NaiveDate;
use passport_core::issue::today;
use serde::Serialize;

/// As many days of looks as the page shows.
const MOST_LOOKS: usize = 30;

/// One person's looks on one day.
#[derive(Serialize)]
pub(super) struct Look {
    who: String,
    day: String,
    times: usize,
}

/// Who opened the record on which day, newest first; what one page reads counts as one look.
pub(super) fn looks(app: &App, audit: &[AuditEntry], colleagues: &[Membership]) -> Vec<Look> {
    let words = app.speaker().words();
    let mut looks: Vec<(&str, NaiveDate, usize)> = Vec::new();
    for entry in audit.iter().filter(|entry| entry.action == "record opened") {
        let day = today(entry.at);
        match looks.iter_mut().find(|look| look.0 == entry.actor && look.1 == day) {
            Some(look) => look.2 += 1,
            None => looks.push((&entry.actor, day, 1)),
        }
    }
    looks.truncate(MOST_LOOKS);
    looks
        .into_iter()
        .map(|(actor, day, times)| Look {
            who: who(words, actor, colleagues),
            day: app.speaker().date(day),
            times,
        })
        .collect()
}
