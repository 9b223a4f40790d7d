//! A young person's cards on their record: each leads to its own page, a good one to "Lost card", none to a first one.

use super::super::super::cards::address;
use crate::App;
use crate::store::{Card, CardState};
use chrono::NaiveDate;
use passport_core::issue::CardKind;
use serde::Serialize;

/// All their cards, newest first.
#[derive(Serialize)]
pub(super) struct Cards {
    lines: Vec<CardLine>,
    /// Whether they have a printed card that is good, and a fare card.
    printed: bool,
    fare: bool,
}

/// One row of the table.
#[derive(Serialize)]
struct CardLine {
    href: String,
    kind: &'static str,
    until: String,
    state: &'static str,
    lost: bool,
    /// Whether it can be replaced at once when it is lost.
    good: bool,
}

impl Cards {
    /// The cards as they are on a day.
    pub(super) fn of(app: &App, cards: &[Card], today: NaiveDate) -> Self {
        let good = |card: &Card| card.state(today) == CardState::Active;
        let has = |kind| cards.iter().any(|card| card.kind == kind && good(card));
        // Phones are listed by themselves.
        let on_paper = cards.iter().filter(|card| card.kind != CardKind::Phone);
        let lines = on_paper.map(|card| CardLine {
            href: address(card.carer_id, card.card_id),
            kind: match card.kind {
                CardKind::Printed => "carers-card-printed",
                CardKind::Fare => "carers-card-fare",
                CardKind::Phone => "carers-card-phone",
            },
            until: app.speaker().date(card.ends_on),
            state: card.state(today).code(),
            lost: card.lost_at.is_some() && card.withdrawn_at.is_none(),
            good: good(card),
        });
        Self { lines: lines.collect(), printed: has(CardKind::Printed), fare: has(CardKind::Fare) }
    }
}
