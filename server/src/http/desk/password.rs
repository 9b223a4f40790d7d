//! One's own password, changed at a desk by whoever signed in there. The PIN, which colleagues share, does not open it.

use super::super::client::Network;
use super::super::console::fields::Faults;
use super::super::console::new_password::{Typed, Whose, change};
use super::super::error::AppError;
use super::super::pages::Page;
use super::{AtDesk, DeskForm, Frame};
use crate::App;
use crate::store::Entrance;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, Response};
use serde::Serialize;

/// `desk/password.html`.
#[derive(Serialize)]
struct PasswordPage {
    frame: Frame,
    /// What they sign in with, for a password manager.
    email: String,
    errors: Faults,
    failed: bool,
}

impl Page for PasswordPage {
    const TEMPLATE: &'static str = "desk/password.html";
}

/// `GET /desk/password`
pub(in crate::http) async fn password(State(app): State<App>, at: AtDesk) -> Result<Html<String>, AppError> {
    let email = app.store().own_address(at.desk().hub()).await?;
    let frame = at.frame(&app).await?;
    app.pages().render(&PasswordPage { frame, email, errors: Faults::default(), failed: false })
}

/// `POST /desk/password`
pub(in crate::http) async fn change_password(
    State(app): State<App>,
    network: Network,
    headers: HeaderMap,
    DeskForm(at, typed): DeskForm<Typed>,
) -> Result<Response, AppError> {
    let session = &at.0.session;
    let whose = Whose {
        scope: at.desk().hub(),
        entrance: Entrance::Desk,
        person: session.person_id,
        session: session.session_id,
    };
    if let Some(not) = change(&app, whose, (network, &headers), typed).await? {
        let (frame, email) = (at.0.frame(), not.email);
        return not.why.answer(&app, |errors| PasswordPage { frame, email, errors, failed: true });
    }
    at.done(&app, "/desk", &app.speaker().words().password_done()).await
}
