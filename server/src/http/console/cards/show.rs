//! A card's page: what it says, what it is now, what happened to it, and what can be done.

use super::super::carers::full_name;
use super::super::{Staff, carers};
use super::history::{Event, history};
use super::preview::{Seen, seen};
use super::{address, held, open};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Card, CardId, CardIds, CardState, CarerId, Draft};
use axum::extract::{Path, State};
use axum::response::Html;
use passport_core::card::LineText;
use passport_core::issue::{CardKind, today};
use serde::Serialize;

/// `console/cards/show.html`.
#[derive(Serialize)]
struct CardPage {
    frame: Frame,
    /// The record's address and the card's.
    record: String,
    here: String,
    card: CardId,
    name: String,
    kind: &'static str,
    state: &'static str,
    says: Vec<String>,
    until: String,
    handed_over: Option<String>,
    /// The day it was reported lost, while it is not withdrawn.
    lost: Option<String>,
    /// The addresses of the cards around it.
    before: Option<String>,
    after: Option<String>,
    now: Option<String>,
    other: Option<String>,
    /// The other card, where it was not handed over yet: both are printed in one go.
    print_too: Option<CardId>,
    /// Whether the record is protected: then there are no letters.
    protected: bool,
    /// The name on the card, where it is not the one in the record any more.
    former_name: Option<String>,
    /// What is told by a card that is good.
    seen: Vec<Seen>,
    /// Whether another like it can be issued, and under which ids.
    again: bool,
    attempt: String,
    attempt_fare: String,
    history: Vec<Event>,
}

impl Page for CardPage {
    const TEMPLATE: &'static str = "console/cards/show.html";
}

/// `GET /hub/carers/{carer}/cards/{card}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((carer, card)): Path<(CarerId, CardId)>,
) -> Result<Html<String>, AppError> {
    let (store, scope) = (app.store(), &staff.scope);
    let (draft, found) = open(&app, &staff, (carer, card)).await?;
    let claims = store.card_claims(scope, card).await?;
    let audit = store.audit_of(scope, draft.carer.subject_id).await?;
    let colleagues = store.memberships(scope).await?;
    let hub = store.hub(scope).await?;
    let state = found.state(today(app.clock().now()));
    let good = matches!(state, CardState::Active | CardState::Superseded);
    let date = |at| app.speaker().date(today(at));
    let around = Around::of(&app, &draft, &found);
    let CardIds { printed, fare } = store.draw_card_ids()?;
    app.pages().render(&CardPage {
        record: carers::address(carer),
        here: address(carer, card),
        card,
        name: full_name(&draft.carer.details),
        kind: found.kind.code(),
        state: state.code(),
        says: found.arrangements.iter().map(|one| app.speaker().own_words(one)).collect(),
        until: app.speaker().date(found.ends_on),
        handed_over: found.handed_over_at.map(date),
        lost: found.lost_at.filter(|_| found.withdrawn_at.is_none()).map(date),
        again: state == CardState::Withdrawn && around.now.is_none(),
        before: around.before,
        after: around.after,
        now: around.now,
        other: around.other.as_ref().map(|one| address(carer, one.card_id)),
        print_too: around.other.filter(|one| one.handed_over_at.is_none()).map(|one| one.card_id),
        protected: draft.carer.details.protected_since.is_some(),
        former_name: claims
            .name
            .as_ref()
            .filter(|name| good && **name != draft.name)
            .map(LineText::to_string),
        seen: if good { seen(&app, &hub, &[claims]) } else { Vec::new() },
        attempt: printed.to_string(),
        attempt_fare: fare.to_string(),
        history: history(&app, &audit, card, &colleagues),
        frame: staff.frame(&app).await?,
    })
}

/// The cards around one.
struct Around<'a> {
    before: Option<String>,
    after: Option<String>,
    /// The one that counts in place of one that does not.
    now: Option<String>,
    /// The fare card beside the printed one, or the other way round.
    other: Option<&'a Card>,
}

impl<'a> Around<'a> {
    fn of(app: &App, draft: &'a Draft, card: &Card) -> Self {
        let to = |one: &Card| address(one.carer_id, one.card_id);
        let after = draft.cards.iter().find(|one| one.follows == Some(card.card_id));
        let now = held(&draft.cards, card.kind, app).filter(|one| one.card_id != card.card_id);
        let beside = if card.kind == CardKind::Fare { CardKind::Printed } else { CardKind::Fare };
        Self {
            before: card.follows.map(|before| address(card.carer_id, before)),
            after: after.map(to),
            now: now.map(to),
            other: held(&draft.cards, beside, app),
        }
    }
}
