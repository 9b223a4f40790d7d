//! Writing a review. Its code makes that a review sent twice is one; a newer one of the same writer takes the place of the one before.

use chrono::Days;
use passport_core::issue::today;
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::inbox::{self, About, NewMessage};
use super::super::names::tidy_text;
use super::super::{
    CarerId, HubScope, MessageId, ReviewId, ServiceId, Store, StoreError, Thing, carers, one,
};
use super::envelope::KEPT_FOR;
use super::shown::place_of;
use super::writer::{Writer, WrittenWith};
use super::{Stars, day_of, month_of};
use crate::journal::Noted;

pub use passport_core::menu::{MOST_ANSWER, MOST_STORY};

/// What somebody writes.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReview {
    /// The stars.
    pub stars: Stars,
    /// "What was good?"
    pub good: Option<String>,
    /// "What should others know?"
    pub others: Option<String>,
    /// A story.
    pub story: Option<String>,
}

/// What a young person wrote never reaches a log by way of `{:?}`.
impl std::fmt::Debug for NewReview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewReview({:?})", self.stars)
    }
}

/// Lets the writer's hub be asked to contact them. Nothing can be read from it.
pub struct ContactWish(HubScope, CarerId);

impl NewReview {
    fn tidied(&self) -> Result<Self, StoreError> {
        Ok(Self {
            stars: self.stars,
            good: tidy_text(self.good.as_deref(), MOST_ANSWER)?,
            others: tidy_text(self.others.as_deref(), MOST_ANSWER)?,
            story: tidy_text(self.story.as_deref(), MOST_STORY)?,
        })
    }
}

impl Store {
    /// A code for a review that nobody's phone drew.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_review_secret(&self) -> Result<ShortCode, StoreError> {
        Ok(ShortCode::from_random(self.draw()?))
    }

    /// Keeps a review of a live service, to be read by the hub first. With the same `secret` again it changes nothing. Gives how the
    /// writer's hub can be asked to contact them, if a card says which that is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a service that is not live, or a code that is neither a card's nor an invitation;
    /// [`StoreError::Text`] for words that cannot be kept.
    pub async fn write_review(
        &self,
        service: ServiceId,
        with: WrittenWith<'_>,
        (secret, new): (&ShortCode, &NewReview),
    ) -> Result<Option<ContactWish>, StoreError> {
        let new = new.tidied()?;
        let secret = self.secret_mac(secret);
        transaction!(self, "write review", |tx| {
            tx.at = day_of(tx.at);
            let hub = place_of(tx, service).await?;
            if is_kept(tx, &secret).await? {
                let writer = self.writer_again(tx, with).await?;
                return Ok(writer);
            }
            let writer = self.writer(tx, (&hub, service), with).await?;
            let mac = self.writer_mac(&writer, service);
            self.replace_review(tx, &hub, &mac).await?;
            let review = ReviewId(self.draw_uuid()?);
            insert(tx, (&hub, review, service), (&mac, &secret), &new).await?;
            if let Writer::Carer(own, carer) = &writer {
                self.seal_writer(tx, (&hub, review), (own.hub(), *carer)).await?;
            }
            self.record(tx, &hub, "review written", None, json!({})).await?;
            Ok(wish(writer))
        })
    }

    /// Asks a writer's hub to contact them, apart from the review: nothing of it goes along. Asked again with the same secret, or
    /// while such a message waits, it changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be kept.
    pub async fn ask_for_contact(&self, wish: &ContactWish, secret: &ShortCode) -> Result<(), StoreError> {
        let ContactWish(scope, carer) = wish;
        let mac = self.review_mac("contact", secret.as_plain().as_bytes());
        let message_id = MessageId(uuid::Builder::from_random_bytes(first_half(&mac)).into_uuid());
        transaction!(self, "ask for contact", |tx| {
            tx.at = day_of(tx.at);
            let subject = carers::of_hub(tx, scope, *carer).await?.subject_id;
            let sql = "SELECT count(*) FROM message WHERE hub_id = $1 AND (message_id = $2
                OR (carer_id = $3 AND kind = 'contact' AND done_at IS NULL))";
            let waits: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
                .bind(scope.hub())
                .bind(message_id)
                .bind(*carer)
                .fetch_one(c))?;
            if waits > 0 {
                return Ok(());
            }
            let new = NewMessage { message_id, phone: None, about: About::Contact, words: None };
            inbox::insert(self, tx, scope, (*carer, subject), &new).await
        })
    }

    async fn writer_again(
        &self,
        tx: &mut Tx,
        with: WrittenWith<'_>,
    ) -> Result<Option<ContactWish>, StoreError> {
        Ok(match with {
            WrittenWith::Code(code) => self.holder_of(tx, code).await?.and_then(wish),
            WrittenWith::Phone(phone) => Some(ContactWish(phone.scope.clone(), phone.carer)),
        })
    }

    /// Makes room for a newer review of the same writer.
    async fn replace_review(&self, tx: &mut Tx, hub: &HubScope, mac: &[u8; 32]) -> Result<(), StoreError> {
        let sql =
            "SELECT review_id FROM review WHERE hub_id = $1 AND writer_mac = $2 AND state <> 'withdrawn'";
        let before: Option<ReviewId> =
            on_db!(tx, |c| sqlx::query_scalar(sql).bind(hub.hub()).bind(&mac[..]).fetch_optional(c))?;
        match before {
            Some(before) => self.take_away(tx, hub, before).await,
            None => Ok(()),
        }
    }

    /// Takes a review away for its writer. Where somebody may be in danger, its text stays with the hub for as long as an envelope does.
    pub(in crate::store) async fn take_away(
        &self,
        tx: &mut Tx,
        hub: &HubScope,
        review: ReviewId,
    ) -> Result<(), StoreError> {
        let until = (today(tx.at) + Days::new(KEPT_FOR)).to_string();
        let sql =
            "UPDATE review SET state = 'withdrawn', written_on = NULL, delete_on = $3, version = version + 1
            WHERE hub_id = $1 AND review_id = $2 AND worried_at IS NOT NULL";
        let kept = write_db!(tx, |c| sqlx::query(sql).bind(hub.hub()).bind(review).bind(&until).execute(c))?;
        if kept == 0 {
            delete(tx, hub, review).await?;
        }
        let taken_back = Noted::ReviewTakenBack { review, kept: kept == 1 };
        self.note_outside(tx, hub.hub(), vec![taken_back]).await
    }

    pub(super) fn secret_mac(&self, secret: &ShortCode) -> [u8; 32] {
        self.review_mac("secret", secret.as_plain().as_bytes())
    }
}

