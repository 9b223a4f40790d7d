//! The form for cards like some that are refused by now, where these cannot be issued just as they were: all is filled in, and what
//! is in the way is marked.

use super::super::Staff;
use super::choice::{ArrangementFields, Offered};
use super::notes::ended;
use super::page::{ChoosePage, Task};
use super::plan::{Typed, too_dense};
use crate::App;
use crate::http::error::AppError;
use crate::store::{Card, CardIds, Draft};
use axum::response::Response;
use passport_core::issue::{today, usual_end_after};
use passport_core::packed::PackError;

/// What came before the form.
pub(super) struct Tried {
    /// The ids of the cards that will be issued from it.
    pub(super) ids: CardIds,
    /// Why a square was too full, if that was it.
    pub(super) too_full: Option<PackError>,
    /// What was done all the same.
    pub(super) done: Option<String>,
}

/// The form for cards like these.
pub(super) async fn anew(
    app: &App,
    staff: &Staff,
    (draft, cards): (&Draft, &[&Card]),
    Tried { ids, too_full, done }: Tried,
) -> Result<Response, AppError> {
    let (speaker, today) = (app.speaker(), today(app.clock().now()));
    let last = cards.iter().map(|card| card.ends_on).filter(|day| *day >= today).max();
    let last = last.unwrap_or_else(|| usual_end_after(today, draft.carer.details.caring_ended_on));
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let usual = ArrangementFields::usual(&in_use);
    let chosen = cards.iter().fold(usual, |fields, card| fields.choosing(&card.arrangements, speaker));
    let kinds: Vec<_> = cards.iter().map(|card| card.kind).collect();
    let offered = Offered::of(speaker, &kinds, &in_use);
    let typed = Typed::new(chosen, speaker.date(last), ids);
    let errors = match typed.plan(app, staff, (draft, &offered)) {
        Err(errors) => Some(errors),
        // The card's own place in its list may take up a little more of the square than the one it is tried out with.
        Ok(plan) => {
            let printed = too_full.as_ref().zip(plan.cards.first());
            printed.map(|(fault, card)| too_dense(speaker.words(), card, fault))
        }
    };
    let page = ChoosePage::new(app, staff, (draft, Task::Add), (offered, typed)).telling(done);
    match errors {
        // Without a form there is no field to mark: the page says why there is no new card.
        Some(errors) if ended(app, draft).is_none() => page.wrong(app, errors),
        _ => page.show(app),
    }
}
