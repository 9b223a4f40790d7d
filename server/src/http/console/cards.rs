//! Cards in the console: chosen together with a young person, looked at before they are issued, renewed, replaced, withdrawn.

mod add;
mod anew;
pub(super) mod choice;
mod follow;
mod hand_over;
mod history;
mod lost;
mod notes;
mod page;
mod plan;
mod preview;
mod show;
mod withdraw;

pub(in crate::http) use add::{add, issue};
pub(in crate::http) use follow::{renew, renewed, replace, replaced};
pub(in crate::http) use hand_over::hand_over;
pub(in crate::http) use lost::{lost, refuse_lost};
pub(in crate::http) use show::show;
pub(in crate::http) use withdraw::{again, ask, withdraw};

pub(super) use history::{Event, history};
pub(super) use notes::{Note, ended, notes};
pub(super) use plan::last_day;

use super::{At, Staff};
use crate::App;
use crate::http::error::AppError;
use crate::store::{Card, CardId, CardState, CarerId, Draft, StoreError, Thing};
use axum::response::Response;
use passport_core::issue::{CardKind, today};
use serde::Deserialize;

/// For forms that only carry the mark of the session.
#[derive(Deserialize)]
pub(in crate::http) struct Nothing {}

/// A card's own address.
pub(super) fn address(carer: CarerId, card: CardId) -> String {
    format!("/hub/carers/{carer}/cards/{card}")
}

/// The card of a kind that somebody has now, if it is good.
fn held<'a>(cards: &'a [Card], kind: CardKind, app: &App) -> Option<&'a Card> {
    let today = today(app.clock().now());
    cards.iter().find(|card| card.kind == kind && card.state(today) == CardState::Active)
}

/// A young person and one of their cards on paper. A card of somebody else is not found here, nor one on a phone.
async fn open(app: &App, staff: &Staff, (carer, card): (CarerId, CardId)) -> Result<(Draft, Card), AppError> {
    let draft = app.store().draft_card(&staff.scope, carer).await?;
    let found = draft.cards.iter().find(|one| one.card_id == card && one.kind != CardKind::Phone).cloned();
    Ok((draft, found.ok_or(StoreError::NotFound(Thing::Card))?))
}

/// Goes on to the card of the same kind that they have now, or to this one when there is none.
async fn go_to_present(
    app: &App,
    staff: &Staff,
    (draft, card): (&Draft, &Card),
    said: &str,
) -> Result<Response, AppError> {
    let present = held(&draft.cards, card.kind, app).unwrap_or(card);
    staff.done(app, &address(card.carer_id, present.card_id), said).await
}
