//! Who offers a service: it can go over to somebody else.

use super::{At, Staff, StaffForm, address, again};
use crate::App;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ProviderId, ServiceId};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/menu/offerer.html`.
#[derive(Serialize)]
struct OffererPage {
    frame: Frame,
    here: String,
    name: String,
    providers: Vec<Choice>,
    provider: String,
    errors: Faults,
    failed: bool,
}

impl Page for OffererPage {
    const TEMPLATE: &'static str = "console/menu/offerer.html";
}

async fn offerer_page(app: &App, staff: &Staff, service: ServiceId) -> Result<OffererPage, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let providers = app
        .store()
        .providers(&staff.scope)
        .await?
        .into_iter()
        .map(|one| Choice { value: one.provider.provider_id.to_string(), text: one.provider.name });
    Ok(OffererPage {
        frame: staff.bare_frame(),
        here: address(service),
        name: opened.newest().map(|one| one.details.name.clone()).unwrap_or_default(),
        providers: providers.collect(),
        provider: opened.provider.provider_id.to_string(),
        errors: Faults::default(),
        failed: false,
    })
}

/// `GET /hub/menu/{service}/offered-by`
pub(in crate::http) async fn offerer(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let page = offerer_page(&app, &staff, service).await?;
    app.pages().render(&OffererPage { frame: staff.frame(&app).await?, ..page })
}

/// Who offers it.
#[derive(Deserialize)]
pub(in crate::http) struct Chosen {
    #[serde(default)]
    provider: String,
}

/// `POST /hub/menu/{service}/offered-by`
pub(in crate::http) async fn keep_offerer(
    State(app): State<App>,
    at: At<ServiceId>,
    StaffForm(staff, chosen): StaffForm<Chosen>,
) -> Result<Response, AppError> {
    let Path(service) = at?;
    let words = app.speaker().words();
    let page = offerer_page(&app, &staff, service).await?;
    let known = page.providers.iter().any(|one| one.value == chosen.provider);
    let (Ok(provider), true) = (chosen.provider.parse::<ProviderId>(), known) else {
        let errors = Faults::one("provider", words.menu_form_provider_empty());
        return again(&app, &OffererPage { errors, failed: true, ..page });
    };
    app.store().move_service(&staff.scope, service, provider).await?;
    staff.done(&app, &address(service), &words.menu_done_moved()).await
}
