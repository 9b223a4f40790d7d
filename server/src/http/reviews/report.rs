//! "Report this": from the page, and nothing is kept of who did.

use super::service;
use crate::{
    App,
    http::{
        client::Network,
        error::{AppError, OwnPage},
        misses::TooMany,
        pages::Page,
    },
    store::{ReviewId, StoreError, WhyReported},
};
use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

/// What the form sends.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    why: String,
    words: String,
}

/// `menu/review-report.html`.
#[derive(Serialize)]
struct ReportPage {
    here: String,
    back: String,
    service: String,
    kinds: [&'static str; 5],
    typed: Typed,
    /// What is wrong: `empty`, `long`, `wait`.
    fault: Option<&'static str>,
    failed: bool,
    done: bool,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "menu/review-report.html";
}

/// `GET /menu/{service}/reviews/{review}/report`
pub async fn ask(
    State(app): State<App>,
    Path((id, review)): Path<(String, String)>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, (&id, known(&review)?), Typed::default())?;
    app.pages().render(&page)
}

/// `POST /menu/{service}/reviews/{review}/report`
pub async fn reported(
    State(app): State<App>,
    network: Network,
    Path((id, review)): Path<(String, String)>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let (Form(typed), review) = (typed?, known(&review)?);
    let kept = keep(&app, network, review, (&typed.why, &typed.words)).await;
    let page = page(&app, (&id, review), typed)?;
    let (status, page) = match kept {
        Ok(()) => return Ok(app.pages().render(&ReportPage { done: true, ..page })?.into_response()),
        Err(NotReported::Why) => {
            (StatusCode::UNPROCESSABLE_ENTITY, ReportPage { fault: Some("empty"), ..page })
        }
        Err(NotReported::Text) => {
            (StatusCode::UNPROCESSABLE_ENTITY, ReportPage { fault: Some("long"), ..page })
        }
        Err(NotReported::Wait(_)) => {
            (StatusCode::TOO_MANY_REQUESTS, ReportPage { fault: Some("wait"), ..page })
        }
        Err(NotReported::Error(error)) => return Err(error),
    };
    let mut answer = (status, app.pages().render(&ReportPage { failed: true, ..page })?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}

/// Why a report was not kept.
pub(super) enum NotReported {
    /// None of the reasons.
    Why,
    /// Words that cannot be kept.
    Text,
    /// Too many came from there.
    Wait(u64),
    /// Anything else.
    Error(AppError),
}

/// Keeps a report; each counts, so nobody buries a hub in them.
pub(super) async fn keep(
    app: &App,
    network: Network,
    review: ReviewId,
    (why, words): (&str, &str),
) -> Result<(), NotReported> {
    let why = WhyReported::from_code(why).ok_or(NotReported::Why)?;
    let now = app.clock().now().timestamp_millis();
    let wait = |TooMany { seconds, .. }| NotReported::Wait(seconds);
    app.review_reports().may_look(network, now).map_err(wait)?;
    app.review_reports().missed(network, now);
    let kept = app.store().report_review(review, (why, Some(words))).await;
    kept.map_err(|fault| match fault {
        StoreError::Text => NotReported::Text,
        other => NotReported::Error(other.into()),
    })
}

/// The review that an address names.
pub(super) fn known(review: &str) -> Result<ReviewId, AppError> {
    review.parse().map_err(|_| AppError::not_found())
}

fn page(app: &App, (id, review): (&str, ReviewId), typed: Typed) -> Result<ReportPage, AppError> {
    let (id, found) = service(app, id)?;
    Ok(ReportPage {
        here: format!("/menu/{id}/reviews/{review}/report"),
        back: format!("/menu/{id}/reviews"),
        service: found.details.name.clone(),
        kinds: WhyReported::ALL.map(WhyReported::code),
        typed,
        fault: None,
        failed: false,
        done: false,
    })
}
