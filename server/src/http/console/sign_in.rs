//! Signing in and out. All three things are asked for at once, and one answer covers all: so nothing tells whether an
//! account exists or which of the three was wrong, and there is no half-way state to skip a factor from.

use super::{
    Staff, StaffForm, browser, cookie, go_to,
    kept::Kept,
    proof::{Asked, Factor, Proof},
    refused,
    tried::{self, Refused},
};
use crate::{
    App,
    http::{
        client::Network,
        desk,
        error::AppError,
        pages::console::{kept::KeptPage, sign_in::SignInPage},
    },
    sign_in::Password,
    store::{Entrance, Origin, SessionToken, Try},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    email: String,
    password: String,
    code: String,
    kept: String,
}

/// A form with nothing in it but the session's mark.
#[derive(Deserialize)]
pub struct Nothing {}

/// `GET /hub/sign-in` and `GET /desk/sign-in`
pub async fn empty(State(app): State<App>, entrance: Entrance) -> Result<Html<String>, AppError> {
    app.pages().render(&SignInPage::at(entrance))
}

/// `GET /hub/recover` and `GET /desk/recover`
pub async fn empty_recovery(State(app): State<App>, entrance: Entrance) -> Result<Html<String>, AppError> {
    app.pages().render(&SignInPage { recovery: true, ..SignInPage::at(entrance) })
}

/// `POST /hub/sign-in` and `POST /desk/sign-in`
pub async fn with_code(
    State(app): State<App>,
    entrance: Entrance,
    network: Network,
    headers: HeaderMap,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    let page =
        SignInPage { email: typed.email.clone(), kept: typed.kept.clone(), ..SignInPage::at(entrance) };
    sign_in(&app, (entrance, network), &headers, typed, page).await
}

/// `POST /hub/recover` and `POST /desk/recover`
pub async fn with_recovery_code(
    State(app): State<App>,
    entrance: Entrance,
    network: Network,
    headers: HeaderMap,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    let page = SignInPage {
        email: typed.email.clone(),
        kept: typed.kept.clone(),
        recovery: true,
        ..SignInPage::at(entrance)
    };
    sign_in(&app, (entrance, network), &headers, typed, page).await
}

/// `POST /hub/sign-out`
pub async fn sign_out(
    State(app): State<App>,
    StaffForm(staff, Nothing {}): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    app.store().end_session(&staff.scope, staff.session.session_id).await?;
    let mut answer = go_to("/hub/sign-in");
    cookie::clear(&app, Entrance::Console, answer.headers_mut());
    Ok(answer)
}

async fn sign_in(
    app: &App,
    (entrance, network): (Entrance, Network),
    headers: &HeaderMap,
    typed: Typed,
    page: SignInPage,
) -> Result<Response, AppError> {
    let network = network.to_string();
    let known = cookie::read_mark(app, headers);
    if let Try::Wait(seconds) = app.store().count_try(&typed.email, &network, known.as_ref()).await? {
        tried::refused(app, entrance, (&typed.email, &network), Refused::TooMany);
        let page = SignInPage { minutes: Some(seconds.div_ceil(60)), ..page };
        let mut answer = refused(app, StatusCode::TOO_MANY_REQUESTS, &page)?;
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(answer);
    }
    let before = cookie::read(app, entrance, headers);
    let asked = if page.recovery { Asked::RecoveryCode } else { Asked::Code };
    let password = Password::typed(typed.password);
    let Some(proof) = Proof::of(app, &typed.email, password, (asked, &typed.code)).await? else {
        tried::refused(app, entrance, (&typed.email, &network), Refused::Wrong);
        return refused(app, StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { wrong: true, ..page });
    };
    let browser = browser::named(headers);
    let from = Origin {
        email: &typed.email,
        network: &network,
        browser: browser.as_deref(),
        before: before.as_ref(),
        known: known.as_ref(),
        entrance,
    };
    let token = app.store().sign_in(proof.person, proof.factor.second(), from).await?;
    let Some(token) = token else {
        tried::refused(app, entrance, (&typed.email, &network), Refused::Wrong);
        return refused(app, StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { wrong: true, ..page });
    };
    let typed_by = match &before {
        Some(before) => app.store().person_of_session(before).await?,
        None => None,
    };
    let kept = Kept::of_field(&typed.kept, entrance).filter(|_| typed_by == Some(proof.person));
    let mut answer = match entrance {
        Entrance::Console => welcome(app, &token, kept, &proof.factor).await?,
        Entrance::Desk => desk::welcome(app, &token, kept, &proof.factor).await?,
    };
    cookie::set(app, entrance, answer.headers_mut(), &token);
    let mark = app.store().know_browser(proof.person, known.as_ref()).await?;
    cookie::set_mark(app, answer.headers_mut(), &mark);
    Ok(answer)
}

/// On to the console, or to what was typed before the session ended, if it was the same person who typed it.
async fn welcome(
    app: &App,
    token: &SessionToken,
    kept: Option<Kept>,
    factor: &Factor,
) -> Result<Response, AppError> {
    let session = app.store().live_session(token).await?.ok_or_else(AppError::not_found)?;
    let staff = Staff::of(session, token);
    Ok(match kept {
        Some(kept) => {
            let page = KeptPage::of(kept, Entrance::Console, staff.bare_frame());
            app.pages().render(&page)?.into_response()
        }
        None if matches!(factor, Factor::Recovery(_)) => {
            let left = app.store().recovery_codes_left(staff.person).await?;
            staff.done(app, "/hub", &app.speaker().words().recovery_codes_left(left)).await?
        }
        None if staff.session.hubs > 1 => go_to("/hub/choose"),
        None => go_to("/hub"),
    })
}
