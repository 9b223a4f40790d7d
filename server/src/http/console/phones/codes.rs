//! New codes for a phone whose codes ran out, or were seen by somebody: the old ones are dead at once.

use super::super::cards::Nothing;
use super::super::{At, StaffForm};
use super::{address, open};
use crate::App;
use crate::http::error::AppError;
use crate::store::{CardId, CardRefused, CarerId, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use passport_core::phone::PhoneRefused;

/// `POST /hub/carers/{carer}/phones/{phone}/codes`
pub(in crate::http) async fn new_codes(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, phone)) = at?;
    open(&app, &staff, (carer, phone)).await?;
    let words = app.speaker().words();
    let said = match app.store().new_activation(&staff.scope, phone).await {
        Ok(()) => words.phones_done_codes(),
        Err(StoreError::Phone(PhoneRefused::Activated)) => words.phones_done_activated(),
        Err(StoreError::Card(CardRefused::Withdrawn)) => words.phones_done_removed(),
        Err(fault) => return Err(fault.into()),
    };
    staff.done(&app, &address(carer, phone), &said).await
}
