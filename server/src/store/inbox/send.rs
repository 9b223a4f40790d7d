//! A message from a young person's phone: bounded in length and in number a day, kept once however often it is sent.

use chrono::TimeDelta;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::names::tidy_text;
use super::super::{CardId, CarerId, HubScope, MessageId, Store, StoreError, SubjectId, Thing, carers};
use super::About;

/// The most letters of a message.
pub const MOST_WORDS: usize = 500;
/// So many messages one young person may send in 24 hours.
pub const MOST_MESSAGES_A_DAY: i64 = 20;

/// What somebody sends.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Drawn by the phone, so that a message sent twice is one.
    pub message_id: MessageId,
    /// The phone it comes from.
    pub phone: Option<CardId>,
    /// What it is about.
    pub about: About,
    /// What else they write, at most [`MOST_WORDS`] letters.
    pub words: Option<String>,
}

/// What a young person wrote never reaches a log by way of `{:?}`.
impl std::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewMessage({}, {})", self.message_id, self.about.kind())
    }
}

impl Store {
    /// An id for a message that nobody's phone drew.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_message_id(&self) -> Result<MessageId, StoreError> {
        Ok(MessageId(self.draw_uuid()?))
    }

    /// Keeps a message of a young person. Sent again, it changes nothing.
    ///
    /// # Errors
    /// [`StoreError::TooManyMessages`] after [`MOST_MESSAGES_A_DAY`]; [`StoreError::Text`] for words that cannot be kept;
    /// [`StoreError::Taken`] when the id is another message's; [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn send_message(
        &self,
        scope: &HubScope,
        carer: CarerId,
        new: &NewMessage,
    ) -> Result<(), StoreError> {
        let words = tidy_text(new.words.as_deref(), MOST_WORDS)?;
        let new = NewMessage { words, ..new.clone() };
        transaction!(self, "send message", |tx| {
            let subject = carers::of_hub(tx, scope, carer).await?.subject_id;
            let sql = "SELECT carer_id FROM message WHERE hub_id = $1 AND message_id = $2";
            let writer: Option<CarerId> = on_db!(tx, |c| sqlx::query_scalar(sql)
                .bind(scope.hub())
                .bind(new.message_id)
                .fetch_optional(c))?;
            match writer {
                Some(writer) if writer == carer => return Ok(()),
                Some(_) => return Err(StoreError::Taken(Thing::Message)),
                None => {}
            }
            if sent_of_late(tx, scope, carer).await? >= MOST_MESSAGES_A_DAY {
                return Err(StoreError::TooManyMessages);
            }
            insert(self, tx, scope, (carer, subject), &new).await
        })
    }
}

async fn sent_of_late(tx: &mut Tx, scope: &HubScope, carer: CarerId) -> Result<i64, StoreError> {
    let since = tx.at - TimeDelta::hours(24);
    let sql = "SELECT count(*) FROM message WHERE hub_id = $1 AND carer_id = $2 AND sent_at > $3 AND kind NOT IN ('lost', 'contact', 'worry')";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).bind(since).fetch_one(c))?)
}

/// Writes a message down, in the transaction of what it tells. The record says of which kind it is, and never its words.
pub(in crate::store) async fn insert(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    (carer, subject): (CarerId, SubjectId),
    new: &NewMessage,
) -> Result<(), StoreError> {
    let at = tx.at;
    let (setting, happened) = new.about.place();
    let sql = "INSERT INTO message (hub_id, message_id, carer_id, card_id, kind, setting, happened, words, sent_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(new.message_id)
        .bind(carer)
        .bind(new.phone)
        .bind(new.about.kind())
        .bind(setting.map(passport_core::card::Setting::code))
        .bind(happened.map(super::Happened::code))
        .bind(&new.words)
        .bind(at)
        .execute(c))?;
    let details = json!({"message": new.message_id, "kind": new.about.kind()});
    store.record(tx, scope, "message sent", Some(subject), details).await
}
