//! The card after another: renewed, which lets the old one live on, or replaced after a mistake, which refuses it.

use super::super::{Staff, StaffForm};
use super::choice::{ArrangementFields, Offered};
use super::page::{ChoosePage, Task};
use super::plan::{Typed, too_dense};
use super::{At, address, go_to_present, open};
use crate::App;
use crate::http::error::AppError;
use crate::store::{Card, CardId, CardRefused, CardState, CarerId, Change, Draft, Following, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use passport_core::issue::{is_narrowed, today, usual_end_after};

/// `GET /hub/carers/{carer}/cards/{card}/renew`
pub(in crate::http) async fn renew(
    State(app): State<App>,
    staff: Staff,
    Path(at): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    show(&app, &staff, at, Following::Renewed).await
}

/// `GET /hub/carers/{carer}/cards/{card}/replace`
pub(in crate::http) async fn replace(
    State(app): State<App>,
    staff: Staff,
    Path(at): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    show(&app, &staff, at, Following::Replaced).await
}

/// `POST /hub/carers/{carer}/cards/{card}/renew`
pub(in crate::http) async fn renewed(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(at) = at?;
    send(&app, &staff, (at, form), Following::Renewed).await
}

/// `POST /hub/carers/{carer}/cards/{card}/replace`
pub(in crate::http) async fn replaced(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(at) = at?;
    send(&app, &staff, (at, form), Following::Replaced).await
}

async fn show(
    app: &App,
    staff: &Staff,
    at: (CarerId, CardId),
    following: Following,
) -> Result<Response, AppError> {
    let (draft, card) = open(app, staff, at).await?;
    let (words, today) = (app.speaker().words(), today(app.clock().now()));
    if card.withdrawn_at.is_some() {
        return go_to_present(app, staff, (&draft, &card), &words.cards_done_withdrawn_before()).await;
    }
    if card.superseded_at.is_some() {
        return go_to_present(app, staff, (&draft, &card), &words.cards_done_superseded()).await;
    }
    let task = Task::Follow(&card, following);
    let ends_on = app.speaker().date(last_day(&draft, &card, following, today));
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let chosen = ArrangementFields::usual(&in_use).choosing(&card.arrangements, app.speaker());
    let typed = Typed::new(chosen, ends_on, app.store().draw_card_ids()?);
    let offered = Offered::of(app.speaker(), &task.kinds(), &in_use);
    ChoosePage::new(app, staff, (&draft, task), (offered, typed)).show(app)
}

/// A renewed card lasts as long as a new one, a replaced one as long as the one before.
fn last_day(draft: &Draft, card: &Card, following: Following, today: NaiveDate) -> NaiveDate {
    match following {
        Following::Replaced if card.state(today) == CardState::Active => card.ends_on,
        _ => usual_end_after(today, draft.carer.details.caring_ended_on),
    }
}

async fn send(
    app: &App,
    staff: &Staff,
    ((carer, card), form): ((CarerId, CardId), Typed),
    following: Following,
) -> Result<Response, AppError> {
    let ids = form.ids().ok_or_else(|| AppError::bad_request("The form's attempt is not an id."))?;
    let (draft, old) = open(app, staff, (carer, card)).await?;
    let task = Task::Follow(&old, following);
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let offered = Offered::of(app.speaker(), &task.kinds(), &in_use);
    let plan = form.plan(app, staff, (&draft, &offered));
    let looks = !form.preview.is_empty();
    let page = ChoosePage::new(app, staff, (&draft, task), (offered, form));
    let plan = match plan {
        Ok(plan) => plan,
        Err(errors) => return page.wrong(app, errors),
    };
    if looks {
        return page.preview(app, staff, (&draft, &plan)).await;
    }
    let words = app.speaker().words();
    let narrowed = plan.cards.iter().any(|next| is_narrowed(&old.arrangements, &next.arrangements));
    let change = Change { ends_on: Some(plan.ends_on), arrangements: Some(plan.arrangements) };
    match app.store().follow_card_once(&staff.scope, (card, ids.printed), following, &change).await {
        Ok(next) => {
            let said = match following {
                Following::Renewed if narrowed => words.cards_done_narrowed(),
                Following::Renewed => words.cards_done_renewed(),
                Following::Replaced | Following::Lost => words.cards_done_replaced(),
            };
            staff.done(app, &address(carer, next), &said).await
        }
        Err(StoreError::Card(CardRefused::Superseded | CardRefused::Withdrawn)) => {
            let now = app.store().draft_card(&staff.scope, carer).await?;
            page.overtaken(app, (&now, &task.kinds()))
        }
        Err(StoreError::Pack(fault)) => {
            let faults = plan.cards.first().map(|card| too_dense(words, card, &fault));
            page.wrong(app, faults.unwrap_or_default())
        }
        Err(fault) => Err(fault.into()),
    }
}
