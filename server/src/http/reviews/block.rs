//! What others say of a service: on its own page the first few, and all of them page by page.

use super::service;
use crate::{
    App,
    http::{error::AppError, pages::Page},
    store::{ReviewDesk, ReviewPlace, ServiceId, ShownReview, ShownReviews, Stars},
};
use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use chrono::{Datelike as _, NaiveDate};
use passport_core::menu::Service;
use serde::{Deserialize, Serialize};

/// So many stand on the service's own page.
const FIRST: u32 = 3;
/// So many on each page of all.
pub(super) const PER_PAGE: u32 = 10;

/// What others say, as a page shows it.
#[derive(Debug, Serialize)]
pub struct ReviewsBlock {
    service_id: ServiceId,
    count: u64,
    /// "4.3 out of 5", for each of the three; none of too few.
    means: Option<[String; 3]>,
    reviews: Vec<Line>,
    days: Option<u64>,
    /// Whether there are more than stand here.
    more: bool,
    /// Whether the database could not be asked.
    gone: bool,
}

/// One review.
#[derive(Debug, Serialize)]
struct Line {
    review_id: String,
    month: String,
    stars: [u8; 3],
    good: Option<String>,
    others: Option<String>,
    story: Option<String>,
}

impl ReviewsBlock {
    fn of(app: &App, service_id: ServiceId, (shown, desk): (ShownReviews, ReviewDesk)) -> Self {
        let words = app.speaker().words();
        let mean = |tenths: u64| words.review_mean(format!("{}.{}", tenths / 10, tenths % 10));
        Self {
            service_id,
            count: shown.count,
            means: shown.tenths.map(|all| all.map(mean)),
            more: shown.count > shown.reviews.len() as u64,
            reviews: shown.reviews.into_iter().map(|one| Line::of(app, one)).collect(),
            days: desk.days,
            gone: false,
        }
    }
}

impl Line {
    fn of(app: &App, one: ShownReview) -> Self {
        let Stars { welcome, easy, again } = one.stars;
        Self {
            review_id: one.review_id.to_string(),
            month: month(app, one.month),
            stars: [welcome, easy, again],
            good: one.good,
            others: one.others,
            story: one.story,
        }
    }
}

/// "November 2026".
pub(in crate::http) fn month(app: &App, first: NaiveDate) -> String {
    app.speaker().words().review_month(first.month(), first.year().to_string())
}

/// What stands at the end of a service's page. While the database is stopped it says so, and the page stands.
pub async fn block(app: &App, service: ServiceId) -> ReviewsBlock {
    read(app, service, ReviewPlace { after: 0, most: FIRST }).await.unwrap_or(ReviewsBlock {
        service_id: service,
        count: 0,
        means: None,
        reviews: Vec::new(),
        days: None,
        more: false,
        gone: true,
    })
}

async fn read(app: &App, service: ServiceId, place: ReviewPlace) -> Result<ReviewsBlock, AppError> {
    let shown = app.store().shown_reviews(service, place).await?;
    let desk = app.store().review_desk(service).await?;
    Ok(ReviewsBlock::of(app, service, (shown, desk)))
}

/// `menu/reviews-page.html`.
#[derive(Serialize)]
struct AllPage {
    back: String,
    service: String,
    reviews: ReviewsBlock,
    before: Option<u32>,
    after: Option<u32>,
}

impl Page for AllPage {
    const TEMPLATE: &'static str = "menu/reviews-page.html";
}

/// Which page is wanted; what is no number is the first.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    page: String,
}

/// `GET /menu/{service}/reviews`
pub async fn all(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, AppError> {
    let (id, found) = service(&app, &id)?;
    let number = wanted.page.parse::<u32>().unwrap_or(1).clamp(1, 10_000);
    let place = ReviewPlace { after: (number - 1) * PER_PAGE, most: PER_PAGE };
    let reviews = read(&app, id, place).await?;
    let is_more = reviews.count > u64::from(number * PER_PAGE);
    let Service { details, .. } = &*found;
    app.pages().render(&AllPage {
        back: format!("/menu/{id}"),
        service: details.name.clone(),
        reviews,
        before: (number > 1).then(|| number - 1),
        after: is_more.then_some(number + 1),
    })
}
