//! Withdrawing a card, which asks once, and issuing one like it after a mistake, since nothing withdrawn ever comes back.

use super::super::carers::full_name;
use super::super::{Staff, StaffForm};
use super::anew::{Tried, anew};
use super::plan::Typed;
use super::{At, Nothing, address, go_to_present, open};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardId, CardRefused, CarerId, StoreError, Wish};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use passport_core::issue::today;
use serde::Serialize;

/// `console/cards/withdraw.html`.
#[derive(Serialize)]
struct WithdrawPage {
    frame: Frame,
    /// The card's own address.
    here: String,
    name: String,
    /// Whether earlier cards may still be good.
    earlier: bool,
}

impl Page for WithdrawPage {
    const TEMPLATE: &'static str = "console/cards/withdraw.html";
}

/// `GET /hub/carers/{carer}/cards/{card}/withdraw`
pub(in crate::http) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((carer, card)): Path<(CarerId, CardId)>,
) -> Result<Response, AppError> {
    let (draft, found) = open(&app, &staff, (carer, card)).await?;
    if found.withdrawn_at.is_some() {
        let said = app.speaker().words().cards_done_withdrawn_before();
        return staff.done(&app, &address(carer, card), &said).await;
    }
    let (frame, here) = (staff.bare_frame(), address(carer, card));
    let name = full_name(&draft.carer.details);
    let page = WithdrawPage { frame, here, name, earlier: found.follows.is_some() };
    Ok(app.pages().render(&page)?.into_response())
}

/// `POST /hub/carers/{carer}/cards/{card}/withdraw`
pub(in crate::http) async fn withdraw(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, card)) = at?;
    open(&app, &staff, (carer, card)).await?;
    match app.store().withdraw_card(&staff.scope, card).await {
        // Pressed twice, or a colleague was faster: it is what was meant.
        Ok(_) | Err(StoreError::Card(CardRefused::Withdrawn)) => {}
        Err(fault) => return Err(fault.into()),
    }
    staff.done(&app, &address(carer, card), &app.speaker().words().cards_done_withdrawn()).await
}

/// `POST /hub/carers/{carer}/cards/{card}/again`
pub(in crate::http) async fn again(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path((carer, card)) = at?;
    let ids = form.ids().ok_or_else(|| AppError::bad_request("The form's attempt is not an id."))?;
    let (draft, found) = open(&app, &staff, (carer, card)).await?;
    let (words, today) = (app.speaker().words(), today(app.clock().now()));
    match app.store().issue_cards_once(&staff.scope, ids, &Wish::like(&found, today)).await {
        Ok(issued) => {
            let next = issued.first().copied().unwrap_or(card);
            staff.done(&app, &address(carer, next), &words.cards_done_again()).await
        }
        Err(StoreError::Card(CardRefused::AlreadyHasOne)) => {
            go_to_present(&app, &staff, (&draft, &found), &words.cards_done_has_one()).await
        }
        // A consent that is over, or a last day that is no more: the form says which, with all the rest filled in.
        Err(StoreError::Issue(_)) => {
            anew(&app, &staff, (&draft, &[&found]), Tried { ids, too_full: None, done: None }).await
        }
        // A name that is longer by now, say.
        Err(StoreError::Pack(fault)) => {
            anew(&app, &staff, (&draft, &[&found]), Tried { ids, too_full: Some(fault), done: None }).await
        }
        Err(fault) => Err(fault.into()),
    }
}
