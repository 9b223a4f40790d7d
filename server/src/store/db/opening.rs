//! Opening a database by its address, set up so that what was acknowledged survives a power cut.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::super::StoreError;
use super::Db;
use crate::private_file::make_for_owner_of_folder;

/// How long one process waits for another's write before it gives up with [`StoreError::Locked`].
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The same for PostgreSQL, whose writers queue on one row.
const LOCK_TIMEOUT_MILLISECONDS: &str = "5000";
/// How long a caller waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;

/// Where a database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, Debug)]
pub(crate) enum Driver {
    Sqlite(Box<SqliteConnectOptions>),
    Postgres(Box<PgConnectOptions>),
}

impl Db {
    /// Opens `sqlite:PATH`, which must be there, or `postgres://…`.
    pub(crate) async fn connect(url: &str) -> Result<Self, StoreError> {
        let url = Driver::parse(url)?;
        match &url {
            Driver::Sqlite(options) => {
                insist_on(options.get_filename())?;
                Self::open(url).await
            }
            Driver::Postgres(_) => Self::open(url).await,
        }
    }

    /// Opens it likewise, and makes a SQLite file that is missing. A PostgreSQL database must exist.
    pub(crate) async fn create(url: &str) -> Result<Self, StoreError> {
        match Driver::parse(url)? {
            Driver::Sqlite(options) => {
                make_file(options.get_filename())?;
                Self::open(Driver::Sqlite(options)).await
            }
            postgres @ Driver::Postgres(_) => Self::open(postgres).await,
        }
    }

    async fn open(url: Driver) -> Result<Self, StoreError> {
        match url {
            Driver::Sqlite(options) => {
                let writer = sqlite_pool().max_connections(1).connect_with((*options).clone()).await?;
                let readers = sqlite_pool().max_connections(READERS);
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
}

/// When the disk is full or fails, SQLite ends the transaction by itself. The driver goes on counting it as open, and would begin no other
/// on that connection ever again, so the connection goes.
fn sqlite_pool() -> SqlitePoolOptions {
    SqlitePoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).after_release(|connection, _| {
        Box::pin(async move {
            // A rollback that waits is done first.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Whether a SQLite file is there at all; one that this user may not see is not missing.
fn insist_on(path: &Path) -> Result<(), StoreError> {
    match path.try_exists() {
        Ok(true) => Ok(()),
        Ok(false) => Err(StoreError::Missing(path.display().to_string())),
        Err(_) => Err(StoreError::Forbidden(path.display().to_string())),
    }
}

/// Reads a SQLite file through without writing: damage shows now, and not in the middle of a write.
pub(crate) async fn examine(url: &str) -> Result<(), StoreError> {
    read_through(url, "PRAGMA quick_check(1)").await
}

/// Likewise, and compares each index with its table, which takes longer: what an index leaves out, a look by it does not find.
pub(crate) async fn examine_indexes(url: &str) -> Result<(), StoreError> {
    read_through(url, "PRAGMA integrity_check(1)").await
}

async fn read_through(url: &str, sql: &'static str) -> Result<(), StoreError> {
    let Driver::Sqlite(options) = Driver::parse(url)? else { return Ok(()) };
    if !options.get_filename().exists() {
        return Ok(());
    }
    let found = async {
        let mut connection = options.pragma("query_only", "on").connect().await?;
        let found: String = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(found)
    };
    match found.await.map_err(StoreError::from) {
        Ok(found) if found == "ok" => Ok(()),
        Ok(_) | Err(StoreError::Corrupt) => Err(StoreError::Corrupt),
        // A lock, a right that is missing: the one who opens it says so.
        Err(_) => Ok(()),
    }
}

/// Makes a missing file so that only its owner can read it: it holds names and photos. SQLite gives the files beside it the
/// same rights.
fn make_file(path: &Path) -> Result<(), StoreError> {
    match make_for_owner_of_folder(path).map_err(|fault| fault.kind()) {
        Ok(_) | Err(ErrorKind::AlreadyExists) => Ok(()),
        Err(ErrorKind::StorageFull) => Err(StoreError::Full),
        Err(_) => Err(StoreError::ReadOnly),
    }
}

impl Driver {
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = url.parse::<PgConnectOptions>().map_err(|_| StoreError::Url)?;
            let settings = [("lock_timeout", LOCK_TIMEOUT_MILLISECONDS), ("synchronous_commit", "on")];
            let options = options.application_name("passport").options(settings);
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
                    // What is erased is overwritten, and not only taken out of the lists of pages.
                    .pragma("secure_delete", "on")
                    .busy_timeout(BUSY_TIMEOUT),
            ))),
            _ => Err(StoreError::Url),
        }
    }
}
