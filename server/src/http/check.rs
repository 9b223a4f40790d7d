//! Checking a card: what was scanned or typed goes in, one of the seven answers comes out. Nothing of it is stored or logged.

mod said;

pub use said::{Answer, Question};

use super::{client::Network, error::AppError, misses::TooMany, problem::Problem};
use crate::App;
use axum::{
    Json,
    extract::{self, rejection::JsonRejection},
    http::StatusCode,
};
use passport_core::{
    card::Setting,
    short_code::{ShortCode, ShortCodeError},
    verify::{Expected, Verdict, Why, verify},
};

/// Checks a card.
///
/// A card that is unknown or broken is an answer too: 200 with its state. Nothing of it is stored.
#[utoipa::path(
    post, path = "/api/verify", tag = "Checking", request_body = Question,
    responses(
        (status = 200, description = "One of the seven answers", body = Answer),
        (status = 400, description = "Not JSON of this shape, or an unknown setting", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More than 8,192 bytes", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many codes that name no card; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn verify_card(
    extract::State(app): extract::State<App>,
    network: Network,
    question: Result<Json<Question>, JsonRejection>,
) -> Result<Json<Answer>, AppError> {
    let Json(Question { card, setting }) = question.map_err(unreadable)?;
    check(&app, network, &card, setting).map(Json)
}

/// Says what a question looks like.
fn unreadable(rejection: JsonRejection) -> AppError {
    let detail = match &rejection {
        JsonRejection::JsonDataError(_) => {
            r#"Send "card" and, if you like, "setting": one of school, pharmacy, gp, transport; nothing else."#
        }
        _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            "Send one card in at most 8,192 bytes; a square or a code is much shorter."
        }
        _ => return rejection.into(),
    };
    AppError { detail: Some(detail), ..rejection.into() }
}

/// The answer to what was scanned or typed.
///
/// A short code is first resolved to its card; only that can be guessed at, so only its misses count. A code is looked up by its
/// MAC under a key of ours, so how long the look-up takes says nothing about how near a guess was.
pub fn check(app: &App, network: Network, card: &str, setting: Option<Setting>) -> Result<Answer, AppError> {
    let answer = look(app, network, card, setting)?;
    app.metrics().checked(answer.state);
    Ok(answer)
}

fn look(app: &App, network: Network, card: &str, setting: Option<Setting>) -> Result<Answer, AppError> {
    let held = app.snapshot().held();
    let now = app.clock().now();
    let judge = |card: &str| {
        let verdict = verify(card, setting, &Expected::Square, &held.trust, app.clock().seconds());
        Answer::of(&verdict, app.speaker())
    };
    let code = match ShortCode::parse(card) {
        Ok(code) => code,
        Err(ShortCodeError::Check) => return Ok(judge("").of_unknown_code(app.speaker())),
        Err(ShortCodeError::Shape) => return Ok(judge(card)),
    };
    if app.checks_only() {
        // Which card it is stands in the database alone.
        let verdict = Verdict::cannot_check(Why::ListMissing, setting, app.clock().seconds());
        return Ok(Answer::of(&verdict, app.speaker()));
    }
    app.misses().may_look(network, now.timestamp_millis()).map_err(|too_many| refuse(app, too_many))?;
    let Some(found) = app.snapshot().card(&app.store().short_code_mac(&code)) else {
        app.misses().missed(network, now.timestamp_millis());
        app.metrics().missed();
        return Ok(judge("").of_unknown_code(app.speaker()));
    };
    Ok(judge(&found))
}

fn refuse(app: &App, too_many: TooMany) -> AppError {
    app.metrics().refused(too_many.everywhere);
    if too_many.everywhere {
        tracing::warn!(
            "short codes are being guessed from many networks: typed codes are refused until it ends"
        );
    }
    AppError::too_many_misses(too_many.seconds)
}

#[cfg(test)]
mod tests;
