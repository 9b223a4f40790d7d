//! The two databases behind one face: pools, transactions, and the macro that runs one SQL text on either.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::StoreError;

/// How long one process waits for another's write before it gives up with [`StoreError::Locked`].
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The same for PostgreSQL, whose writers queue on one row.
const LOCK_TIMEOUT_MILLISECONDS: &str = "5000";
/// How long a caller waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;

/// Runs one query text on whichever database is open: `on_db!(view, |c| sqlx::query("…").execute(c))`.
macro_rules! on_db {
    ($view:expr, |$c:ident| $query:expr) => {
        match $view.link() {
            $crate::store::db::Link::Sqlite(transaction) => {
                let $c = &mut **transaction;
                $query.await
            }
            $crate::store::db::Link::Postgres(transaction) => {
                let $c = &mut **transaction;
                $query.await
            }
        }
    };
}
pub(crate) use on_db;

/// Runs one statement on whichever database is open and gives the number of rows it changed.
macro_rules! write_db {
    ($tx:expr, |$c:ident| $query:expr) => {
        match $tx.link() {
            $crate::store::db::Link::Sqlite(transaction) => {
                let $c = &mut **transaction;
                $query.await.map(|done| done.rows_affected())
            }
            $crate::store::db::Link::Postgres(transaction) => {
                let $c = &mut **transaction;
                $query.await.map(|done| done.rows_affected())
            }
        }
    };
}
pub(crate) use write_db;

/// How often a transaction that others overtook is tried before its caller hears of it.
pub(crate) const MOST_TRIES: u32 = 3;

/// Runs one named write transaction, `transaction!(self, "withdraw card", |tx| { … Ok(()) })`: all of it is kept, or nothing.
/// It is tried again when another got in between, so the work must not act outside the transaction. A macro, because a
/// future made by a closure over borrowed values cannot yet be proved to be `Send`.
macro_rules! transaction {
    ($store:expr, $name:expr, |$tx:ident| $work:expr) => {{
        let mut tries = 1;
        loop {
            let outcome: Result<_, $crate::store::StoreError> = async {
                let mut transaction = $store.begin().await?;
                let done: Result<_, $crate::store::StoreError> = async {
                    let $tx = &mut transaction;
                    $work
                }
                .await;
                let done = done?;
                transaction.commit().await?;
                Ok(done)
            }
            .await;
            match outcome {
                Err($crate::store::StoreError::Overtaken) if tries < $crate::store::db::MOST_TRIES => {
                    tries += 1
                }
                done => break done.map_err(|error| error.during($name)),
            }
        }
    }};
}
pub(crate) use transaction;

/// Reads within one moment of the database: `look!(self, "list hubs", |view| …)`.
macro_rules! look {
    ($store:expr, $name:expr, |$view:ident| $work:expr) => {{
        let outcome: Result<_, $crate::store::StoreError> = async {
            let mut view = $store.view().await?;
            let $view = &mut view;
            $work
        }
        .await;
        outcome.map_err(|error| error.during($name))
    }};
}
pub(crate) use look;

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

impl View {
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
    /// Opens `sqlite:PATH`, which must be there, or `postgres://…`.
    pub(crate) async fn connect(url: &str) -> Result<Self, StoreError> {
        let url = Driver::parse(url)?;
        match &url {
            Driver::Sqlite(options) if !options.get_filename().exists() => {
                Err(StoreError::Missing(options.get_filename().display().to_string()))
            }
            _ => Self::open(url).await,
        }
    }

    /// Opens it likewise, and makes a SQLite file that is missing. A PostgreSQL database must exist.
    pub(crate) async fn create(url: &str) -> Result<Self, StoreError> {
        match Driver::parse(url)? {
            Driver::Sqlite(options) => {
                Self::open(Driver::Sqlite(Box::new(options.create_if_missing(true)))).await
            }
            postgres @ Driver::Postgres(_) => Self::open(postgres).await,
        }
    }

    async fn open(url: Driver) -> Result<Self, StoreError> {
        match url {
            Driver::Sqlite(options) => {
                let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE_TIMEOUT);
                let writer = writer.connect_with((*options).clone()).await?;
                let readers =
                    SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(ACQUIRE_TIMEOUT);
                let readers = readers.connect_lazy_with(options.pragma("query_only", "on"));
                Ok(Self::Sqlite { writer, readers })
            }
            Driver::Postgres(options) => {
                let pool = PgPoolOptions::new()
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(ACQUIRE_TIMEOUT);
                // A pool would knock again and again; one connection says at once that nobody is there.
                options.connect().await?.close().await?;
                Ok(Self::Postgres(pool.connect_lazy_with(*options)))
            }
        }
    }

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

    /// Begins a write and takes its number: from here until it ends, other writers wait.
    pub(crate) async fn tx(&self, at: DateTime<Utc>) -> Result<Tx, StoreError> {
        let link = match self {
            Self::Sqlite { writer, .. } => Link::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Link::Postgres(pool.begin().await.map_err(unanswered)?),
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

/// Where a database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, Debug)]
pub(crate) enum Driver {
    Sqlite(Box<SqliteConnectOptions>),
    Postgres(Box<PgConnectOptions>),
}

impl Driver {
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = url.parse::<PgConnectOptions>().map_err(|_| StoreError::Url)?;
            let options =
                options.application_name("passport").options([("lock_timeout", LOCK_TIMEOUT_MILLISECONDS)]);
            return Ok(Self::Postgres(Box::new(options)));
        }
        let path = url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        match path {
            Some(path) if !path.is_empty() && path != ":memory:" => Ok(Self::Sqlite(Box::new(
                SqliteConnectOptions::new()
                    .filename(path)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(BUSY_TIMEOUT),
            ))),
            _ => Err(StoreError::Url),
        }
    }
}
