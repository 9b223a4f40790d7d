//! Inviting a colleague: their name, address and role, and then a link to hand over.

use super::super::super::fields::Faults;
use super::super::super::{Staff, StaffForm, again};
use super::link::LinkPage;
use super::{LIST, said};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::sign_in::tidy_email;
use crate::store::{InvitationId, NewInvitation, Role, StoreError};
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

/// What was typed; `attempt` is drawn with the form.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    name: String,
    email: String,
    role: String,
    attempt: String,
}

/// `console/office/invite.html`.
#[derive(Serialize)]
struct InvitePage {
    frame: Frame,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "console/office/invite.html";
}

/// `GET /hub/office/colleagues/invite`
pub(in crate::http) async fn invite(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let typed = Typed { attempt: app.store().draw_invitation_id()?.to_string(), ..Typed::default() };
    let (frame, errors) = (staff.frame(&app).await?, Faults::default());
    app.pages().render(&InvitePage { frame, typed, errors, failed: false })
}

/// `POST /hub/office/colleagues/invite`
pub(in crate::http) async fn invited(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Ok(attempt) = form.attempt.parse::<InvitationId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let errors = match form.read(&app) {
        Err(errors) => errors,
        Ok(new) => match app.store().invite_once(&staff.scope, attempt, &new).await {
            Ok(()) => {
                let page = LinkPage::of(&app, &staff, (attempt, new.display_name), LIST.to_owned()).await?;
                return Ok(app.pages().render(&page)?.into_response());
            }
            Err(StoreError::Name { .. }) => Faults::one("name", app.speaker().words().invite_name_wrong()),
            Err(StoreError::Colleague(refused)) => Faults::one("email", said(&app, refused)),
            Err(fault) => return Err(fault.into()),
        },
    };
    again(&app, &InvitePage { frame: staff.bare_frame(), typed: form, errors, failed: true })
}

impl Typed {
    fn read(&self, app: &App) -> Result<NewInvitation, Faults> {
        let words = app.speaker().words();
        let mut errors = Faults::default();
        let email = tidy_email(&self.email);
        let role = Role::from_code(&self.role).filter(|role| matches!(role, Role::Manager | Role::Worker));
        if self.name.trim().is_empty() {
            errors.add("name", words.invite_name_wrong());
        }
        if email.is_err() {
            errors.add("email", words.invite_email_wrong());
        }
        if role.is_none() {
            errors.add("role", words.invite_role_empty());
        }
        match (email, role) {
            (Ok(email), Some(role)) if errors.is_empty() => {
                Ok(NewInvitation { email, display_name: self.name.trim().to_owned(), role })
            }
            _ => Err(errors),
        }
    }
}
