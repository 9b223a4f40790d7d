//! Reviews of services: what young people write, held until the hub has read it, shown without saying who wrote it.
//!
//! A review's row names no person. One stands for each young person and service by a MAC of both under a key that lies sealed, so paper
//! and phone count as one and a newer review takes the place of the one before. Of its time the month is kept, and the day while it
//! waits. What is written in the record of a review's coming and going has no subject, no person as actor, and the day for its time.

mod clear;
mod danger;
mod envelope;
mod hand;
mod invitations;
mod moderate;
mod own;
mod report;
mod shown;
mod write;
mod writer;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::London;
use passport_core::issue::today;
pub use passport_core::menu::{ReviewReason, ReviewState};

use super::{ReviewId, ServiceId, StoreError, Thing};

pub(super) use danger::worry;
pub use danger::{EnvelopeWaiting, MOST_REASON, Opening, OpeningRefused, WhoWrote};
pub(super) use envelope::forget_writer;
pub use hand::{InHand, OpenedReview, ReviewLine};
pub use invitations::{Invitations, MOST_INVITATIONS};
pub(super) use moderate::settle;
pub use moderate::{Decision, MOST_NOTE};
pub use own::OwnReview;
pub use report::{MOST_REPORT, ReviewReport, WhyReported};
pub use shown::{ReviewDesk, ReviewPlace, ShownReview, ShownReviews};
pub use write::{ContactWish, MOST_ANSWER, MOST_STORY, NewReview};
pub use writer::WrittenWith;

/// Stars for three named things, 1 to 5 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stars {
    /// Felt welcome.
    pub welcome: u8,
    /// Easy to get to.
    pub easy: u8,
    /// Would go again.
    pub again: u8,
}

impl Stars {
    /// The stars, if each is 1 to 5.
    pub fn new(welcome: u8, easy: u8, again: u8) -> Option<Self> {
        let fits = [welcome, easy, again].iter().all(|stars| (1..=5).contains(stars));
        fits.then_some(Self { welcome, easy, again })
    }
}

/// A review in the books.
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceReview {
    /// Which.
    pub review_id: ReviewId,
    /// Of which service.
    pub service: ServiceId,
    /// The stars.
    pub stars: Stars,
    /// "What was good?"
    pub good: Option<String>,
    /// "What should others know?"
    pub others: Option<String>,
    /// The story.
    pub story: Option<String>,
    /// The first day of the month in which it was written.
    pub month: NaiveDate,
    /// The day on which it was written, while it waits.
    pub written_on: Option<NaiveDate>,
    /// How far it has come.
    pub state: ReviewState,
    /// Why it is not shown, with what its writer is told.
    pub refused: Option<(ReviewReason, Option<String>)>,
    /// When somebody of the hub said that somebody may be in danger.
    pub worried_at: Option<DateTime<Utc>>,
    /// When all was done about that.
    pub worry_over_at: Option<DateTime<Utc>>,
    /// Counts the decisions; a decision names the version it was made from.
    pub version: i64,
}

/// What a young person wrote never reaches a log by way of `{:?}`.
impl std::fmt::Debug for ServiceReview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Review({}, {})", self.review_id, self.state.code())
    }
}

impl ServiceReview {
    /// Whether somebody may be in danger, and not all is done about it.
    pub fn worries(&self) -> bool {
        self.worried_at.is_some() && self.worry_over_at.is_none()
    }
}

/// The columns that [`Row`] takes, of `review r`.
const COLUMNS: &str =
    "r.review_id, r.service_id, r.welcome, r.easy, r.again, r.good, r.others, r.story, r.month, r.written_on,
    r.state, r.reason, r.note, r.worried_at, r.worry_over_at, r.version";

#[derive(sqlx::FromRow)]
struct Row {
    review_id: ReviewId,
    service_id: ServiceId,
    welcome: i64,
    easy: i64,
    again: i64,
    good: Option<String>,
    others: Option<String>,
    story: Option<String>,
    month: String,
    written_on: Option<String>,
    state: String,
    reason: Option<String>,
    note: Option<String>,
    worried_at: Option<DateTime<Utc>>,
    worry_over_at: Option<DateTime<Utc>>,
    version: i64,
}

impl Row {
    fn read(self) -> Result<ServiceReview, StoreError> {
        let unreadable = || StoreError::Unreadable(Thing::Review);
        let reason = self.reason.map(|code| ReviewReason::from_code(&code).ok_or_else(unreadable));
        let reason = reason.transpose()?;
        let star = |stars: i64| u8::try_from(stars).map_err(|_| unreadable());
        let stars = Stars::new(star(self.welcome)?, star(self.easy)?, star(self.again)?);
        Ok(ServiceReview {
            review_id: self.review_id,
            service: self.service_id,
            stars: stars.ok_or_else(unreadable)?,
            good: self.good,
            others: self.others,
            story: self.story,
            month: read_month(&self.month)?,
            written_on: self.written_on.as_deref().map(read_day).transpose()?,
            state: ReviewState::from_code(&self.state).ok_or_else(unreadable)?,
            refused: reason.map(|reason| (reason, self.note)),
            worried_at: self.worried_at,
            worry_over_at: self.worry_over_at,
            version: self.version,
        })
    }
}

fn read_day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(Thing::Review))
}

fn read_month(text: &str) -> Result<NaiveDate, StoreError> {
    read_day(&format!("{text}-01"))
}

/// A month as it is kept: `2026-11`.
fn month_of(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The first moment of a moment's day in Europe/London: the only time that what writers do is kept with.
fn day_of(at: DateTime<Utc>) -> DateTime<Utc> {
    let first = today(at).and_time(NaiveTime::MIN).and_local_timezone(London).single();
    // London's clocks never change at midnight.
    first.map_or(at, |first| first.with_timezone(&Utc))
}
