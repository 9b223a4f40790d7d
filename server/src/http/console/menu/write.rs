//! Adding a service, and writing on at one. What was typed is kept whatever is wrong with it, and whoever saved meanwhile.

use super::difference::differences;
use super::form::{FormPage, Pressed, Typed, page, read};
use super::{At, LIST, Staff, StaffForm, address, again};
use crate::App;
use crate::chance::draw_uuid;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::store::{NewProvider, Offerer, ServiceId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::menu::{Details, Postcode};

type Fields = Vec<(String, String)>;

fn an_id(app: &App) -> Result<String, AppError> {
    Ok(draw_uuid(&*app.store().chance()).map_err(StoreError::from)?.to_string())
}

async fn adding(app: &App, staff: &Staff, typed: Typed) -> Result<FormPage, AppError> {
    let providers = app
        .store()
        .providers(&staff.scope)
        .await?
        .into_iter()
        .map(|one| Choice { value: one.provider.provider_id.to_string(), text: one.provider.name });
    let there = (format!("{LIST}/add"), LIST.to_owned());
    Ok(FormPage { providers: providers.collect(), ..page(app, staff, there, typed).await? })
}

async fn changing(app: &App, staff: &Staff, service: ServiceId, typed: Typed) -> Result<FormPage, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let name = opened.newest().map(|one| one.details.name.clone());
    let there = (format!("{}/change", address(service)), address(service));
    Ok(FormPage { name, ..page(app, staff, there, typed).await? })
}

/// `GET /hub/menu/add`
pub(in crate::http) async fn add(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let attempt = app.store().draw_service_id()?.to_string();
    let page = adding(&app, &staff, Typed::empty(attempt)).await?;
    app.pages().render(&FormPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/add`
pub(in crate::http) async fn added(
    State(app): State<App>,
    StaffForm(staff, fields): StaffForm<Fields>,
) -> Result<Response, AppError> {
    let mut typed = Typed::of(fields);
    let Ok(attempt) = typed.get("attempt").parse::<ServiceId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    if typed.press(an_id(&app)?) == Pressed::Rows {
        return Ok(app.pages().render(&adding(&app, &staff, typed).await?)?.into_response());
    }
    let words = app.speaker().words();
    let mut reading = read(&app, &typed, None);
    let mut errors = Faults::default();
    let offerer = offerer(&typed);
    // Where nobody is known yet, there is only the field for somebody new.
    let is_first = app.store().providers(&staff.scope).await?.is_empty();
    let field = if is_first { "provider_name" } else { "provider" };
    if offerer.is_none() {
        errors.add(field, words.menu_form_provider_empty());
    }
    errors.and(Some(reading.faults));
    if let (Some(offerer), true) = (offerer, errors.is_empty()) {
        find_positions(&app, &mut reading.details).await?;
        match app.store().add_service_once(&staff.scope, (attempt, &offerer), &reading.details).await {
            Ok(()) => return staff.done(&app, &address(attempt), &words.menu_done_added()).await,
            Err(StoreError::Name { .. }) => errors.add("provider_name", words.organisation_name_wrong()),
            Err(StoreError::NotFound(_)) => errors.add(field, words.menu_form_provider_empty()),
            Err(StoreError::Taken(_)) => {
                return Err(AppError::bad_request("The form's attempt is not an id."));
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    again(&app, &FormPage { errors, failed: true, ..adding(&app, &staff, typed).await? })
}

/// Who offers it: somebody new where a name is typed.
fn offerer(typed: &Typed) -> Option<Offerer> {
    let name = typed.get("provider_name");
    if name.is_empty() {
        return typed.get("provider").parse().ok().map(Offerer::Known);
    }
    let name = name.to_owned();
    Some(Offerer::New(NewProvider { name, description: None, website: None, email: None }))
}

/// `GET /hub/menu/{service}/change`
pub(in crate::http) async fn change(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let details = opened.newest().map(|one| one.details.clone()).unwrap_or_default();
    let typed = Typed::filled(app.speaker(), &details, opened.version);
    let page = changing(&app, &staff, service, typed).await?;
    app.pages().render(&FormPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/{service}/change`
pub(in crate::http) async fn changed(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, fields): StaffForm<Fields>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let mut typed = Typed::of(fields);
    let opened = app.store().open_service(&staff.scope, service).await?;
    if typed.press(an_id(&app)?) == Pressed::Rows {
        return Ok(app.pages().render(&changing(&app, &staff, service, typed).await?)?.into_response());
    }
    let before = opened.newest().map(|one| &one.details);
    let mut reading = read(&app, &typed, before);
    if !reading.faults.is_empty() {
        let page = changing(&app, &staff, service, typed).await?;
        return again(&app, &FormPage { errors: reading.faults, failed: true, ..page });
    }
    find_positions(&app, &mut reading.details).await?;
    match app.store().save_draft(&staff.scope, (service, typed.version()), &reading.details).await {
        Ok(_) => {
            let said = app.speaker().words().menu_done_saved();
            staff.done(&app, &address(service), &said).await
        }
        Err(StoreError::Stale(_)) => {
            // Read once more: it is what was saved meanwhile that stands beside what was typed here.
            let opened = app.store().open_service(&staff.scope, service).await?;
            let saved = opened.newest().map(|one| one.details.clone()).unwrap_or_default();
            let meanwhile = differences(&app, &saved, &reading.details);
            typed.one.insert("version".to_owned(), opened.version.to_string());
            let page = changing(&app, &staff, service, typed).await?;
            again(&app, &FormPage { meanwhile, stale: true, failed: true, ..page })
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Looks up where new postcodes are; without a list of postcodes, places have no position and no distance is told.
async fn find_positions(app: &App, details: &mut Details) -> Result<(), AppError> {
    for place in details.places.iter_mut().filter(|place| place.position.is_none()) {
        if let Some(postcode) = place.postcode.as_deref().and_then(|text| Postcode::parse(text).ok()) {
            place.position = app.store().postcode_position(&postcode).await?;
        }
    }
    Ok(())
}
