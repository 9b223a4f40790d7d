//! A phone as it is listed: whether it waits, is used, has ended or was removed, and what holds the card there.

use super::address;
use crate::App;
use crate::store::{CardState, Phone, Wallet};
use passport_core::issue::today;
use serde::Serialize;

/// One phone in words.
#[derive(Serialize)]
pub(in crate::http::console) struct PhoneLine {
    pub(super) href: String,
    /// `waiting`, `in-use`, `ended` or `removed`.
    pub(super) state: &'static str,
    /// Since when it is in use, and on which day it was last heard of.
    since: Option<String>,
    seen: Option<String>,
    /// Which other wallet holds it.
    another: Option<String>,
    /// Its last day, when nothing ends it sooner.
    until: String,
    /// Whether that is the end of the grace, since caring has ended.
    in_grace: bool,
    /// Whether there is anything to remove.
    pub(super) good: bool,
}

impl PhoneLine {
    /// The phone as it is now.
    pub(in crate::http::console) fn of(app: &App, phone: &Phone) -> Self {
        let words = app.speaker().words();
        let date = |at| app.speaker().date(today(at));
        let state = match phone.state(today(app.clock().now())) {
            CardState::Withdrawn => "removed",
            CardState::Ended => "ended",
            CardState::Active | CardState::Superseded if phone.activated_at.is_some() => "in-use",
            CardState::Active | CardState::Superseded => "waiting",
        };
        let another = match &phone.wallet {
            Some(Wallet::Another(Some(name))) => Some(words.phones_wallet_named(name.as_str())),
            Some(Wallet::Another(None)) => Some(words.phones_wallet_unnamed()),
            Some(Wallet::Ours) | None => None,
        };
        Self {
            href: address(phone.card.carer_id, phone.card.card_id),
            state,
            since: phone.activated_at.map(date),
            seen: phone.seen_at.map(date),
            another,
            in_grace: phone.ends_on < phone.card.ends_on,
            until: app.speaker().date(phone.ends_on),
            good: phone.card.withdrawn_at.is_none(),
        }
    }
}
