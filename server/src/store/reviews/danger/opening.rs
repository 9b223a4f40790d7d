//! Opening an envelope, by somebody else than who asked; each of the two is shown once who wrote it.

use passport_core::card::HubSlug;
use serde_json::json;

use super::super::super::db::{Tx, on_db, transaction, write_db};
use super::super::super::inbox::{self, About, NewMessage};
use super::super::super::names::full_name;
use super::super::super::{
    Actor, CarerId, HubScope, MessageId, OpeningId, PersonId, ReviewId, Store, StoreError, Thing, carers,
};
use super::{OpeningRefused, person};

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

impl Store {
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
            let person = person(scope)?;
            let (review, asker) = asked(tx, scope, opening).await?;
            if asker == person {
                return Err(OpeningRefused::Same.into());
            }
            if !(is_manager(tx, scope, asker).await? || is_manager(tx, scope, person).await?) {
                return Err(OpeningRefused::NoManager.into());
            }
            note(tx, scope, (opening, person), sql).await?;
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
            let (review, _) = asked(tx, scope, opening).await?;
            note(tx, scope, (opening, person(scope)?), sql).await?;
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

/// Of which review an asking is, and whose.
async fn asked(
    tx: &mut Tx,
    scope: &HubScope,
    opening: OpeningId,
) -> Result<(ReviewId, PersonId), StoreError> {
    let sql = "SELECT review_id, asked_by FROM review_opening WHERE hub_id = $1 AND opening_id = $2";
    let found = on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(opening).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Envelope))
}

/// Notes a step of an opening, once: `sql` finds nothing where it was taken before, or may not be by this person ($3, at $4).
async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    (opening, person): (OpeningId, PersonId),
    sql: &'static str,
) -> Result<(), StoreError> {
    let at = tx.at;
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(opening).bind(person).bind(at).execute(c))?;
    if rows == 0 { Err(OpeningRefused::Over.into()) } else { Ok(()) }
}

async fn is_manager(tx: &mut Tx, scope: &HubScope, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM membership WHERE hub_id = $1 AND person_id = $2 AND role = 'manager' AND ended_at IS NULL";
    let found: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(person).fetch_one(c))?;
    Ok(found > 0)
}
