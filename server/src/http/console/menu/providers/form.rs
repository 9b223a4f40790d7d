//! The form of somebody who offers services, for one who is added and one who is changed.

use super::super::form::website;
use super::list;
use crate::App;
use crate::http::console::Staff;
use crate::http::console::fields::Faults;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::sign_in::tidy_email;
use crate::store::{NewProvider, ProviderId, ProviderRecord, StoreError};
use serde::{Deserialize, Serialize};

/// What was typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) website: String,
    pub(super) email: String,
    /// Of one who is changed: the version that the form was opened with.
    pub(super) version: i64,
    /// Of one who is added: the id that was drawn with the form.
    pub(super) attempt: String,
}

impl From<ProviderRecord> for Typed {
    fn from(kept: ProviderRecord) -> Self {
        Self {
            name: kept.name,
            description: kept.description,
            website: kept.website.unwrap_or_default(),
            email: kept.email.unwrap_or_default(),
            version: kept.version,
            attempt: String::new(),
        }
    }
}

/// `console/menu/provider.html`.
#[derive(Serialize)]
pub(super) struct ProviderPage {
    pub(super) frame: Frame,
    /// Where the form is sent.
    pub(super) action: String,
    /// Whether it is somebody new.
    pub(super) is_new: bool,
    pub(super) typed: Typed,
    /// What a colleague saved meanwhile.
    pub(super) now: Option<Typed>,
    pub(super) errors: Faults,
    pub(super) failed: bool,
}

impl Page for ProviderPage {
    const TEMPLATE: &'static str = "console/menu/provider.html";
}

/// The page of somebody who is there, or of somebody new.
pub(super) fn page(staff: &Staff, provider: Option<ProviderId>, typed: Typed) -> ProviderPage {
    let action = provider.map_or_else(|| "add".to_owned(), |provider| provider.to_string());
    ProviderPage {
        frame: staff.bare_frame(),
        action: format!("{}/{action}", list()),
        is_new: provider.is_none(),
        typed,
        now: None,
        errors: Faults::default(),
        failed: false,
    }
}

/// Who it would be, or what is wrong with the form.
pub(super) fn read(app: &App, typed: &Typed) -> Result<NewProvider, Faults> {
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let website = website(&typed.website).unwrap_or_else(|_| {
        errors.add("website", words.menu_form_website_wrong());
        None
    });
    let email = Some(typed.email.trim()).filter(|email| !email.is_empty());
    let email = email.and_then(|email| {
        tidy_email(email).map_err(|_| errors.add("email", words.invite_email_wrong())).ok()
    });
    let description = Some(typed.description.clone());
    let new = NewProvider { name: typed.name.clone(), description, website, email };
    if errors.is_empty() { Ok(new) } else { Err(errors) }
}

/// What the books refuse, said at its field.
pub(super) fn refused(app: &App, fault: StoreError) -> Result<Faults, StoreError> {
    let words = app.speaker().words();
    match fault {
        StoreError::Name { .. } => Ok(Faults::one("name", words.organisation_name_wrong())),
        StoreError::Taken(_) => Ok(Faults::one("name", words.menu_provider_twice())),
        StoreError::Text => Ok(Faults::one("description", words.menu_form_long(1_000))),
        other => Err(other),
    }
}
