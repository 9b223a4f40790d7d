//! Somebody may be in danger: a member of staff says so, one asks to know who wrote it, and another opens the envelope. One of the two
//! runs the hub. Each of them is shown once who it is; both stand in the record.

use chrono::{DateTime, Utc};
use passport_core::card::HubSlug;
use serde_json::json;
use thiserror::Error;

use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::inbox::{self, About, NewMessage};
use super::super::names::{full_name, tidy_text};
use super::super::{
    Actor, CarerId, HubScope, MessageId, OpeningId, PersonId, ReviewId, Store, StoreError, Thing, carers, one,
};

/// The most letters of why somebody asks.
pub const MOST_REASON: usize = 300;

/// One asking to know who wrote a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which.
    pub opening_id: OpeningId,
    /// Who asked.
    pub asked_by: (PersonId, String),
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Who opened it, and when.
    pub opened: Option<(String, DateTime<Utc>)>,
    /// Whether it was shown to who asked.
    pub is_shown: bool,
}

/// Who wrote a review.
#[derive(Clone, PartialEq, Eq)]
pub enum WhoWrote {
    /// A young person of this hub.
    Ours(CarerId, String),
    /// One of another hub, which was told by a message: that hub's name and number.
    Theirs(String, String),
}

/// Who somebody is never reaches a log by way of `{:?}`.
impl std::fmt::Debug for WhoWrote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WhoWrote")
    }
}

/// Why an envelope is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpeningRefused {
    /// Whoever asks does not open.
    #[error("somebody else must open it")]
    Same,
    /// Neither of the two runs the hub.
    #[error("one of the two must be a manager")]
    NoManager,
    /// It was opened, or shown, already.
    #[error("it was opened already")]
    Over,
    /// Nobody said that somebody may be in danger.
    #[error("nobody said that somebody may be in danger")]
    NoDanger,
}

#[derive(sqlx::FromRow)]
struct OpeningRow {
    opening_id: OpeningId,
    asked_by: PersonId,
    asker: String,
    asked_at: DateTime<Utc>,
    reason: String,
    opener: Option<String>,
    opened_at: Option<DateTime<Utc>>,
    is_shown: bool,
}

