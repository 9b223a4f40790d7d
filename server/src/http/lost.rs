//! `/lost`: the lost code of a letter, typed in anybody's browser. Whatever is typed, the answer is the same and takes as long, so
//! that nobody learns from it whether a code, a phone or a young person exists.

use super::{
    client::Network,
    error::{AppError, OwnPage},
    pages::lost::LostPage,
};
use crate::App;
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
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
        let page = app.pages().render(&LostPage { failed: true, ..LostPage::default() })?;
        let mut answer = (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
        answer.extensions_mut().insert(OwnPage);
        return Ok(answer);
    }
    let told = tell(&app, network, &code).await;
    sleep_until(soonest).await;
    told?;
    Ok(app.pages().render(&LostPage { told: true, failed: false })?.into_response())
}

/// Looks a code up, unless too many that matched nothing came from there: then nothing is looked up, and the answer does not say so.
async fn tell(app: &App, network: Network, code: &str) -> Result<(), AppError> {
    let now = app.clock().now().timestamp_millis();
    if let Err(too_many) = app.misses().may_look(network, now) {
        if too_many.everywhere {
            tracing::warn!(
                "codes are being guessed from many networks: lost codes are refused until it ends"
            );
        }
        return Ok(());
    }
    if !app.store().report_lost(code).await? {
        app.misses().missed(network, now);
    }
    Ok(())
}
