//! `/lost`: the lost code of a letter, typed in anybody's browser. Whatever is typed, the answer is the same and takes as long, so
//! that nobody learns from it whether a code, a phone or a young person exists.

use super::{
    client::Network,
    error::{AppError, OwnPage},
    misses::TooMany,
    pages::lost::LostPage,
};
use crate::App;
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// No answer comes sooner: long enough for all that a code that matches sets going, on a busy server too.
const ANSWER_AFTER: Duration = Duration::from_millis(1_500);

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// `GET /lost`
pub async fn empty(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&LostPage::default())
}

/// `POST /lost`
pub async fn typed(
    State(app): State<App>,
    network: Network,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let soonest = Instant::now() + ANSWER_AFTER;
    let Form(Typed { code }) = typed?;
    if code.trim().is_empty() {
        return page(
            &app,
            StatusCode::UNPROCESSABLE_ENTITY,
            &LostPage { failed: true, ..LostPage::default() },
        );
    }
    let now = app.clock().now().timestamp_millis();
    if let Err(TooMany { seconds, everywhere }) = app.lost_tries().may_look(network, now) {
        if everywhere {
            tracing::warn!("lost codes are typed from many networks: no more are taken until it ends");
        }
        return wait(&app, code, seconds);
    }
    // Each try counts, right or wrong: when no more are taken says nothing of what was typed.
    app.lost_tries().missed(network, now);
    let told = app.store().report_lost(&code).await;
    sleep_until(soonest).await;
    match told {
        Ok(_) => Ok(app.pages().render(&LostPage { told: true, ..LostPage::default() })?.into_response()),
        Err(fault) => not_taken(&app, code, fault.into()),
    }
}

/// The database did not take it, whatever it was. What was typed stays in its field, to be sent again; the fault goes to the log.
fn not_taken(app: &App, code: String, fault: AppError) -> Result<Response, AppError> {
    let again = LostPage { code, away: true, failed: true, ..LostPage::default() };
    let mut answer = page(app, fault.fault.status(), &again)?;
    if let Some(seconds) = fault.retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer.extensions_mut().insert(fault);
    Ok(answer)
}

/// Nothing is looked up for now, and whoever typed is told so: a code that was silently dropped would leave a lost phone in use. It stays
/// in its field, to be sent again.
fn wait(app: &App, code: String, seconds: u64) -> Result<Response, AppError> {
    let minutes = Some(seconds.div_ceil(60));
    let again = LostPage { code, minutes, failed: true, ..LostPage::default() };
    let mut answer = page(app, StatusCode::TOO_MANY_REQUESTS, &again)?;
    answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    Ok(answer)
}

/// The form again, with what is wrong.
fn page(app: &App, status: StatusCode, page: &LostPage) -> Result<Response, AppError> {
    let mut answer = (status, app.pages().render(page)?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}
