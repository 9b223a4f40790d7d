//! Noting that a card is in its owner's hands.

use super::super::StaffForm;
use super::{At, Nothing, address, open};
use crate::App;
use crate::http::error::AppError;
use crate::store::{CardId, CardRefused, CarerId, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;

/// `POST /hub/carers/{carer}/cards/{card}/hand-over`
pub(in crate::http) async fn hand_over(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, card)) = at?;
    open(&app, &staff, (carer, card)).await?;
    let words = app.speaker().words();
    let said = match app.store().mark_card_handed_over(&staff.scope, card).await {
        Ok(()) => words.cards_done_handed_over(),
        Err(StoreError::Card(CardRefused::Withdrawn)) => words.cards_done_withdrawn_before(),
        Err(fault) => return Err(fault.into()),
    };
    staff.done(&app, &address(carer, card), &said).await
}
