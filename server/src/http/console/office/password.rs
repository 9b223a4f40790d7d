//! One's own password, changed in the console.

use super::super::fields::Faults;
use super::super::new_password::{Typed, Whose, change};
use super::super::{Staff, StaffForm};
use crate::App;
use crate::http::client::Network;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::Entrance;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/office/password.html`.
#[derive(Serialize)]
struct PasswordPage {
    frame: Frame,
    /// What they sign in with, for a password manager.
    email: String,
    errors: Faults,
    failed: bool,
}

impl Page for PasswordPage {
    const TEMPLATE: &'static str = "console/office/password.html";
}

/// `GET /hub/office/password`
pub(in crate::http) async fn password(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let email = app.store().own_address(&staff.scope).await?;
    let frame = staff.frame(&app).await?;
    app.pages().render(&PasswordPage { frame, email, errors: Faults::default(), failed: false })
}

/// `POST /hub/office/password`
pub(in crate::http) async fn change_password(
    State(app): State<App>,
    network: Network,
    headers: HeaderMap,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let whose = Whose {
        scope: &staff.scope,
        entrance: Entrance::Console,
        person: staff.person,
        session: staff.session.session_id,
    };
    if let Some(not) = change(&app, whose, (network, &headers), typed).await? {
        let (frame, email) = (staff.bare_frame(), not.email);
        return not.why.answer(&app, |errors| PasswordPage { frame, email, errors, failed: true });
    }
    staff.done(&app, "/hub/office", &app.speaker().words().password_done()).await
}
