//! The inbox: what young people wrote from their phones, and what the hub did about it.

mod answer;
mod letter;
mod list;
mod show;

pub(in crate::http) use answer::{answer, reopen};
pub(in crate::http) use letter::{letter, write_letter};
pub(in crate::http) use list::list;
pub(in crate::http) use show::show;

use super::{At, Staff};
use crate::App;
use crate::store::{About, Message, MessageId};
use chrono::{DateTime, Utc};
use passport_core::issue::today;
use serde::Serialize;

/// Where messages are listed.
const LIST: &str = "/hub/inbox";

/// A message's own address.
pub(super) fn address(message: MessageId) -> String {
    format!("{LIST}/{message}")
}

/// A time as it is said now: "09:10 today".
fn when(app: &App, at: DateTime<Utc>) -> String {
    app.speaker().when(at.timestamp().unsigned_abs(), app.clock().seconds())
}

/// When a message came; of a wish for contact only the day is kept.
fn came(app: &App, message: &Message) -> String {
    match message.about {
        About::Contact => app.speaker().date(today(message.sent_at)),
        _ => when(app, message.sent_at),
    }
}

/// By when a message is to be answered.
#[derive(Serialize)]
struct Due {
    day: String,
    /// Whether that day is past, and the message still open.
    late: bool,
}

impl Due {
    /// None of a message that nobody set a time for.
    fn of(app: &App, message: &Message) -> Option<Self> {
        let due_on = message.due_on()?;
        let late = message.done_at.is_none() && due_on < today(app.clock().now());
        Some(Self { day: app.speaker().date(due_on), late })
    }
}