fn wish(writer: Writer) -> Option<ContactWish> {
    match writer {
        Writer::Carer(scope, carer) => Some(ContactWish(scope, carer)),
        Writer::Invited(_) => None,
    }
}

fn first_half(mac: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&mac[..16]);
    half
}

async fn is_kept(tx: &mut Tx, secret: &[u8; 32]) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM review WHERE secret_mac = $1";
    let kept: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(&secret[..]).fetch_one(c))?;
    Ok(kept > 0)
}

/// Deletes a review with everything that leans on it.
pub(super) async fn delete(tx: &mut Tx, hub: &HubScope, review: ReviewId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM review_report WHERE hub_id = $1 AND review_id = $2",
        "DELETE FROM review_opening WHERE hub_id = $1 AND review_id = $2",
        "DELETE FROM review_envelope WHERE hub_id = $1 AND review_id = $2",
    ] {
        write_db!(tx, |c| sqlx::query(sql).bind(hub.hub()).bind(review).execute(c))?;
    }
    let sql = "DELETE FROM review WHERE hub_id = $1 AND review_id = $2";
    one(write_db!(tx, |c| sqlx::query(sql).bind(hub.hub()).bind(review).execute(c))?, Thing::Review)
}

async fn insert(
    tx: &mut Tx,
    (hub, review, service): (&HubScope, ReviewId, ServiceId),
    (writer, secret): (&[u8; 32], &[u8; 32]),
    new: &NewReview,
) -> Result<(), StoreError> {
    let day = today(tx.at);
    let sql =
        "INSERT INTO review (hub_id, review_id, service_id, writer_mac, secret_mac, welcome, easy, again, good,
            others, story, month, written_on, state, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'waiting', 1)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(hub.hub())
        .bind(review)
        .bind(service)
        .bind(&writer[..])
        .bind(&secret[..])
        .bind(i64::from(new.stars.welcome))
        .bind(i64::from(new.stars.easy))
        .bind(i64::from(new.stars.again))
        .bind(&new.good)
        .bind(&new.others)
        .bind(&new.story)
        .bind(month_of(day))
        .bind(day.to_string())
        .execute(c))?;
    Ok(())
}
