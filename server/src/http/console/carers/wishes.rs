//! How a young person may be reached, asked of them and written down.

use super::super::fields::Faults;
use super::super::{Staff, StaffForm, opened};
use super::{At, address, again, full_name};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerId, ContactWishes, ReachedBy, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// What was typed.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    reached_by: String,
    #[serde(default)]
    safe_contact: String,
    #[serde(default)]
    safe_time: String,
    #[serde(default)]
    caution: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    opened: String,
}

impl Typed {
    /// What was touched in this form, over what is written down by now.
    fn over(mut self, now: &Self) -> Self {
        let opened = std::mem::take(&mut self.opened);
        let Self { reached_by, safe_contact, safe_time, caution, .. } = &mut self;
        opened::take_over([reached_by, safe_contact, safe_time, caution], &opened, now.fields());
        Self { version: now.version, opened: now.opened.clone(), ..self }
    }

    fn fields(&self) -> [&str; 4] {
        [&self.reached_by, &self.safe_contact, &self.safe_time, &self.caution]
    }
}

/// `console/carers/wishes.html`.
#[derive(Serialize)]
struct WishesPage {
    frame: Frame,
    carer: CarerId,
    name: String,
    typed: Typed,
    /// What a colleague saved meanwhile.
    now: Option<Typed>,
    errors: Faults,
    failed: bool,
}

impl Page for WishesPage {
    const TEMPLATE: &'static str = "console/carers/wishes.html";
}

/// What is written down, as the form shows it.
async fn kept(app: &App, staff: &Staff, carer: CarerId) -> Result<Typed, AppError> {
    let kept = app.store().contact_wishes(&staff.scope, carer).await?;
    let shown = kept.map_or_else(Typed::default, |kept| Typed {
        reached_by: kept.wishes.reached_by.code().to_owned(),
        safe_contact: kept.wishes.safe_contact,
        safe_time: kept.wishes.safe_time.unwrap_or_default(),
        caution: kept.wishes.caution.unwrap_or_default(),
        version: kept.version,
        opened: String::new(),
    });
    Ok(Typed { opened: opened::written(shown.fields()), ..shown })
}

async fn page(app: &App, staff: &Staff, carer: CarerId, typed: Typed) -> Result<WishesPage, AppError> {
    let name = full_name(&app.store().open_carer(&staff.scope, carer).await?.details);
    let (frame, errors) = (staff.bare_frame(), Faults::default());
    Ok(WishesPage { frame, carer, name, typed, now: None, errors, failed: false })
}

/// `GET /hub/carers/{carer}/wishes`
pub(in crate::http) async fn wishes(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    let typed = kept(&app, &staff, carer).await?;
    app.pages().render(&page(&app, &staff, carer, typed).await?)
}

/// `POST /hub/carers/{carer}/wishes`
pub(in crate::http) async fn keep_wishes(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let reached_by = ReachedBy::from_code(&form.reached_by);
    if reached_by.is_none() {
        errors.add("reached_by", words.wishes_by_empty());
    }
    if form.safe_contact.trim().is_empty() || form.safe_contact.chars().count() > 200 {
        errors.add("safe_contact", words.wishes_contact_empty());
    }
    for (field, text) in [("safe_time", &form.safe_time), ("caution", &form.caution)] {
        if text.chars().count() > 200 {
            errors.add(field, words.wishes_text_long());
        }
    }
    if let (true, Some(reached_by)) = (errors.is_empty(), reached_by) {
        let wishes = ContactWishes {
            reached_by,
            safe_contact: form.safe_contact.clone(),
            safe_time: Some(form.safe_time.clone()),
            caution: Some(form.caution.clone()),
        };
        match app.store().keep_contact_wishes(&staff.scope, carer, form.version, &wishes).await {
            Ok(()) => {
                return staff.done(&app, &address(carer), &words.carers_done_changed()).await;
            }
            Err(StoreError::Text) => errors.add("safe_contact", words.wishes_text_long()),
            Err(StoreError::Stale(_)) => {
                let now = kept(&app, &staff, carer).await?;
                let page = page(&app, &staff, carer, form.over(&now)).await?;
                return again(&app, &WishesPage { now: Some(now), failed: true, ..page });
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    let page = page(&app, &staff, carer, form).await?;
    again(&app, &WishesPage { errors, failed: true, ..page })
}
