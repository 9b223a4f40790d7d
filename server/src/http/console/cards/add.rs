//! A card where there is none: chosen, looked at, issued.

use super::super::{Staff, StaffForm};
use super::choice::{ArrangementFields, Offered};
use super::notes::Note;
use super::page::{ChoosePage, Task};
use super::plan::{Typed, too_dense};
use super::{At, address, held};
use crate::App;
use crate::http::console::carers;
use crate::http::error::AppError;
use crate::store::{CardRefused, CarerId, StoreError, Wish};
use axum::extract::{Path, State};
use axum::response::Response;
use passport_core::issue::{CardKind, today, usual_end_after};

/// `GET /hub/carers/{carer}/cards/add`
pub(in crate::http) async fn add(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Response, AppError> {
    let draft = app.store().draft_card(&staff.scope, carer).await?;
    let ends_on = usual_end_after(today(app.clock().now()), draft.carer.details.caring_ended_on);
    let ends_on = app.speaker().date(ends_on);
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let typed = Typed::new(ArrangementFields::usual(&in_use), ends_on, app.store().draw_card_ids()?);
    let kinds = Task::Add.kinds();
    let missing: Vec<_> =
        kinds.into_iter().filter(|kind| held(&draft.cards, *kind, &app).is_none()).collect();
    let offered = Offered::of(app.speaker(), &missing, &in_use);
    let page = ChoosePage::new(&app, &staff, (&draft, Task::Add), (offered, typed));
    if missing.is_empty() { page.blocked(has_all(&app, carer)).show(&app) } else { page.show(&app) }
}

/// `POST /hub/carers/{carer}/cards/add`
pub(in crate::http) async fn issue(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let ids = form.ids().ok_or_else(|| AppError::bad_request("The form's attempt is not an id."))?;
    let draft = app.store().draft_card(&staff.scope, carer).await?;
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let offered = Offered::of(app.speaker(), &Task::Add.kinds(), &in_use);
    let plan = form.plan(&app, &staff, (&draft, &offered));
    let looks = !form.preview.is_empty();
    let page = ChoosePage::new(&app, &staff, (&draft, Task::Add), (offered, form));
    let plan = match plan {
        Ok(plan) => plan,
        Err(errors) => return page.wrong(&app, errors),
    };
    if looks {
        return page.preview(&app, &staff, (&draft, &plan)).await;
    }
    let words = app.speaker().words();
    let wish = Wish { carer, ends_on: Some(plan.ends_on), arrangements: plan.arrangements };
    match app.store().issue_cards_once(&staff.scope, ids, &wish).await {
        Ok(issued) => {
            let said =
                if issued.len() > 1 { words.cards_done_issued_both() } else { words.cards_done_issued() };
            let first = issued.first().map_or_else(|| carers::address(carer), |card| address(carer, *card));
            staff.done(&app, &first, &said).await
        }
        Err(StoreError::Card(CardRefused::AlreadyHasOne)) => {
            let kinds: Vec<_> = plan.cards.iter().map(|card| kind_of(card.is_transport())).collect();
            let now = app.store().draft_card(&staff.scope, carer).await?;
            page.overtaken(&app, (&now, &kinds))
        }
        Err(StoreError::Pack(fault)) => {
            let faults = plan.cards.first().map(|card| too_dense(words, card, &fault));
            page.wrong(&app, faults.unwrap_or_default())
        }
        Err(fault) => Err(fault.into()),
    }
}

fn kind_of(transport: bool) -> CardKind {
    if transport { CardKind::Fare } else { CardKind::Printed }
}

/// They have all the cards that there are on paper.
fn has_all(app: &App, carer: CarerId) -> Note {
    let words = app.speaker().words();
    Note::leading(words.cards_has_all(), carers::address(carer) + "#cards", words.cards_has_all_link())
}
