//! A lost card: asked about once, then refused at once and replaced by one that says the same. From a search this is the third
//! click: the record, "Lost card", and yes. Where the new one cannot say the same, the old one is refused all the same, and the
//! form for the new one follows.

use super::super::carers::full_name;
use super::super::{Staff, StaffForm};
use super::anew::{Tried, anew};
use super::{At, address, go_to_present, held, open};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Card, CardId, CarerId, Change, Following, StoreError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use passport_core::issue::CardKind;
use serde::{Deserialize, Serialize};

/// What was sent; `attempt` becomes the id of the new card. `too` is their other card, if that is lost as well.
#[derive(Deserialize)]
pub(in crate::http) struct Sent {
    #[serde(default)]
    attempt: String,
    #[serde(default)]
    too: String,
    #[serde(default)]
    attempt_too: String,
}

impl Sent {
    /// Each lost card with the id of the one in its place, the card of the page first; none when it is not a form of ours.
    fn lost(&self, card: CardId) -> Option<Vec<(CardId, CardId)>> {
        let first = (card, self.attempt.parse().ok()?);
        if self.too.is_empty() {
            return Some(vec![first]);
        }
        Some(vec![first, (self.too.parse().ok()?, self.attempt_too.parse().ok()?)])
    }
}

/// `console/cards/lost.html`.
#[derive(Serialize)]
struct LostPage {
    frame: Frame,
    /// The card's own address.
    here: String,
    name: String,
    /// The word catalogue's key of its kind.
    kind: &'static str,
    attempt: String,
    /// Their other card, which may be lost as well.
    too: Option<CardId>,
    attempt_too: String,
}

impl Page for LostPage {
    const TEMPLATE: &'static str = "console/cards/lost.html";
}

/// `GET /hub/carers/{carer}/cards/{card}/lost`
pub(in crate::http) async fn lost(
    State(app): State<App>,
    staff: Staff,
    Path((carer, card)): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    let (draft, found) = open(&app, &staff, (carer, card)).await?;
    let words = app.speaker().words();
    if found.withdrawn_at.is_some() || found.superseded_at.is_some() {
        return go_to_present(&app, &staff, (&draft, &found), &words.cards_done_already()).await;
    }
    let ids = app.store().draw_card_ids()?;
    let beside = if found.kind == CardKind::Fare { CardKind::Printed } else { CardKind::Fare };
    let page = LostPage {
        frame: staff.bare_frame(),
        here: address(carer, card),
        name: full_name(&draft.carer.details),
        kind: if found.kind == CardKind::Fare { "carers-card-fare" } else { "carers-card-printed" },
        attempt: ids.printed.to_string(),
        too: held(&draft.cards, beside, &app).map(|one| one.card_id),
        attempt_too: ids.fare.to_string(),
    };
    Ok(app.pages().render(&page)?.into_response())
}

/// `POST /hub/carers/{carer}/cards/{card}/lost`
pub(in crate::http) async fn refuse_lost(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, sent): StaffForm<Sent>,
) -> Result<Response, AppError> {
    let Path((carer, card)) = at?;
    let lost = sent.lost(card).ok_or_else(|| AppError::bad_request("The form's attempt is not an id."))?;
    let words = app.speaker().words();
    let (mut new, mut unmade, mut too_full, mut broken) = (Vec::new(), Vec::new(), None, None);
    for (old, next) in &lost {
        open(&app, &staff, (carer, *old)).await?;
        let change = Change::default();
        match app.store().follow_card_once(&staff.scope, (*old, *next), Following::Lost, &change).await {
            Ok(next) => {
                new.push(next);
                continue;
            }
            Err(StoreError::Pack(fault)) => too_full = Some(fault),
            // It may not be issued as it was, or somebody else has dealt with it.
            Err(StoreError::Issue(_) | StoreError::Card(_)) => {}
            // Their other card is refused first.
            Err(fault) => broken = Some(fault),
        }
        unmade.push(*old);
    }
    if let Some(fault) = broken {
        return Err(fault.into());
    }
    let (draft, found) = open(&app, &staff, (carer, card)).await?;
    let is_missing =
        |one: &&Card| unmade.contains(&one.card_id) && held(&draft.cards, one.kind, &app).is_none();
    let missing: Vec<&Card> = draft.cards.iter().filter(is_missing).collect();
    if !missing.is_empty() {
        let done = match (lost.len(), missing.len()) {
            (1, _) => words.cards_lost_without_next(),
            (_, 1) => words.cards_lost_both_one_next(),
            _ => words.cards_lost_both_without_next(),
        };
        let tried = Tried { ids: app.store().draw_card_ids()?, too_full, done: Some(done) };
        return anew(&app, &staff, (&draft, &missing), tried).await;
    }
    match new[..] {
        [] => go_to_present(&app, &staff, (&draft, &found), &words.cards_done_already()).await,
        [first] => staff.done(&app, &address(carer, first), &words.cards_done_lost()).await,
        [first, ..] => staff.done(&app, &address(carer, first), &words.cards_done_lost_both()).await,
    }
}
