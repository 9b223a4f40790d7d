//! Invitations to write: codes on a sheet, shown once.

use super::{At, LIST, Staff, StaffForm};
use crate::App;
use crate::http::console::again;
use crate::http::console::cards::Nothing;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::print::ReviewSheet;
use crate::store::{Invitations, InvitationsId, MOST_INVITATIONS, ServiceId, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was chosen and typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    service: String,
    count: String,
}

/// `console/reviews/invitations.html`.
#[derive(Serialize)]
struct InvitationsPage {
    frame: Frame,
    here: String,
    back: &'static str,
    services: Vec<Choice>,
    batches: Vec<Batch>,
    most: usize,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for InvitationsPage {
    const TEMPLATE: &'static str = "console/reviews/invitations.html";
}

#[derive(Serialize)]
struct Batch {
    href: String,
    service: Option<String>,
    made: u64,
    left: u64,
    last_day: String,
}

impl Batch {
    fn of(app: &App, batch: Invitations) -> Self {
        let Invitations { batch_id, service_name, made, left, last_day, .. } = batch;
        Self {
            href: format!("{LIST}/invitations/{batch_id}/call-back"),
            service: service_name,
            made,
            left,
            last_day: app.speaker().date(last_day),
        }
    }
}

/// `GET /hub/menu/reviews/invitations`
pub(in crate::http) async fn invite(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, Typed { count: "10".to_owned(), ..Typed::default() }).await?;
    app.pages().render(&InvitationsPage { frame: staff.frame(&app).await?, ..page })
}

/// `POST /hub/menu/reviews/invitations`: the sheet to print, which is shown once.
pub(in crate::http) async fn invited(
    State(app): State<App>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let services = services(&app, &staff);
    let count =
        typed.count.trim().parse::<usize>().ok().filter(|count| (1..=MOST_INVITATIONS).contains(count));
    let chosen: Option<ServiceId> = typed.service.parse().ok();
    let name = services.iter().find(|(id, _)| Some(**id) == chosen).map(|(_, name)| name.clone());
    let mut errors = Faults::default();
    if !typed.service.is_empty() && name.is_none() {
        errors.add("service", words.reviews_invite_service_wrong());
    }
    if count.is_none() {
        errors.add("count", words.reviews_invite_count_wrong(MOST_INVITATIONS));
    }
    let Some(count) = count.filter(|_| errors.is_empty()) else {
        let page = page(&app, &staff, typed).await?;
        return again(&app, &InvitationsPage { errors, failed: true, ..page });
    };
    let (codes, last_day) = app.store().invite_to_review(&staff.scope, (chosen, count)).await?;
    let texts = app.store().hub_texts(&staff.scope).await?;
    let base = &app.config().base;
    let link = chosen.map_or_else(|| format!("{base}/menu"), |id| format!("{base}/menu/{id}/review"));
    let last_day = app.speaker().date(last_day);
    let sheet = ReviewSheet { hub: texts.name, service: name, link, last_day, codes };
    Ok(sheet.print(app.pages(), format!("{LIST}/invitations"))?.into_response())
}

/// `POST /hub/menu/reviews/invitations/{invitations}/call-back`
pub(in crate::http) async fn call_back(
    State(app): State<App>,
    at: At<InvitationsId>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(batch) = at?;
    app.store().call_back_review_invitations(&staff.scope, batch).await?;
    let said = app.speaker().words().reviews_done_called_back();
    staff.done(&app, &format!("{LIST}/invitations"), &said).await
}

/// This hub's own services that are live, by their names.
fn services(app: &App, staff: &Staff) -> BTreeMap<ServiceId, String> {
    let held = app.menu().held();
    let own = held.index.services().iter().filter(|one| one.hub == *staff.scope.slug());
    own.filter_map(|one| Some((one.service_id.to_string().parse().ok()?, one.details.name.clone()))).collect()
}

async fn page(app: &App, staff: &Staff, typed: Typed) -> Result<InvitationsPage, StoreError> {
    let mut services: Vec<Choice> =
        services(app, staff).into_iter().map(|(id, text)| Choice { value: id.to_string(), text }).collect();
    services.sort_by(|one, other| one.text.cmp(&other.text));
    let batches = app.store().review_invitations(&staff.scope).await?;
    Ok(InvitationsPage {
        frame: staff.bare_frame(),
        here: format!("{LIST}/invitations"),
        back: LIST,
        services,
        batches: batches.into_iter().map(|one| Batch::of(app, one)).collect(),
        most: MOST_INVITATIONS,
        typed,
        errors: Faults::default(),
        failed: false,
    })
}
