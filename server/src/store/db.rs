//! The two databases behind one face: pools and transactions.

mod opening;
mod rows;
mod run;

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::StoreError;

pub(crate) use opening::{examine, examine_indexes};
pub(crate) use rows::{MOST_ROWS_AT_ONCE, list, places};
pub(crate) use run::{MOST_TRIES, look, on_db, transaction, write_db};

/// An open database. SQLite has one writer, as the file has; its readers never wait for it (WAL).
#[derive(Clone, Debug)]
pub(crate) enum Db {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

/// The transaction underneath, of one database or the other.
pub(crate) enum Link {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A consistent look at the database: everything read through it is of one moment.
pub(crate) struct View {
    link: Link,
}

/// A write transaction: a [`View`] that may also change things. Either all of it happens or nothing.
pub(crate) struct Tx {
    view: View,
    /// The number of this change; rows that it touches carry it as `changed_n`.
    pub(crate) n: i64,
    /// The moment of this change, the same for every row that it writes.
    pub(crate) at: DateTime<Utc>,
}

/// So many changes are passed over after a restore: more than were ever made since the backup.
const CHANGES_PASSED_OVER: i64 = 1 << 32;

/// How long a writer waits in all for those before it. Each wait on the way (for a connection, for the lock) ends sooner by itself and says
/// what it was; but they follow one another, a writer who gets the place of one that gave up begins to wait anew, and whoever sent
/// a form has to hear of it within the time of a request.
const MOST_WAIT: Duration = Duration::from_secs(6);

impl View {
    /// Goes on as a numbered write, whose number nobody saw before.
    pub(crate) async fn into_tx(mut self, at: DateTime<Utc>) -> Result<Tx, StoreError> {
        let sql = "UPDATE change_counter SET n = n + $1 WHERE id = 1 RETURNING n";
        let n = on_db!(self, |c| sqlx::query_scalar(sql).bind(CHANGES_PASSED_OVER).fetch_one(c))?;
        Ok(Tx { view: self, n, at })
    }

    pub(crate) fn link(&mut self) -> &mut Link {
        &mut self.link
    }
}

impl Deref for Tx {
    type Target = View;
    fn deref(&self) -> &View {
        &self.view
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut View {
        &mut self.view
    }
}

impl Tx {
    /// The same moment in whole seconds since 1970, as cards and lists count.
    pub(crate) fn seconds(&self) -> i64 {
        self.at.timestamp()
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.view.link {
            Link::Sqlite(transaction) => transaction.commit().await,
            Link::Postgres(transaction) => transaction.commit().await,
        }
    }
}

impl Db {
    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Begins a look at one moment.
    pub(crate) async fn view(&self) -> Result<View, StoreError> {
        let link = match self {
            Self::Sqlite { readers, .. } => Link::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => {
                let begin = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
                Link::Postgres(begin.await.map_err(unanswered)?)
            }
        };
        Ok(View { link })
    }

    /// Begins the one transaction that fills an empty database; it has no number yet, since there is nothing to count it by.
    pub(crate) async fn whole(&self) -> Result<View, StoreError> {
        let link = match self {
            Self::Sqlite { writer, .. } => Link::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => {
                let begin = pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
                Link::Postgres(begin.await.map_err(unanswered)?)
            }
        };
        Ok(View { link })
    }

    /// Begins a write and takes its number: from here until it ends, other writers wait.
    pub(crate) async fn tx(&self, at: DateTime<Utc>) -> Result<Tx, StoreError> {
        tokio::time::timeout(MOST_WAIT, self.next_writer(at)).await.unwrap_or(Err(StoreError::Locked))
    }

    async fn next_writer(&self, at: DateTime<Utc>) -> Result<Tx, StoreError> {
        let link = match self {
            Self::Sqlite { writer, .. } => Link::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => {
                // Once the counter's row is locked, every later statement sees all that was committed before.
                let begin = pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
                Link::Postgres(begin.await.map_err(unanswered)?)
            }
        };
        let mut view = View { link };
        let n = on_db!(view, |c| sqlx::query_scalar(
            "UPDATE change_counter SET n = n + 1 WHERE id = 1 RETURNING n"
        )
        .fetch_one(c))?;
        Ok(Tx { view, n, at })
    }
}

/// A pool that waits in vain for PostgreSQL says only that time is up.
fn unanswered(error: sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::PoolTimedOut => StoreError::Unreachable,
        other => other.into(),
    }
}
