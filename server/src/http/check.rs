//! Checking a card: what was scanned or typed goes in, one of the seven answers comes out. Nothing of it is stored or logged.

use super::{client::Network, error::AppError, misses::TooMany, problem::Problem};
use crate::App;
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use chrono::{DateTime, NaiveDate, Utc};
use passport_core::{
    card::{LineText, Setting},
    short_code::ShortCode,
    verify::{Expected, Verdict, verify},
};
use passport_words::Speaker;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// A card to be checked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A square's text, its digits, a credential, or the short code under a printed square.
    #[schema(example = "K7QX-M2RT-9C")]
    card: String,
    /// Where the person is: `school`, `pharmacy`, `gp` or `transport`. Without it the answer is only whether the card is real.
    #[serde(default, deserialize_with = "setting")]
    #[schema(value_type = Option<String>, example = "pharmacy")]
    setting: Option<Setting>,
}

/// One of the seven answers, with what this setting may see and nothing more.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answer {
    /// `valid`, `valid_offline`, `valid_not_here`, `expired`, `not_in_use`, `not_recognised` or `cannot_check`.
    #[schema(example = "valid")]
    pub state: &'static str,
    /// The answer in a few words.
    #[schema(example = "Card is valid")]
    pub headline: String,
    /// What is arranged here and what to do next, in the order in which to read it.
    pub lines: Vec<String>,
    /// Known-as name and initial, to match with the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Zoë B")]
    pub name: Option<String>,
    /// The card's last day in Europe/London.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// When this was answered.
    pub checked_at: DateTime<Utc>,
    /// When the list of withdrawn cards that was looked at was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_issued_at: Option<DateTime<Utc>>,
}

impl Answer {
    /// Says a verdict.
    pub fn of(verdict: &Verdict, speaker: &Speaker) -> Self {
        let spoken = speaker.verdict(verdict);
        Self {
            state: verdict.state.code(),
            headline: spoken.headline,
            lines: spoken.lines,
            name: verdict.name.as_ref().map(LineText::to_string),
            valid_until: verdict.valid_until,
            checked_at: moment(verdict.checked_at),
            list_issued_at: verdict.list_issued_at.map(moment),
        }
    }
}

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
    State(app): State<App>,
    network: Network,
    question: Result<Json<Question>, JsonRejection>,
) -> Result<Json<Answer>, AppError> {
    let Json(Question { card, setting }) = question?;
    let verdict = check(&app, network, &card, setting)?;
    Ok(Json(Answer::of(&verdict, app.speaker())))
}

/// The verdict on what was scanned or typed.
///
/// A short code is first resolved to its card; only that can be guessed at, so only its misses count. A code is looked up by its
/// MAC under a key of ours, so how long the look-up takes says nothing about how near a guess was.
pub fn check(app: &App, network: Network, card: &str, setting: Option<Setting>) -> Result<Verdict, AppError> {
    let held = app.snapshot().held();
    let now = app.clock().now();
    let judge = |card: &str| verify(card, setting, &Expected::Square, &held.trust, app.clock().seconds());
    let Ok(code) = ShortCode::parse(card) else {
        return Ok(judge(card));
    };
    app.misses().may_look(network, now.timestamp_millis()).map_err(refuse)?;
    let found = app.snapshot().card(&app.store().short_code_mac(&code));
    if found.is_none() {
        app.misses().missed(network, now.timestamp_millis());
    }
    Ok(judge(found.as_deref().unwrap_or_default()))
}

fn refuse(too_many: TooMany) -> AppError {
    if too_many.everywhere {
        tracing::warn!(
            "short codes are being guessed from many networks: typed codes are refused until it ends"
        );
    }
    AppError::too_many_misses(too_many.seconds)
}

fn setting<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Setting>, D::Error> {
    let code: Option<String> = Option::deserialize(json)?;
    code.map(|code| code.parse().map_err(|_| serde::de::Error::custom("unknown setting"))).transpose()
}

fn moment(seconds: u64) -> DateTime<Utc> {
    i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
