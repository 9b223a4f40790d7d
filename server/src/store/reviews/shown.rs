//! What everybody reads: the reviews of a service that were approved, and how long the hub takes to read one.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use passport_core::card::HubSlug;
use passport_core::issue::today;
use passport_core::menu::FEWEST_FOR_MEAN;
use serde::Serialize;
use sqlx::AssertSqlSafe;

use super::super::db::{View, list, look, on_db};
use super::super::{Actor, HubId, HubScope, ReviewId, ServiceId, Store, StoreError, Thing};
use super::{COLUMNS, Row, Stars};

/// The waiting time is told from the decisions of so many days.
const LOOKED_BACK: Days = Days::new(90);

/// A review as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReview {
    /// Which: to say that it should not be there.
    pub review_id: ReviewId,
    /// The first day of the month in which it was written.
    pub month: NaiveDate,
    /// The stars.
    pub stars: Stars,
    /// "What was good?"
    pub good: Option<String>,
    /// "What should others know?"
    pub others: Option<String>,
    /// The story.
    pub story: Option<String>,
}

/// One page of the reviews of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownReviews {
    /// How many there are in all.
    pub count: u64,
    /// The mean of each of the three in tenths of a star (43 is 4.3); none of fewer than three.
    pub tenths: Option<[u64; 3]>,
    /// Those of this page, the newest month first.
    pub reviews: Vec<ShownReview>,
}

/// Who reads what is written of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewDesk {
    /// The hub's name.
    pub hub_name: String,
    /// Its number.
    pub telephone: String,
    /// How many days the hub takes to read a review, if it has decided of late.
    pub days: Option<u64>,
}

/// Where a page of reviews begins and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewPlace {
    /// How many come before.
    pub after: u32,
    /// How many at most.
    pub most: u32,
}

impl Store {
    /// The approved reviews of a live service.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the service is not live.
    pub async fn shown_reviews(
        &self,
        service: ServiceId,
        place: ReviewPlace,
    ) -> Result<ShownReviews, StoreError> {
        look!(self, "show reviews", |view| {
            let hub = place_of(view, service).await?;
            let (count, tenths) = summed(view, &hub, service).await?;
            let sql = format!(
                "SELECT {COLUMNS} FROM review r WHERE r.hub_id = $1 AND r.service_id = $2 AND r.state = 'shown'
                ORDER BY r.month DESC, r.review_id LIMIT $3 OFFSET $4"
            );
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
                .bind(hub.hub())
                .bind(service)
                .bind(i64::from(place.most))
                .bind(i64::from(place.after))
                .fetch_all(c))?;
            let reviews = rows.into_iter().map(shown).collect::<Result<_, _>>()?;
            Ok(ShownReviews { count, tenths, reviews })
        })
    }

    /// Who reads what is written of a live service.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the service is not live.
    pub async fn review_desk(&self, service: ServiceId) -> Result<ReviewDesk, StoreError> {
        let since = (today(self.now()) - LOOKED_BACK).to_string();
        look!(self, "find who reads reviews", |view| {
            let hub = place_of(view, service).await?;
            let sql = "SELECT name, telephone FROM hub WHERE hub_id = $1";
            let (hub_name, telephone) = on_db!(view, |c| sqlx::query_as(sql).bind(hub.hub()).fetch_one(c))?;
            Ok(ReviewDesk { hub_name, telephone, days: waited(view, &hub, &since).await? })
        })
    }

    /// How many days this hub took to read a review of late.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn review_days(&self, scope: &HubScope) -> Result<Option<u64>, StoreError> {
        let since = (today(self.now()) - LOOKED_BACK).to_string();
        look!(self, "tell how long reviews wait", |view| waited(view, scope, &since).await)
    }
}

fn shown(row: Row) -> Result<ShownReview, StoreError> {
    let review = row.read()?;
    Ok(ShownReview {
        review_id: review.review_id,
        month: review.month,
        stars: review.stars,
        good: review.good,
        others: review.others,
        story: review.story,
    })
}

async fn summed(
    view: &mut View,
    hub: &HubScope,
    service: ServiceId,
) -> Result<(u64, Option<[u64; 3]>), StoreError> {
    let sql =
        "SELECT welcome, easy, again FROM review WHERE hub_id = $1 AND service_id = $2 AND state = 'shown'";
    let rows: Vec<(i64, i64, i64)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(hub.hub()).bind(service).fetch_all(c))?;
    let count = rows.len() as u64;
    let sums = rows.iter().fold([0; 3], |[one, two, three], (welcome, easy, again)| {
        [one + welcome.unsigned_abs(), two + easy.unsigned_abs(), three + again.unsigned_abs()]
    });
    let tenths = |sum: u64| (sum * 10 + count / 2) / count;
    Ok((count, (count >= FEWEST_FOR_MEAN).then(|| sums.map(tenths))))
}

/// The mean of late in whole days, rounded up and at least one.
async fn waited(view: &mut View, hub: &HubScope, since: &str) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT days FROM review_wait WHERE hub_id = $1 AND decided_on >= $2";
    let days: Vec<i64> = on_db!(view, |c| sqlx::query_scalar(sql).bind(hub.hub()).bind(since).fetch_all(c))?;
    let count = days.len() as u64;
    let sum: u64 = days.iter().map(|days| days.unsigned_abs()).sum();
    Ok((count > 0).then(|| sum.div_ceil(count).max(1)))
}

/// The hub that keeps a live service; whoever writes or reads has not signed in, so the server acts.
pub(super) async fn place_of(view: &mut View, service: ServiceId) -> Result<HubScope, StoreError> {
    let sql = "SELECT s.hub_id, h.slug FROM menu_service s JOIN hub h ON h.hub_id = s.hub_id
        WHERE s.service_id = $1 AND s.live_number IS NOT NULL AND s.archived_at IS NULL";
    let found: Option<(HubId, String)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(service).fetch_optional(c))?;
    let (hub, slug) = found.ok_or(StoreError::NotFound(Thing::Service))?;
    let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
    Ok(HubScope::of(hub, slug, Actor::Server))
}

/// What services of a hub are called: their live version, or the last that was written.
pub(super) async fn names_of(
    view: &mut View,
    scope: &HubScope,
    services: &[ServiceId],
) -> Result<HashMap<ServiceId, String>, StoreError> {
    if services.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT s.service_id, v.name FROM menu_service s
        JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id
            AND v.number = coalesce(s.live_number, s.draft_number)
        WHERE s.hub_id = $1 AND s.service_id IN ({})",
        list(1, services.len())
    );
    let rows: Vec<(ServiceId, String)> = on_db!(view, |c| services
        .iter()
        .fold(sqlx::query_as(AssertSqlSafe(sql.as_str())).bind(scope.hub()), |query, one| query.bind(*one))
        .fetch_all(c))?;
    Ok(rows.into_iter().collect())
}
