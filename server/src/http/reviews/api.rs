//! Reviews for apps: read, written with a phone that holds a card or a typed code, looked after with their own code, reported.

use super::block::PER_PAGE;
use super::own::{Nowhere, try_code};
use super::report::{NotReported, keep, known};
use super::sending::{Bearer, Contact, NotTaken, Sent, take_in};
use super::service;
use crate::{
    App,
    http::{
        client::Network,
        error::AppError,
        phone::{Owner, Refused},
        problem::Problem,
    },
    store::{MOST_ANSWER, MOST_STORY, NewReview, OwnReview, ReviewPlace, ReviewState, ShownReview, Stars},
};
use axum::{
    Json,
    extract::{FromRequestParts, Path, Query, State, rejection::JsonRejection},
    http::{StatusCode, header, request::Parts},
};
use passport_core::short_code::ShortCode;
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

/// The code of a review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnSecret {
    /// As it was sent with the review, or shown when it was sent.
    secret: String,
}

/// Why a review should not be there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// `danger`, `personal`, `hurtful`, `untrue` or `other`.
    why: String,
    /// What else, 300 letters at most.
    words: Option<String>,
}

/// Which reviews.
#[derive(Deserialize)]
pub struct Asked {
    /// From 1.
    page: Option<String>,
}

type Which = Query<Asked>;

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

/// The approved reviews of a service, the newest month first, ten a page.
#[utoipa::path(
    get, path = "/api/menu/services/{service}/reviews", tag = "Menu", params(("service" = uuid::Uuid, Path, description = "The service"), ("page" = Option<u32>, Query, description = "From 1")),
    responses(
        (status = 200, description = "What others say; no person, and the month alone", body = Object),
        (status = 404, description = "No such service", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn reviews(
    State(app): State<App>,
    Path(id): Path<String>,
    asked: Which,
) -> Result<Json<Value>, AppError> {
    let (id, _) = service(&app, &id)?;
    let number = asked.0.page.and_then(|page| page.parse::<u32>().ok()).unwrap_or(1).clamp(1, 10_000);
    let place = ReviewPlace { after: (number - 1) * PER_PAGE, most: PER_PAGE };
    let shown = app.store().shown_reviews(id, place).await?;
    let desk = app.store().review_desk(id).await?;
    let stars = shown.tenths.map(|[welcome, easy, again]| {
        json!({ "welcome_tenths": welcome, "easy_tenths": easy, "again_tenths": again })
    });
    let mut answer = json!({
        "service_id": id,
        "total": shown.count,
        "page": number,
        "pages": shown.count.div_ceil(u64::from(PER_PAGE)),
        "reviews": shown.reviews.iter().map(one).collect::<Vec<_>>(),
    });
    if let Some(stars) = stars {
        answer["mean"] = stars;
    }
    if let Some(days) = desk.days {
        answer["days_until_read"] = json!(days);
    }
    Ok(Json(answer))
}

fn one(review: &ShownReview) -> Value {
    let Stars { welcome, easy, again } = review.stars;
    let mut shown = json!({ "id": review.review_id, "month": review.month.format("%Y-%m").to_string(),
        "welcome": welcome, "easy": easy, "again": again });
    for (name, text) in [("good", &review.good), ("others", &review.others), ("story", &review.story)] {
        if let Some(text) = text {
            shown[name] = json!(text);
        }
    }
    shown
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
        NotTaken::Code => AppError::not_found(),
        NotTaken::Wait(seconds) => AppError::too_many_misses(seconds),
        NotTaken::Text => AppError::bad_request("Send words all of which can be seen."),
        NotTaken::Error(error) => error,
    })?;
    let mut answer = json!({ "state": "waiting" });
    match contact {
        Contact::NotWanted => {}
        Contact::Asked => answer["contact"] = json!("asked"),
        Contact::Ring => answer["contact"] = json!("ring"),
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

/// How far a review has come, for its writer.
#[utoipa::path(
    post, path = "/api/menu/reviews/state", tag = "Menu", request_body = OwnSecret,
    responses(
        (status = 200, description = "`waiting`, `shown`, `refused`, `taken-down` or `withdrawn`, with the hub's reason and note", body = Object),
        (status = 404, description = "No review has that code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn review_state(
    State(app): State<App>,
    network: Network,
    own: Result<Json<OwnSecret>, JsonRejection>,
) -> Result<Json<Value>, AppError> {
    let Json(OwnSecret { secret }) = own?;
    let found = try_code(&app, network, &secret, async |code| app.store().own_review(code).await).await;
    let (_, OwnReview { review, service_name }) = found?;
    let mut answer = json!({ "service_id": review.service, "service": service_name, "state": review.state.code(),
        "month": review.month.format("%Y-%m").to_string() });
    let is_down = matches!(review.state, ReviewState::Refused | ReviewState::TakenDown);
    if let Some((reason, note)) = review.refused.filter(|_| is_down) {
        answer["reason"] = json!(reason.code());
        if let Some(note) = note {
            answer["note"] = json!(note);
        }
    }
    Ok(Json(answer))
}

/// Takes a review back: nobody reads it any more.
#[utoipa::path(
    post, path = "/api/menu/reviews/withdraw", tag = "Menu", request_body = OwnSecret,
    responses(
        (status = 204, description = "Taken back"),
        (status = 404, description = "No review has that code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong codes; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn withdraw_review(
    State(app): State<App>,
    network: Network,
    own: Result<Json<OwnSecret>, JsonRejection>,
) -> Result<StatusCode, AppError> {
    let Json(OwnSecret { secret }) = own?;
    try_code(&app, network, &secret, async |code| app.store().withdraw_review(code).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that a shown review should not be there; the hub looks. Nothing is kept of who says so.
#[utoipa::path(
    post, path = "/api/menu/reviews/{review}/report", tag = "Menu", request_body = Report,
    params(("review" = uuid::Uuid, Path, description = "The review's `id`")),
    responses(
        (status = 204, description = "The hub has it"),
        (status = 400, description = "Not a reason", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such review is shown", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many reports; wait as `Retry-After` says", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn report_review(
    State(app): State<App>,
    network: Network,
    Path(review): Path<String>,
    report: Result<Json<Report>, JsonRejection>,
) -> Result<StatusCode, AppError> {
    let (Json(Report { why, words }), review) = (report?, known(&review)?);
    let kept = keep(&app, network, review, (&why, words.as_deref().unwrap_or_default())).await;
    kept.map_err(|fault| match fault {
        NotReported::Why => {
            AppError::bad_request(r#"Send "why": danger, personal, hurtful, untrue or other."#)
        }
        NotReported::Text => {
            AppError::bad_request("Send words of at most 300 letters, all of which can be seen.")
        }
        NotReported::Wait(seconds) => AppError::too_many_misses(seconds),
        NotReported::Error(error) => error,
    })?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Nowhere> for AppError {
    fn from(nowhere: Nowhere) -> Self {
        match nowhere {
            Nowhere::Empty | Nowhere::Unknown => Self::not_found(),
            Nowhere::Wait(seconds) => Self::too_many_misses(seconds),
            Nowhere::Error(error) => error,
        }
    }
}
