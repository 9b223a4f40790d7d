//! One's own password: changed with the old one and a code, so that whoever finds an open console cannot.

use super::super::fields::Faults;
use super::super::proof::{Asked, Proof};
use super::super::{Staff, StaffForm, again as once_more};
use super::again::{Asking, NotProved};
use crate::App;
use crate::http::client::Network;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::sign_in::{NotAPassword, Password};
use crate::store::NewPassword;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, Response};
use serde::{Deserialize, Serialize};

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

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::http) struct Typed {
    password: String,
    code: String,
    new: String,
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
    let asking = Asking::of(&app, &staff, (network, &headers)).await?;
    let email = asking.email.clone();
    let page = |errors: Faults| PasswordPage {
        frame: staff.bare_frame(),
        email: email.clone(),
        errors,
        failed: true,
    };
    let new = Password::typed(typed.new);
    // Nothing is tried with a password that would not be taken.
    if let Err(fault) = new.check(&asking.email) {
        return once_more(&app, &page(Faults::one("new", words_for(&app, fault))));
    }
    if let Some(not_proved) = asking.count(&app, &typed.code).await? {
        return not_proved.answer(&app, page);
    }
    let old = Password::typed(typed.password);
    let proof = Proof::of(&app, &asking.email, old, (Asked::Code, &typed.code)).await?;
    let wrong = || Faults::one("password", app.speaker().words().password_not_proved());
    let Some(proof) = proof.filter(|proof| proof.person == staff.person) else {
        return once_more(&app, &page(wrong()));
    };
    let hash = app.passwords().hash(new, app.store().chance()).await.map_err(AppError::internal)?;
    let new = NewPassword { hash: &hash, kept: staff.session.session_id };
    let changed =
        app.store().change_password(&staff.scope, new, (proof.factor.second(), asking.origin())).await?;
    if !changed {
        return NotProved::wrong(&app).answer(&app, page);
    }
    staff.done(&app, "/hub/office", &app.speaker().words().password_done()).await
}

fn words_for(app: &App, fault: NotAPassword) -> String {
    let words = app.speaker().words();
    match fault {
        NotAPassword::TooShort => words.join_password_short(),
        NotAPassword::TooLong => words.join_password_long(),
        NotAPassword::TooEasy => words.join_password_easy(),
    }
}
