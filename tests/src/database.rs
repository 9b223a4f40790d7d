//! A fresh, migrated database for one test, of either kind; gone when dropped.

use crate::postgres::PostgresDatabase;
use tempfile::TempDir;

/// A database that one test has to itself.
#[derive(Debug)]
pub enum Database {
    /// A file in a folder of its own.
    Sqlite(TempDir),
    /// A database in the cluster that the tests share.
    Postgres(PostgresDatabase),
}

impl Database {
    /// An empty SQLite file; the store brings the schema when it opens it.
    pub fn sqlite() -> Self {
        Self::Sqlite(TempDir::with_prefix("passport-sqlite-").expect("a folder for the database"))
    }

    /// An empty PostgreSQL database; the store brings the schema when it opens it.
    pub fn postgres() -> Self {
        Self::Postgres(PostgresDatabase::create())
    }

    /// The address as `--database` takes it.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("passport.db").display()),
            Self::Postgres(database) => database.url().to_owned(),
        }
    }
}

/// Runs each named `async fn(Database)` of the surrounding module as two tests, `sqlite::name` and `postgres::name`.
///
/// A function left out of the list is unused, which `make lint` refuses.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::Database::sqlite()).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::Database::postgres()).await;
                }
            )+
        }
    };
}
