//! Writing a review, with a phone's token or a typed code.

use super::super::sending::{Bearer, NotTaken, Sent, take_in};
use super::super::service;
use crate::{
    App,
    http::{
        client::Network,
        error::AppError,
        phone::{Owner, Refused},
        problem::Problem,
    },
    store::{MOST_ANSWER, MOST_STORY, NewReview, Stars},
};
use axum::{
    Json,
    extract::{FromRequestParts, State, rejection::JsonRejection},
    http::{StatusCode, header, request::Parts},
};
use passport_core::{menu::ReviewState, short_code::ShortCode};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A review of a service.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenReview {
    /// The service.
    service_id: uuid::Uuid,
    /// A code of the writer's own, ten characters with the check of a card's code (docs/card-format.md section 6), drawn by the app and
    /// kept: with it a review sent twice is one, and its writer comes back.
    secret: String,
    /// The code under a card's square, or an invitation; none where a phone's token comes with the request.
    code: Option<String>,
    /// Stars for "I felt welcome", 1 to 5.
    welcome: u8,
    /// Stars for "It was easy to get to".
    easy: u8,
    /// Stars for "I would go again".
    again: u8,
    /// "What was good?", 300 letters at most.
    good: Option<String>,
    /// "What should others know?", 300 letters at most.
    others: Option<String>,
    /// A story, 2,000 letters at most.
    story: Option<String>,
    /// Whether the writer would like their hub to contact them.
    #[serde(default)]
    contact: bool,
}

/// The owner's phone, where its token comes along.
pub(in crate::http) struct Phone(Option<Owner>);

impl FromRequestParts<App> for Phone {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        Owner::from_request_parts(parts, app).await.map(|owner| Self(Some(owner)))
    }
}

/// Writes a review, which the hub reads before it shows. Sent again with the same secret, it changes nothing; a newer one of the same
/// writer takes the place of the one before. With a phone's token no code is needed.
#[utoipa::path(
    post, path = "/api/menu/reviews", tag = "Menu", request_body = WrittenReview,
    responses(
        (status = 201, description = "The hub has it; `contact` says whether the writer's hub was `asked`, or to `ring`", body = Object),
        (status = 400, description = "Not a review of this shape", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The phone was removed, or the token is not good", body = Object),
        (status = 404, description = "No such service, or the code is no card's and no invitation", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub(in crate::http) async fn write_review(
    State(app): State<App>,
    network: Network,
    Phone(phone): Phone,
    written: Result<Json<WrittenReview>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let Json(written) = written.map_err(AppError::from)?;
    let (id, _) = service(&app, &written.service_id.to_string())?;
    let (secret, review) = written.read()?;
    let bearer = match (&phone, &written.code) {
        (Some(phone), None) => Bearer::Phone(phone),
        (None, Some(code)) => Bearer::Typed(code),
        _ => return Err(AppError::bad_request("Send a phone's token or a \"code\", and not both.").into()),
    };
    let sent = Sent { service: id, bearer, secret: &secret, review: &review, wants_contact: written.contact };
    let contact = take_in(&app, network, sent).await.map_err(|fault| match fault {
        NotTaken::Code => AppError::unknown_code(),
        NotTaken::Wait(seconds) => AppError::too_many_misses(seconds),
        NotTaken::Text => AppError::unseen_words("Send words all of which can be seen."),
        NotTaken::Error(error) => error,
    })?;
    let mut answer = json!({ "state": ReviewState::Waiting.code() });
    if let Some(contact) = contact {
        answer["contact"] = json!(contact);
    }
    Ok((StatusCode::CREATED, Json(answer)))
}

impl WrittenReview {
    fn read(&self) -> Result<(ShortCode, NewReview), AppError> {
        let secret = ShortCode::parse(&self.secret).map_err(|_| {
            AppError::bad_request("Draw a \"secret\" of ten characters with the check of a card's code.")
        })?;
        let stars = Stars::new(self.welcome, self.easy, self.again);
        let stars = stars.ok_or(AppError::bad_request("Send 1 to 5 stars for each of the three."))?;
        let is_long =
            |text: &Option<String>, most| text.as_ref().is_some_and(|text| text.chars().count() > most);
        if is_long(&self.good, MOST_ANSWER)
            || is_long(&self.others, MOST_ANSWER)
            || is_long(&self.story, MOST_STORY)
        {
            return Err(AppError::bad_request(
                "Send answers of at most 300 letters and a story of at most 2,000.",
            ));
        }
        let Self { good, others, story, .. } = self;
        Ok((secret, NewReview { stars, good: good.clone(), others: others.clone(), story: story.clone() }))
    }
}
