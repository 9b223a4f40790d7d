//! One agreement: who agrees, how and when; and taking it back.

use super::super::fields::Faults;
use super::super::typed_day::typed_day;
use super::super::{Staff, StaffForm};
use super::{At, address, again, full_name};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Agreed, CarerId, How, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use passport_core::carer::{AgreedBy, AgreementError, Purpose};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// What was typed.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    who: String,
    #[serde(default)]
    named_adult: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    how: String,
    #[serde(default)]
    agreed_on: String,
}

/// A form of one button.
#[derive(Deserialize)]
pub(in crate::http) struct Nothing {}

/// `console/carers/agreement.html`.
#[derive(Serialize)]
struct AgreementPage {
    frame: Frame,
    carer: CarerId,
    purpose: &'static str,
    title: String,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for AgreementPage {
    const TEMPLATE: &'static str = "console/carers/agreement.html";
}

/// The purpose that an address names.
fn purpose_of(code: &str) -> Result<Purpose, AppError> {
    Purpose::from_code(code).ok_or_else(AppError::not_found)
}

async fn page(
    app: &App,
    staff: &Staff,
    (carer, purpose): (CarerId, Purpose),
    typed: Typed,
) -> Result<AgreementPage, AppError> {
    let words = app.speaker().words();
    let name = full_name(&app.store().open_carer(&staff.scope, carer).await?.details);
    let title = match purpose {
        Purpose::Photo => words.agreement_title_photo(name),
        Purpose::School => words.agreement_title_school(name),
        Purpose::Phone => words.agreement_title_phone(name),
    };
    let (frame, errors) = (staff.bare_frame(), Faults::default());
    Ok(AgreementPage { frame, carer, purpose: purpose.code(), title, typed, errors, failed: false })
}

/// `GET /hub/carers/{carer}/agreements/{purpose}`
pub(in crate::http) async fn agreement(
    State(app): State<App>,
    staff: Staff,
    Path((carer, purpose)): Path<(CarerId, String)>,
) -> Result<Html<String>, AppError> {
    let agreed_on = app.speaker().date(today(app.clock().now()));
    let typed = Typed { agreed_on, ..Typed::default() };
    app.pages().render(&page(&app, &staff, (carer, purpose_of(&purpose)?), typed).await?)
}

/// `POST /hub/carers/{carer}/agreements/{purpose}`
pub(in crate::http) async fn note_agreement(
    State(app): State<App>,
    at: At<(CarerId, String)>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path((carer, purpose)) = at?;
    let purpose = purpose_of(&purpose)?;
    let errors = match form.read(&app, purpose) {
        Err(errors) => errors,
        Ok(agreed) => match app.store().note_agreement(&staff.scope, carer, &agreed).await {
            Ok(_) => {
                return staff.done(&app, &address(carer), &app.speaker().words().carers_done_agreed()).await;
            }
            Err(fault) => fault_of(&app, &agreed, fault)?,
        },
    };
    let page = page(&app, &staff, (carer, purpose), form).await?;
    again(&app, &AgreementPage { errors, failed: true, ..page })
}

/// `POST /hub/carers/{carer}/agreements/{purpose}/take-back`
pub(in crate::http) async fn take_back(
    State(app): State<App>,
    at: At<(CarerId, String)>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path((carer, purpose)) = at?;
    let purpose = purpose_of(&purpose)?;
    match app.store().withdraw_agreement(&staff.scope, carer, purpose).await {
        // Pressed twice: it is taken back already.
        Ok(()) | Err(StoreError::NotFound(crate::store::Thing::Agreement)) => {}
        Err(fault) => return Err(fault.into()),
    }
    let words = app.speaker().words();
    let said = match purpose {
        Purpose::Phone => words.phones_done_taken_back(),
        Purpose::Photo | Purpose::School => words.carers_done_taken_back(),
    };
    staff.done(&app, &address(carer), &said).await
}

impl Typed {
    fn read(&self, app: &App, purpose: Purpose) -> Result<Agreed, Faults> {
        let words = app.speaker().words();
        let mut errors = Faults::default();
        let (by, how) = (AgreedBy::from_code(&self.who), How::from_code(&self.how));
        let agreed_on = typed_day(&self.agreed_on);
        if by.is_none() {
            errors.add("who", words.agreement_who_empty());
        }
        if how.is_none() {
            errors.add("how", words.agreement_how_empty());
        }
        if agreed_on.is_none() {
            errors.add("agreed_on", words.agreement_on_wrong());
        }
        let (Some(by), Some(how), Some(agreed_on)) = (by, how, agreed_on) else { return Err(errors) };
        let (named_adult, reason) = (Some(self.named_adult.clone()), Some(self.reason.clone()));
        Ok(Agreed { purpose, by, named_adult, reason, how, agreed_on })
    }
}

/// What the rules say, at the field where it can be put right.
fn fault_of(app: &App, agreed: &Agreed, fault: StoreError) -> Result<Faults, AppError> {
    let words = app.speaker().words();
    let (field, text) = match fault {
        StoreError::Text if agreed.by == AgreedBy::Adult => ("named_adult", words.agreement_adult_empty()),
        StoreError::Text => ("reason", words.agreement_reason_empty()),
        StoreError::Agreement(refused) => match refused {
            AgreementError::NeedsAnAdult => ("who", words.agreement_needs_adult()),
            AgreementError::NotTheHubs => ("who", words.agreement_not_hub()),
            AgreementError::GrownUp => ("who", words.agreement_grown_up()),
            AgreementError::Protected => ("who", words.agreement_protected()),
            AgreementError::NoSchool => ("who", words.agreement_no_school()),
            AgreementError::ToCome => ("agreed_on", words.agreement_on_to_come()),
        },
        other => return Err(other.into()),
    };
    Ok(Faults::one(field, text))
}
