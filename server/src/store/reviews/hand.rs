//! What the hub has in hand: reviews that wait, that worry somebody, and that were reported; and each of them opened.

use sqlx::AssertSqlSafe;

use super::super::db::{View, look, on_db};
use super::super::lists::MOST_LINES;
use super::super::{HubScope, ReviewId, Store, StoreError, Thing};
use super::danger::{Opening, openings};
use super::report::{ReviewReport, reports};
use super::shown::names_of;
use super::{COLUMNS, Row, ServiceReview};

/// A review with what its service is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// The review.
    pub review: ServiceReview,
    /// Its service.
    pub service_name: String,
    /// How often somebody said that it should not be there, and nobody has looked yet.
    pub reports: u64,
}

/// What the hub has in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InHand {
    /// Somebody may be in danger.
    pub worrying: Vec<ReviewLine>,
    /// Somebody said that it should not be there.
    pub reported: Vec<ReviewLine>,
    /// They wait to be read, the oldest day first.
    pub waiting: Vec<ReviewLine>,
    /// They are decided, the newest month first.
    pub decided: Vec<ReviewLine>,
}

/// A review with all that is known about it. Who wrote it is not.
#[derive(Clone, Debug)]
pub struct OpenedReview {
    /// The review.
    pub line: ReviewLine,
    /// What was said against it.
    pub reports: Vec<ReviewReport>,
    /// Whether an envelope says who wrote it.
    pub has_envelope: bool,
    /// Who asked to open that, and who did.
    pub openings: Vec<Opening>,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    review: Row,
    reports: i64,
}

impl Store {
    /// Reviews of this hub's services: what is in hand, and what was decided.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn reviews_in_hand(&self, scope: &HubScope) -> Result<InHand, StoreError> {
        look!(self, "list reviews", |view| {
            let worry = "r.worried_at IS NOT NULL AND r.worry_over_at IS NULL";
            let open_report = "EXISTS (SELECT 1 FROM review_report p WHERE p.hub_id = r.hub_id
                AND p.review_id = r.review_id AND p.dealt_at IS NULL)";
            let by_day = "ORDER BY r.written_on, r.review_id";
            let by_month = "ORDER BY r.month DESC, r.review_id";
            let calm = format!("NOT ({worry})");
            Ok(InHand {
                worrying: lines(view, scope, Which::All(&format!("{worry} {by_month}"))).await?,
                reported: lines(view, scope, Which::All(&format!("{calm} AND r.state = 'shown' AND {open_report} {by_month}"))).await?,
                waiting: lines(view, scope, Which::All(&format!("{calm} AND r.state = 'waiting' {by_day}"))).await?,
                decided: lines(
                    view,
                    scope,
                    Which::All(&format!("{calm} AND r.state IN ('shown', 'refused', 'taken-down') AND NOT (r.state = 'shown' AND {open_report}) {by_month}")),
                )
                .await?,
            })
        })
    }

    /// Opens a review.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not of a service of this hub.
    pub async fn open_review(&self, scope: &HubScope, review: ReviewId) -> Result<OpenedReview, StoreError> {
        look!(self, "open review", |view| {
            let line = lines(view, scope, Which::One(review)).await?.pop();
            let line = line.ok_or(StoreError::NotFound(Thing::Review))?;
            let sql = "SELECT count(*) FROM review_envelope WHERE hub_id = $1 AND review_id = $2";
            let envelopes: i64 =
                on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(review).fetch_one(c))?;
            Ok(OpenedReview {
                line,
                reports: reports(view, scope, review).await?,
                has_envelope: envelopes > 0,
                openings: openings(view, scope, review).await?,
            })
        })
    }

    /// How many reviews of this hub wait for somebody: to be read, because of a worry or of a report.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_reviews_in_hand(&self, scope: &HubScope) -> Result<u64, StoreError> {
        let InHand { worrying, reported, waiting, .. } = self.reviews_in_hand(scope).await?;
        Ok((worrying.len() + reported.len() + waiting.len()) as u64)
    }
}

/// Which reviews.
enum Which<'a> {
    /// Those that fit a rule of ours, in its order.
    All(&'a str),
    One(ReviewId),
}

async fn lines(view: &mut View, scope: &HubScope, which: Which<'_>) -> Result<Vec<ReviewLine>, StoreError> {
    let (rule, one) = match which {
        Which::All(rule) => (rule, None),
        Which::One(review) => ("r.review_id = $3", Some(review)),
    };
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT count(*) FROM review_report p WHERE p.hub_id = r.hub_id
            AND p.review_id = r.review_id AND p.dealt_at IS NULL) AS reports
        FROM review r WHERE r.hub_id = $1 AND {rule} LIMIT $2"
    );
    let rows: Vec<LineRow> = match one {
        Some(review) => on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
            .bind(scope.hub())
            .bind(i64::from(MOST_LINES))
            .bind(review)
            .fetch_all(c))?,
        None => on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
            .bind(scope.hub())
            .bind(i64::from(MOST_LINES))
            .fetch_all(c))?,
    };
    let mut services: Vec<_> = rows.iter().map(|row| row.review.service_id).collect();
    services.sort();
    services.dedup();
    let names = names_of(view, scope, &services).await?;
    let line = |row: LineRow| {
        let review = row.review.read()?;
        let service_name = names.get(&review.service).cloned().unwrap_or_default();
        Ok(ReviewLine { review, service_name, reports: row.reports.unsigned_abs() })
    };
    rows.into_iter().map(line).collect()
}
