//! What others say of a service, page by page.

use super::super::block::PER_PAGE;
use super::super::service;
use crate::{
    App,
    http::{error::AppError, problem::Problem},
    store::{ReviewPlace, ShownReview, Stars},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Which reviews.
#[derive(Deserialize)]
pub struct Asked {
    /// From 1.
    page: Option<String>,
}

type Which = Query<Asked>;

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
