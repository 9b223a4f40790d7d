//! Choosing what the cards of many say.

use super::super::cards::choice::{ArrangementFields, Offered};
use super::super::fields::Faults;
use super::super::{Staff, StaffForm, again};
use super::people;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardRunId, CarerId, HubArrangement, ImportId};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::card::Setting;
use passport_core::issue::{CardKind, today, usual_end};
use serde::Serialize;

/// `console/card-runs/choose.html`.
#[derive(Serialize)]
pub(super) struct ChoosePage {
    frame: Frame,
    /// Drawn with the form.
    attempt: String,
    /// The file whose people the cards are for,
    import: Option<ImportId>,
    file: String,
    /// or the people themselves.
    carers: Vec<CarerId>,
    count: i64,
    offered: Offered,
    typed: ArrangementFields,
    ends_on: String,
    errors: Faults,
    failed: bool,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "console/card-runs/choose.html";
}

/// Those a form is for.
pub(super) struct For {
    pub(super) import: Option<ImportId>,
    pub(super) carers: Vec<CarerId>,
}

/// What was typed into the form.
pub(super) struct Typed {
    pub(super) run: CardRunId,
    pub(super) chosen: ArrangementFields,
    pub(super) ends_on: String,
}

/// `GET /hub/import/{import}/cards`
pub(in crate::http) async fn for_import(
    State(app): State<App>,
    staff: Staff,
    Path(import): Path<ImportId>,
) -> Result<Html<String>, AppError> {
    let whom = For { import: Some(import), carers: Vec::new() };
    let typed = untouched(&app, &staff).await?;
    app.pages().render(&page(&app, &staff, whom, typed, Faults::default()).await?)
}

/// `POST /hub/card-runs/choose`: people ticked on a list.
pub(in crate::http) async fn for_people(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let whom = For { import: None, carers: people(&form) };
    let typed = untouched(&app, &staff).await?;
    Ok(app.pages().render(&page(&app, &staff, whom, typed, Faults::default()).await?)?.into_response())
}

/// A form that nobody has typed into.
async fn untouched(app: &App, staff: &Staff) -> Result<Typed, AppError> {
    let ends_on = app.speaker().date(usual_end(today(app.clock().now())));
    let chosen = ArrangementFields::usual(&for_many(app, staff).await?);
    Ok(Typed { run: app.store().draw_card_run_id()?, chosen, ends_on })
}

/// The form once more, as it was typed, with what is wrong in it.
pub(super) async fn wrong(
    app: &App,
    staff: &Staff,
    whom: For,
    typed: Typed,
    errors: Faults,
) -> Result<Response, AppError> {
    let page = page(app, staff, whom, typed, errors).await?;
    again(app, &ChoosePage { failed: true, ..page })
}

async fn page(
    app: &App,
    staff: &Staff,
    whom: For,
    typed: Typed,
    errors: Faults,
) -> Result<ChoosePage, AppError> {
    let import = match whom.import {
        Some(import) => Some(app.store().import(&staff.scope, import).await?),
        None => None,
    };
    let count = import.as_ref().map_or(i64::try_from(whom.carers.len()).unwrap_or_default(), |import| {
        import.counts.added + import.counts.filled - import.counts.undone
    });
    Ok(ChoosePage {
        frame: staff.bare_frame(),
        attempt: typed.run.to_string(),
        import: whom.import,
        file: import.map(|import| super::super::import::title(app, &import)).unwrap_or_default(),
        carers: whom.carers,
        count,
        offered: offered(app, &for_many(app, staff).await?),
        typed: typed.chosen,
        ends_on: typed.ends_on,
        errors,
        failed: false,
    })
}

/// What may be chosen for many: where each young person is asked on their own, nothing.
pub(super) async fn for_many(app: &App, staff: &Staff) -> Result<Vec<HubArrangement>, AppError> {
    let mut in_use = app.store().arrangements_in_use(&staff.scope).await?;
    in_use.retain(|one| matches!(one.setting, Setting::School | Setting::Transport));
    Ok(in_use)
}

pub(super) fn offered(app: &App, in_use: &[HubArrangement]) -> Offered {
    Offered::of(app.speaker(), &[CardKind::Printed, CardKind::Fare], in_use)
}
