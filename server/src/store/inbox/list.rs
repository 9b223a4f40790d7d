//! Messages as they are listed: for the hub those that wait, oldest first, then what was done of late; for their writer all of them.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{View, look, on_db, transaction};
use super::super::lists::{MOST_LINES, Named};
use super::super::{CarerId, HubScope, Store, StoreError, carers};
use super::{COLUMNS, Message, Row};

/// So many messages that are done are listed, the newest first.
pub const MOST_DONE: u16 = 100;

/// A message with who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLine {
    /// The message.
    pub message: Message,
    /// Its writer.
    pub whose: Named,
    /// Whether their record is protected.
    pub protected: bool,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    message: Row,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    protected: bool,
}

impl LineRow {
    fn read(self) -> Result<InboxLine, StoreError> {
        let Self { message, given_name, family_name, known_as, protected } = self;
        let message = message.read()?;
        let whose = Named { carer_id: message.carer, given_name, family_name, known_as };
        Ok(InboxLine { message, whose, protected })
    }
}

impl Store {
    /// The hub's inbox: what waits, the oldest first, then what was done of late. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn inbox(&self, scope: &HubScope) -> Result<Vec<InboxLine>, StoreError> {
        transaction!(self, "open inbox", |tx| {
            let waiting = "m.done_at IS NULL ORDER BY m.sent_at, m.message_id";
            let mut lines = lines(tx, scope, (waiting, MOST_LINES)).await?;
            let done = "m.done_at IS NOT NULL ORDER BY m.done_at DESC, m.message_id";
            lines.extend(self::lines(tx, scope, (done, MOST_DONE)).await?);
            let details = json!({"found": lines.len()});
            self.note_read(tx, scope, "inbox opened", None, details).await?;
            Ok(lines)
        })
    }

    /// What a young person wrote, the newest first; what was typed with a lost code is the hub's alone.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn messages_of(&self, scope: &HubScope, carer: CarerId) -> Result<Vec<Message>, StoreError> {
        look!(self, "list messages", |view| {
            carers::of_hub(view, scope, carer).await?;
            let sql = format!(
                "SELECT {COLUMNS} FROM message m WHERE m.hub_id = $1 AND m.carer_id = $2 AND m.kind NOT IN ('lost', 'contact', 'worry')
                ORDER BY m.sent_at DESC, m.message_id"
            );
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .bind(carer)
                .fetch_all(c))?;
            rows.into_iter().map(Row::read).collect()
        })
    }
}

async fn lines(
    view: &mut View,
    scope: &HubScope,
    (which, most): (&'static str, u16),
) -> Result<Vec<InboxLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, r.given_name, r.family_name, r.known_as, r.protected_since IS NOT NULL AS protected
        FROM message m JOIN carer r ON r.hub_id = m.hub_id AND r.carer_id = m.carer_id
        WHERE m.hub_id = $1 AND {which} LIMIT $2"
    );
    let rows: Vec<LineRow> = on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(i64::from(most))
        .fetch_all(c))?;
    rows.into_iter().map(LineRow::read).collect()
}
