//! The letter that takes a card onto a phone: a square, the code to type instead, and the lost code. The 6 digits go another way.

use super::super::cards::Nothing;
use super::super::{At, StaffForm};
use super::{address, open, still_good};
use crate::App;
use crate::http::console::carers::full_name;
use crate::http::error::AppError;
use crate::print::PhoneLetter;
use crate::store::{CardId, CarerId, StoreError, Whose};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use passport_core::issue::today;
use passport_core::phone::PhoneRefused;

/// `POST /hub/carers/{carer}/phones/{phone}/letter`
pub(in crate::http) async fn letter(
    State(app): State<App>,
    at: At<(CarerId, CardId)>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, phone)) = at?;
    let (store, scope) = (app.store(), &staff.scope);
    let (draft, _) = open(&app, &staff, (carer, phone)).await?;
    let here = address(carer, phone);
    let words = app.speaker().words();
    let codes = store.activation(scope, phone).await?;
    let Some(codes) = codes.filter(|codes| still_good(codes, app.clock().now())) else {
        return staff.done(&app, &here, &words.phones_no_codes()).await;
    };
    let lost_code = match store.lost_code_for_letter(scope, carer).await {
        Ok(code) => code,
        Err(StoreError::Phone(PhoneRefused::Protected)) => {
            return staff.done(&app, &here, &words.phones_protected()).await;
        }
        Err(fault) => return Err(fault.into()),
    };
    let wishes = store.contact_wishes(scope, carer).await?;
    let details = &draft.carer.details;
    let whose = Whose {
        carer,
        called: details.called().to_owned(),
        full_name: full_name(details),
        wishes: wishes.map(|kept| kept.wishes),
    };
    let texts = store.hub_texts(scope).await?;
    let day = today(app.clock().now());
    let letter = PhoneLetter::new((&texts, &whose), (&codes, &lost_code), (app.speaker(), day))?;
    Ok(letter.print(app.pages(), here)?.into_response())
}
