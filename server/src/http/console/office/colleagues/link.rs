//! A link to hand over: shown once to the manager who made it, and for whoever lost their phone as for whoever is new.

use super::super::super::{At, Staff, StaffForm};
use super::super::when;
use super::{LIST, one, person};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{InvitationId, PersonId, StoreError, Thing};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

/// `console/office/link.html`.
#[derive(Serialize)]
pub(in crate::http::console) struct LinkPage {
    frame: Frame,
    name: String,
    link: String,
    until: String,
    resets: bool,
    /// Where to go on once it was handed over.
    next: String,
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "console/office/link.html";
}

impl LinkPage {
    /// The page of a link that was just made. Made twice by one form it is the same link, unless it was used meanwhile.
    pub(in crate::http::console) async fn of(
        app: &App,
        staff: &Staff,
        (invitation, name): (InvitationId, String),
        next: String,
    ) -> Result<Self, AppError> {
        let token = app.store().invitation_link(invitation);
        let open = app.store().invitation(&token).await?;
        let open = open.filter(|open| open.hub_id == staff.scope.hub());
        let open = open.ok_or(StoreError::NotFound(Thing::Invitation))?;
        Ok(Self {
            frame: staff.bare_frame(),
            name,
            link: format!("{}{}/join#{token}", app.config().base, open.entrance().home()),
            until: when(app, open.ends_at),
            resets: open.purpose == crate::store::Purpose::Reset,
            next,
        })
    }
}

/// A form with nothing typed; `attempt` is drawn with it.
#[derive(Deserialize)]
pub(in crate::http) struct Attempt {
    #[serde(default)]
    attempt: String,
}

/// `POST /hub/office/colleagues/{person}/reset`
pub(in crate::http) async fn reset(
    State(app): State<App>,
    at: At<PersonId>,
    StaffForm(staff, form): StaffForm<Attempt>,
) -> Result<Response, AppError> {
    let Path(whom) = at?;
    let Ok(attempt) = form.attempt.parse::<InvitationId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let line = one(&app, &staff, whom).await?;
    match app.store().reset_colleague(&staff.scope, (attempt, whom)).await {
        Ok(()) => {
            let page = LinkPage::of(&app, &staff, (attempt, line.name), LIST.to_owned()).await?;
            Ok(app.pages().render(&page)?.into_response())
        }
        Err(StoreError::Colleague(refused)) => person::refused(&app, &staff, whom, ("reset", refused)).await,
        Err(fault) => Err(fault.into()),
    }
}
