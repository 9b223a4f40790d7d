//! What the hub does with a message: opens it, answers it, is done with it, and takes it up again.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::names::tidy_text;
use super::super::{HubScope, MessageId, OrganisationId, Store, StoreError, SubjectId, Thing};
use super::{COLUMNS, MOST_WORDS, Message, Row};

/// A message with its writer's record.
#[derive(Clone, Debug)]
pub struct OpenedMessage {
    /// The message.
    pub message: Message,
    /// Who wrote it.
    pub carer: Carer,
}

impl Store {
    /// Opens a message, and lets its writer see that it was read. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn open_message(
        &self,
        scope: &HubScope,
        message: MessageId,
    ) -> Result<OpenedMessage, StoreError> {
        let sql = "UPDATE message SET read_at = $1 WHERE hub_id = $2 AND message_id = $3 AND read_at IS NULL";
        transaction!(self, "open message", |tx| {
            let at = tx.at;
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(message).execute(c))?;
            let message = of_hub(tx, scope, message).await?;
            let carer = carers::of_hub(tx, scope, message.carer).await?;
            let details = json!({"message": message.message_id});
            self.note_read(tx, scope, "message opened", Some(carer.subject_id), details).await?;
            Ok(OpenedMessage { message, carer })
        })
    }

    /// Answers a message, if nobody else has since `version` was read; without words, what was answered before stays. It
    /// is done then, or stays open.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster; [`StoreError::Text`] for words that cannot be kept;
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn answer_message(
        &self,
        scope: &HubScope,
        (message, version): (MessageId, i64),
        answer: Option<&str>,
        then: AndThen,
    ) -> Result<(), StoreError> {
        let answer = tidy_text(answer, MOST_WORDS)?;
        let sql = "UPDATE message SET answer = coalesce($1, answer),
            answered_at = CASE WHEN $1 IS NULL THEN answered_at ELSE $2 END, read_at = coalesce(read_at, $2),
            done_at = CASE WHEN $3 THEN $2 ELSE done_at END, version = version + 1
            WHERE hub_id = $4 AND message_id = $5 AND version = $6 AND done_at IS NULL";
        transaction!(self, "answer message", |tx| {
            let (at, subject) = (tx.at, subject_of(tx, scope, message).await?);
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(&answer)
                .bind(at)
                .bind(then == AndThen::Done)
                .bind(scope.hub())
                .bind(message)
                .bind(version)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Message));
            }
            let details = json!({"message": message});
            match then {
                AndThen::Done => self.record(tx, scope, "message done", Some(subject), details).await,
                AndThen::Open => self.record(tx, scope, "message answered", Some(subject), details).await,
            }
        })
    }

    /// Takes up again a message that was done by mistake, or too early. What was answered stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub; nothing happens when it is open already.
    pub async fn reopen_message(&self, scope: &HubScope, message: MessageId) -> Result<(), StoreError> {
        let sql = "UPDATE message SET done_at = NULL, version = version + 1
            WHERE hub_id = $1 AND message_id = $2 AND done_at IS NOT NULL";
        transaction!(self, "reopen message", |tx| {
            let subject = subject_of(tx, scope, message).await?;
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(message).execute(c))?;
            if rows == 0 {
                return Ok(());
            }
            self.record(tx, scope, "message reopened", Some(subject), json!({"message": message})).await
        })
    }

    /// Notes that a letter about a message was written to an organisation.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the message is not in this hub.
    pub async fn note_kind_letter(
        &self,
        scope: &HubScope,
        message: MessageId,
        to: OrganisationId,
    ) -> Result<(), StoreError> {
        transaction!(self, "note kind letter", |tx| {
            let subject = subject_of(tx, scope, message).await?;
            let details = json!({"message": message, "organisation": to});
            self.record(tx, scope, "kind letter written", Some(subject), details).await
        })
    }
}

/// What becomes of a message that is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AndThen {
    /// There is more to do.
    Open,
    /// All is done.
    Done,
}

async fn of_hub(view: &mut View, scope: &HubScope, message: MessageId) -> Result<Message, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM message m WHERE m.hub_id = $1 AND m.message_id = $2");
    let row: Option<Row> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(message)
        .fetch_optional(c))?;
    row.ok_or(StoreError::NotFound(Thing::Message))?.read()
}

async fn subject_of(tx: &mut Tx, scope: &HubScope, message: MessageId) -> Result<SubjectId, StoreError> {
    let carer = of_hub(tx, scope, message).await?.carer;
    Ok(carers::of_hub(tx, scope, carer).await?.subject_id)
}
