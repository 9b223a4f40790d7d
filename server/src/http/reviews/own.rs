//! `/menu/my-review`: with the code that was shown when it was sent, its writer sees how far a review has come, and takes it back.

use super::sending::{ANSWER_AFTER, may_try, missed};
use crate::{
    App,
    http::{
        client::Network,
        error::{AppError, OwnPage},
        pages::Page,
    },
    store::{OwnReview, ReviewState, StoreError, Thing},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use passport_core::short_code::ShortCode;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until};

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// `menu/my-review.html`.
#[derive(Default, Serialize)]
struct OwnPageShown {
    /// What was found.
    found: Option<Found>,
    /// Whether it was just taken back.
    gone: bool,
    /// What was typed and led nowhere.
    code: String,
    /// Why nothing was: `empty`, `unknown`, `wait`.
    fault: Option<&'static str>,
    minutes: u64,
    failed: bool,
}

/// The review as its writer sees it.
#[derive(Serialize)]
struct Found {
    code: String,
    service: String,
    state: &'static str,
    reason: Option<&'static str>,
    note: Option<String>,
}

impl Page for OwnPageShown {
    const TEMPLATE: &'static str = "menu/my-review.html";
}

impl Found {
    fn of(code: &ShortCode, own: OwnReview) -> Self {
        let OwnReview { review, service_name } = own;
        let (reason, note) = review.refused.map(|(reason, note)| (reason.code(), note)).unzip();
        let reason = reason.filter(|_| matches!(review.state, ReviewState::Refused | ReviewState::TakenDown));
        Self {
            code: code.to_string(),
            service: service_name,
            state: review.state.code(),
            reason,
            note: note.flatten(),
        }
    }
}

/// `GET /menu/my-review`
pub async fn own(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&OwnPageShown::default())
}

/// `POST /menu/my-review`
pub async fn typed(
    State(app): State<App>,
    network: Network,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(Typed { code }) = typed?;
    let tried = try_code(&app, network, &code, async |code| app.store().own_review(code).await).await;
    match tried {
        Ok((secret, own)) => {
            show(&app, &OwnPageShown { found: Some(Found::of(&secret, own)), ..OwnPageShown::default() })
        }
        Err(not) => not.answer(&app, code),
    }
}

/// `POST /menu/my-review/take-back`
pub async fn take_back(
    State(app): State<App>,
    network: Network,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(Typed { code }) = typed?;
    let tried = try_code(&app, network, &code, async |code| app.store().withdraw_review(code).await).await;
    match tried {
        Ok(_) => show(&app, &OwnPageShown { gone: true, ..OwnPageShown::default() }),
        Err(not) => not.answer(&app, code),
    }
}

/// Why a code led nowhere.
pub(super) enum Nowhere {
    /// Nothing was typed.
    Empty,
    /// It belongs to no review, or not any more.
    Unknown,
    /// Too many wrong ones came from there.
    Wait(u64),
    /// Anything else.
    Error(AppError),
}

impl Nowhere {
    fn answer(self, app: &App, code: String) -> Result<Response, AppError> {
        let (fault, seconds) = match self {
            Self::Empty => ("empty", 0),
            Self::Unknown => ("unknown", 0),
            Self::Wait(seconds) => ("wait", seconds),
            Self::Error(error) => return Err(error),
        };
        let minutes = seconds.div_ceil(60);
        let page =
            OwnPageShown { code, fault: Some(fault), minutes, failed: true, ..OwnPageShown::default() };
        let status =
            if seconds > 0 { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        let mut answer = (status, app.pages().render(&page)?).into_response();
        if seconds > 0 {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        answer.extensions_mut().insert(OwnPage);
        Ok(answer)
    }
}

/// Does something with a review's code; a wrong one counts, and is answered no sooner than a right one.
pub(super) async fn try_code<T>(
    app: &App,
    network: Network,
    typed: &str,
    work: impl AsyncFnOnce(&ShortCode) -> Result<T, StoreError>,
) -> Result<(ShortCode, T), Nowhere> {
    if typed.trim().is_empty() {
        return Err(Nowhere::Empty);
    }
    let soonest = Instant::now() + ANSWER_AFTER;
    may_try(app, network).map_err(Nowhere::Wait)?;
    let code = ShortCode::parse(typed).unwrap_or_else(|_| ShortCode::from_random([0; 6]));
    let done = work(&code).await;
    let told = match &done {
        Err(StoreError::NotFound(Thing::Review)) => missed(app, network),
        _ => may_try(app, network),
    };
    sleep_until(soonest).await;
    told.map_err(Nowhere::Wait)?;
    match done {
        Ok(done) => Ok((code, done)),
        Err(StoreError::NotFound(Thing::Review)) => Err(Nowhere::Unknown),
        Err(other) => Err(Nowhere::Error(other.into())),
    }
}

fn show(app: &App, page: &OwnPageShown) -> Result<Response, AppError> {
    Ok(app.pages().render(page)?.into_response())
}
