//! What a phone may show is changed: what is taken off is refused at once, and the phone fetches the rest by itself.

use super::super::cards::choice::ArrangementFields;
use super::super::{At, Staff, StaffForm};
use super::add::too_full;
use super::choose::{ChoosePage, Typed, offered};
use super::{address, open};
use crate::App;
use crate::http::error::AppError;
use crate::store::{CardId, CardRefused, CarerId, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use passport_core::card::Arrangements;
use passport_core::issue::{is_narrowed, today};

/// `GET /hub/carers/{carer}/phones/{phone}/change`
pub(in crate::http) async fn change(
    State(app): State<App>,
    staff: Staff,
    Path((carer, phone)): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    let (draft, found) = open(&app, &staff, (carer, phone)).await?;
    let words = app.speaker().words();
    if found.card.withdrawn_at.is_some() {
        return staff.done(&app, &address(carer, phone), &words.phones_done_removed()).await;
    }
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let chosen = ArrangementFields::usual(&in_use).choosing(&found.card.arrangements, app.speaker());
    let typed = Typed { chosen, ..Typed::default() };
    ChoosePage::new(&app, &staff, (&draft, Some(phone)), (offered(&app, &in_use), typed)).show(&app)
}

/// `POST /hub/carers/{carer}/phones/{phone}/change`
pub(in crate::http) async fn changed(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path((carer, phone)) = at?;
    let (draft, found) = open(&app, &staff, (carer, phone)).await?;
    let in_use = app.store().arrangements_in_use(&staff.scope).await?;
    let offered = offered(&app, &in_use);
    let wanted = form.chosen.read(&offered, app.speaker(), today(app.clock().now()));
    let page = ChoosePage::new(&app, &staff, (&draft, Some(phone)), (offered, form));
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(errors) => return page.wrong(&app, errors),
    };
    let words = app.speaker().words();
    let after = Arrangements::new(wanted.clone());
    let narrowed = after.is_ok_and(|after| is_narrowed(&found.card.arrangements, &after));
    match app.store().change_phone(&staff.scope, phone, wanted).await {
        Ok(()) => {
            let said = if narrowed { words.phones_done_narrowed() } else { words.phones_done_changed() };
            staff.done(&app, &address(carer, phone), &said).await
        }
        Err(StoreError::Card(CardRefused::Withdrawn)) => {
            staff.done(&app, &address(carer, phone), &words.phones_done_removed()).await
        }
        Err(StoreError::Pack(_)) => page.wrong(&app, too_full(&app)),
        Err(fault) => Err(fault.into()),
    }
}
