//! Choosing the hub to work for, by somebody who works for several.

use super::super::{Staff, StaffForm, cookie, go_to};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Entrance, HubId};
use axum::extract::State;
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

/// `console/office/choose.html`.
#[derive(Serialize)]
struct ChoosePage {
    frame: Frame,
    hubs: Vec<Choice>,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "console/office/choose.html";
}

#[derive(Serialize)]
struct Choice {
    hub: HubId,
    name: String,
    /// Whether the session is at work there now.
    here: bool,
}

/// Which was chosen.
#[derive(Deserialize)]
pub(in crate::http) struct Chosen {
    #[serde(default)]
    hub: String,
}

/// `GET /hub/choose`
pub(in crate::http) async fn choose(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let theirs = app.store().own_workplaces(&staff.scope).await?;
    let hubs = theirs.into_iter().map(|one| Choice {
        here: one.hub_id == staff.scope.hub(),
        hub: one.hub_id,
        name: one.name,
    });
    app.pages().render(&ChoosePage { hubs: hubs.collect(), frame: staff.frame(&app).await? })
}

/// `POST /hub/choose`
pub(in crate::http) async fn chosen(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Chosen>,
) -> Result<Response, AppError> {
    let hub: HubId = form.hub.parse().map_err(|_| AppError::bad_request("The form's hub is not an id."))?;
    let token = app.store().change_workplace(&staff.session, hub).await?;
    let mut answer = go_to("/hub");
    cookie::set(&app, Entrance::Console, answer.headers_mut(), &token);
    Ok(answer)
}
