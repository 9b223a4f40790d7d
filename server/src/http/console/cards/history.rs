//! What happened to a card, from the record of who did what.

use super::super::who::who;
use crate::App;
use crate::store::{AuditEntry, CardId, Membership};
use chrono_tz::Europe::London;
use passport_core::issue::today;
use serde::Serialize;
use serde_json::Value;

/// One line of a card's history.
#[derive(Serialize)]
pub(in crate::http::console) struct Event {
    when: String,
    what: String,
    who: String,
}

/// All that happened to a card, newest first. Looks at it are in the young person's record.
pub(in crate::http::console) fn history(
    app: &App,
    audit: &[AuditEntry],
    card: CardId,
    colleagues: &[Membership],
) -> Vec<Event> {
    let words = app.speaker().words();
    audit
        .iter()
        .filter_map(|entry| {
            let what = what(app, entry, card)?;
            let time = entry.at.with_timezone(&London).format("%H:%M").to_string();
            let when = words.card_page_history_when(app.speaker().date(today(entry.at)), time);
            Some(Event { when, what, who: who(words, &entry.actor, colleagues) })
        })
        .collect()
}

/// What an entry says of a card, in words; none when it is about another, or about looks.
fn what(app: &App, entry: &AuditEntry, card: CardId) -> Option<String> {
    let words = app.speaker().words();
    let details: Value = serde_json::from_str(entry.details.as_deref()?).ok()?;
    let is = |name: &str| details[name].as_str().is_some_and(|id| id == card.to_string());
    match entry.action.as_str() {
        "card renewed" if is("follows") => Some(words.history_renewed()),
        "card replaced" if is("follows") => Some(words.history_replaced()),
        _ if !is("card") => None,
        "card issued" => Some(words.history_issued()),
        "card renewed" => Some(words.history_issued_renewing()),
        "card replaced" => Some(words.history_issued_replacing()),
        "card printed" => Some(words.history_printed()),
        "card handed over" => Some(words.history_handed_over()),
        "card reported lost" => Some(words.history_lost()),
        "card withdrawn" if details["with"].is_string() => Some(words.history_withdrawn_with()),
        "card withdrawn" => Some(words.history_withdrawn()),
        "phone added" => Some(words.history_phone_added()),
        "phone codes made" => Some(words.history_phone_codes()),
        "phone activated" => Some(words.history_phone_activated()),
        "phone changed" => Some(words.history_phone_changed()),
        "card given up" => Some(words.history_given_up()),
        _ => None,
    }
}