impl Store {
    /// Says that somebody may be in danger. A review that is shown is taken down with it.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else decided meanwhile; [`StoreError::NotFound`] when it is not of this hub.
    pub async fn worry_about_review(
        &self,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE review SET worried_at = $4, worried_by = $5, worry_over_at = NULL,
            reason = CASE WHEN state = 'shown' THEN 'worried' ELSE reason END,
            state = CASE WHEN state = 'shown' THEN 'taken-down' ELSE state END, version = version + 1
            WHERE hub_id = $1 AND review_id = $2 AND version = $3";
        transaction!(self, "worry about review", |tx| {
            let (at, person) = (tx.at, person(scope)?);
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(review)
                .bind(version)
                .bind(at)
                .bind(person)
                .execute(c))?;
            stale(rows)?;
            self.record(tx, scope, "review worried about", None, json!({"review": review})).await
        })
    }

    /// Notes that all was done about a worry.
    ///
    /// # Errors
    /// As [`Self::worry_about_review`].
    pub async fn end_worry(
        &self,
        scope: &HubScope,
        (review, version): (ReviewId, i64),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE review SET worry_over_at = $4, version = version + 1
            WHERE hub_id = $1 AND review_id = $2 AND version = $3 AND worried_at IS NOT NULL AND worry_over_at IS NULL";
        transaction!(self, "end worry", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(review)
                .bind(version)
                .bind(at)
                .execute(c))?;
            stale(rows)?;
            self.record(tx, scope, "review worry ended", None, json!({"review": review})).await
        })
    }

    /// Asks that a colleague opens the envelope of a review, with the reason why.
    ///
    /// # Errors
    /// [`StoreError::Opening`] where nobody said that somebody may be in danger; [`StoreError::Text`] without a reason;
    /// [`StoreError::NotFound`] when there is no envelope.
    pub async fn ask_who_wrote(
        &self,
        scope: &HubScope,
        review: ReviewId,
        reason: &str,
    ) -> Result<OpeningId, StoreError> {
        let reason = tidy_text(Some(reason), MOST_REASON)?.ok_or(StoreError::Text)?;
        let opening = OpeningId(self.draw_uuid()?);
        transaction!(self, "ask who wrote", |tx| {
            let (at, person) = (tx.at, person(scope)?);
            let sql = "SELECT r.worried_at IS NOT NULL FROM review r JOIN review_envelope e
                ON e.hub_id = r.hub_id AND e.review_id = r.review_id WHERE r.hub_id = $1 AND r.review_id = $2";
            let worries: Option<bool> =
                on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(review).fetch_optional(c))?;
            if !worries.ok_or(StoreError::NotFound(Thing::Envelope))? {
                return Err(OpeningRefused::NoDanger.into());
            }
            let sql = "INSERT INTO review_opening (hub_id, opening_id, review_id, asked_by, asked_at, reason)
                VALUES ($1, $2, $3, $4, $5, $6)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(opening)
                .bind(review)
                .bind(person)
                .bind(at)
                .bind(&reason)
                .execute(c))?;
            self.record(tx, scope, "envelope asked for", None, json!({"review": review})).await?;
            Ok(opening)
        })
    }

    /// Opens the envelope that a colleague asked for, and says who wrote the review. That it is looked at is in the record first.
    ///
    /// # Errors
    /// [`StoreError::Opening`] when it may not be; [`StoreError::NotFound`] when there is no such asking, or no envelope any more.
    pub async fn open_envelope(
        &self,
        scope: &HubScope,
        opening: OpeningId,
    ) -> Result<(ReviewId, WhoWrote), StoreError> {
        let sql = "UPDATE review_opening SET opened_by = $3, opened_at = $4
            WHERE hub_id = $1 AND opening_id = $2 AND opened_by IS NULL";
        transaction!(self, "open envelope", |tx| {
            let (at, person) = (tx.at, person(scope)?);
            let (review, asker, _) = asked(tx, scope, opening).await?;
            if asker == person {
                return Err(OpeningRefused::Same.into());
            }
            if !(is_manager(tx, scope, asker).await? || is_manager(tx, scope, person).await?) {
                return Err(OpeningRefused::NoManager.into());
            }
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(opening)
                .bind(person)
                .bind(at)
                .execute(c))?;
            if rows == 0 {
                return Err(OpeningRefused::Over.into());
            }
            self.record(tx, scope, "envelope opened", None, json!({"review": review})).await?;
            let (who, elsewhere) = self.who(tx, scope, review).await?;
            if let Some((own, carer)) = elsewhere {
                self.tell_their_hub(tx, scope, (&own, carer)).await?;
            }
            Ok((review, who))
        })
    }

    /// Shows who asked, once, what a colleague opened.
    ///
    /// # Errors
    /// [`StoreError::Opening`] when it was shown already, is not open, or somebody else asked.
    pub async fn look_into_envelope(
        &self,
        scope: &HubScope,
        opening: OpeningId,
    ) -> Result<(ReviewId, WhoWrote), StoreError> {
        let sql = "UPDATE review_opening SET shown_at = $4
            WHERE hub_id = $1 AND opening_id = $2 AND asked_by = $3 AND opened_at IS NOT NULL AND shown_at IS NULL";
        transaction!(self, "look into envelope", |tx| {
            let (at, person) = (tx.at, person(scope)?);
            let (review, ..) = asked(tx, scope, opening).await?;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(opening)
                .bind(person)
                .bind(at)
                .execute(c))?;
            if rows == 0 {
                return Err(OpeningRefused::Over.into());
            }
            self.record(tx, scope, "envelope looked into", None, json!({"review": review})).await?;
            Ok((review, self.who(tx, scope, review).await?.0))
        })
    }

    /// Who wrote a review; of another hub's young person also whose they are.
    async fn who(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        review: ReviewId,
    ) -> Result<(WhoWrote, Option<(HubScope, CarerId)>), StoreError> {
        let (hub, carer) = self.unseal_writer(tx, scope, review).await?;
        if hub == scope.hub() {
            let found = carers::of_hub(tx, scope, carer).await?;
            self.note_read(tx, scope, "writer of review shown", Some(found.subject_id), json!({})).await?;
            let name = full_name(&found.details.given_name, found.details.family_name.as_deref());
            return Ok((WhoWrote::Ours(carer, name), None));
        }
        let sql = "SELECT slug, name, telephone FROM hub WHERE hub_id = $1";
        let (slug, name, telephone): (String, String, String) =
            on_db!(tx, |c| sqlx::query_as(sql).bind(hub).fetch_one(c))?;
        let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        Ok((WhoWrote::Theirs(name, telephone), Some((HubScope::of(hub, slug, Actor::Server), carer))))
    }

    /// Tells another hub that we are worried about one of theirs, and whom to ring.
    async fn tell_their_hub(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (own, carer): (&HubScope, CarerId),
    ) -> Result<(), StoreError> {
        let subject = carers::of_hub(tx, own, carer).await?.subject_id;
        let sql = "SELECT name, telephone FROM hub WHERE hub_id = $1";
        let (name, telephone): (String, String) =
            on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_one(c))?;
        let message_id = MessageId(self.draw_uuid()?);
        let words = Some(format!("{name}, {telephone}"));
        let new = NewMessage { message_id, phone: None, about: About::Worry, words };
        inbox::insert(self, tx, own, (carer, subject), &new).await
    }
}

