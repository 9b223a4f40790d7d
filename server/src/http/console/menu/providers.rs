//! Who offers services: their names and what everybody reads of them.

use super::form::website;
use super::{At, LIST, Staff, StaffForm, again};
use crate::App;
use crate::http::console::fields::Faults;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::sign_in::tidy_email;
use crate::store::{NewProvider, ProviderId, ProviderLine, ProviderRecord, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/menu/providers.html`.
#[derive(Serialize)]
struct ProvidersPage {
    frame: Frame,
    lines: Vec<Line>,
}

impl Page for ProvidersPage {
    const TEMPLATE: &'static str = "console/menu/providers.html";
}

#[derive(Serialize)]
struct Line {
    provider: ProviderId,
    name: String,
    services: i64,
}

/// `GET /hub/menu/providers`
pub(in crate::http) async fn providers(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let all = app.store().providers(&staff.scope).await?;
    let line = |ProviderLine { provider, services }| Line {
        provider: provider.provider_id,
        name: provider.name,
        services,
    };
    app.pages().render(&ProvidersPage {
        frame: staff.frame(&app).await?,
        lines: all.into_iter().map(line).collect(),
    })
}

/// What was typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    name: String,
    description: String,
    website: String,
    email: String,
    version: i64,
}

impl From<ProviderRecord> for Typed {
    fn from(kept: ProviderRecord) -> Self {
        Self {
            name: kept.name,
            description: kept.description,
            website: kept.website.unwrap_or_default(),
            email: kept.email.unwrap_or_default(),
            version: kept.version,
        }
    }
}

/// `console/menu/provider.html`.
#[derive(Serialize)]
struct ProviderPage {
    frame: Frame,
    provider: ProviderId,
    typed: Typed,
    /// What a colleague saved meanwhile.
    now: Option<Typed>,
    errors: Faults,
    failed: bool,
}

impl Page for ProviderPage {
    const TEMPLATE: &'static str = "console/menu/provider.html";
}

fn page(staff: &Staff, provider: ProviderId, typed: Typed) -> ProviderPage {
    ProviderPage {
        frame: staff.bare_frame(),
        provider,
        typed,
        now: None,
        errors: Faults::default(),
        failed: false,
    }
}

/// `GET /hub/menu/providers/{provider}`
pub(in crate::http) async fn change_provider(
    State(app): State<App>,
    staff: Staff,
    Path(provider): Path<ProviderId>,
) -> Result<Html<String>, AppError> {
    let kept = app.store().provider(&staff.scope, provider).await?;
    let page = page(&staff, provider, kept.into());
    app.pages().render(&ProviderPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/providers/{provider}`
pub(in crate::http) async fn keep_provider(
    State(app): State<App>,
    at: At<ProviderId>,
    StaffForm(staff, mut typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(provider) = at?;
    let words = app.speaker().words();
    app.store().provider(&staff.scope, provider).await?;
    let mut errors = Faults::default();
    let website = website(&typed.website);
    if website.is_err() {
        errors.add("website", words.menu_form_website_wrong());
    }
    let email = typed.email.trim();
    let email = if email.is_empty() { Ok(None) } else { tidy_email(email).map(Some) };
    if email.is_err() {
        errors.add("email", words.invite_email_wrong());
    }
    if let (Ok(website), Ok(email), true) = (website, email, errors.is_empty()) {
        let description = Some(typed.description.clone());
        let new = NewProvider { name: typed.name.clone(), description, website, email };
        match app.store().change_provider(&staff.scope, (provider, typed.version), &new).await {
            Ok(()) => {
                return staff.done(&app, &format!("{LIST}/providers"), &words.menu_done_provider()).await;
            }
            Err(StoreError::Stale(_)) => {
                let now = Typed::from(app.store().provider(&staff.scope, provider).await?);
                typed.version = now.version;
                let page = page(&staff, provider, typed);
                return again(&app, &ProviderPage { now: Some(now), failed: true, ..page });
            }
            Err(StoreError::Name { .. }) => errors.add("name", words.organisation_name_wrong()),
            Err(StoreError::Text) => errors.add("description", words.menu_form_long(1_000)),
            Err(fault) => return Err(fault.into()),
        }
    }
    again(&app, &ProviderPage { errors, failed: true, ..page(&staff, provider, typed) })
}
