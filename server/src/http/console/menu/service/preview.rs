//! How a service will look: the public page itself, made of the newest text.

use super::super::{Staff, address, this_day};
use crate::App;
use crate::http::error::AppError;
use crate::http::menu::foretold;
use crate::http::pages::menu::one::Foretold;
use crate::store::{EditedService, HubScope, ServiceId};
use axum::extract::{Path, State};
use axum::response::Html;
use chrono::NaiveDate;
use passport_core::menu::{Provider, Service, Status};

/// `GET /hub/menu/{service}/preview`
pub(in crate::http) async fn preview(
    State(app): State<App>,
    staff: Staff,
    Path(service): Path<ServiceId>,
) -> Result<Html<String>, AppError> {
    let opened = app.store().open_service(&staff.scope, service).await?;
    let here = address(service);
    let is_manager = staff.bare_frame().manager;
    let is_open = opened.draft.as_ref().is_some_and(|draft| draft.state.is_open());
    let may_approve = is_manager && is_open && opened.archived_at.is_none();
    let approve = may_approve.then(|| format!("{here}#draft"));
    let above = Foretold { is_draft: opened.draft.is_some(), approve };
    foretold(&app, &coming(&staff.scope, opened, this_day(&app)), (here, above))
}

/// The service as it would be if its newest text were approved on this day, which also says that all of it is right.
fn coming(scope: &HubScope, opened: EditedService, day: NaiveDate) -> Service {
    let (written_at, is_draft) = (opened.newest().map(|one| one.written_at), opened.draft.is_some());
    let checked_on = opened.checked.as_ref().map(|(at, _)| passport_core::issue::today(*at));
    Service {
        service_id: opened.service_id.0,
        hub: scope.slug().clone(),
        shared_with: Vec::new(),
        details: opened.draft.or(opened.live).map(|one| one.details).unwrap_or_default(),
        place_on_request: false,
        provider: Provider {
            provider_id: opened.provider.provider_id.0,
            name: opened.provider.name,
            description: opened.provider.description,
            website: opened.provider.website,
            email: opened.provider.email,
        },
        status: if opened.paused_at.is_some() { Status::Paused } else { Status::Running },
        checked_on: if is_draft { Some(day) } else { checked_on },
        visible_from: opened.shown.0,
        visible_until: opened.shown.1,
        changed_at: written_at.unwrap_or_default(),
    }
    .published()
}