fn person(scope: &HubScope) -> Result<PersonId, StoreError> {
    match scope.actor() {
        Actor::Person(person) => Ok(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => Err(StoreError::NotFound(Thing::Person)),
    }
}

fn stale(rows: u64) -> Result<(), StoreError> {
    one(rows, Thing::Review).map_err(|_| StoreError::Stale(Thing::Review))
}

/// What is asked: of which review, by whom, and whether it was opened.
async fn asked(
    tx: &mut Tx,
    scope: &HubScope,
    opening: OpeningId,
) -> Result<(ReviewId, PersonId, bool), StoreError> {
    let sql = "SELECT review_id, asked_by, opened_at IS NOT NULL FROM review_opening
        WHERE hub_id = $1 AND opening_id = $2";
    let found = on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(opening).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Envelope))
}

async fn is_manager(tx: &mut Tx, scope: &HubScope, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM membership WHERE hub_id = $1 AND person_id = $2 AND role = 'manager' AND ended_at IS NULL";
    let found: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(person).fetch_one(c))?;
    Ok(found > 0)
}

/// Who asked to open a review's envelope, and who did, the newest first.
pub(super) async fn openings(
    view: &mut View,
    scope: &HubScope,
    review: ReviewId,
) -> Result<Vec<Opening>, StoreError> {
    let sql = "SELECT o.opening_id, o.asked_by, a.display_name AS asker, o.asked_at, o.reason, b.display_name AS opener,
            o.opened_at, o.shown_at IS NOT NULL AS is_shown
        FROM review_opening o JOIN person a ON a.person_id = o.asked_by LEFT JOIN person b ON b.person_id = o.opened_by
        WHERE o.hub_id = $1 AND o.review_id = $2 ORDER BY o.asked_at DESC, o.opening_id";
    let rows: Vec<OpeningRow> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(review).fetch_all(c))?;
    let read = |row: OpeningRow| Opening {
        opening_id: row.opening_id,
        asked_by: (row.asked_by, row.asker),
        asked_at: row.asked_at,
        reason: row.reason,
        opened: row.opener.zip(row.opened_at),
        is_shown: row.is_shown,
    };
    Ok(rows.into_iter().map(read).collect())
}
