//! Bringing a database up to date, and refusing one that is not.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use sqlx::migrate::Migrator;

use super::StoreError;
use super::db::{Db, Link, View, on_db};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Applies what is missing and gives how many migrations that were.
pub(crate) async fn migrate(db: &Db) -> Result<usize, StoreError> {
    let before = match applied(&mut db.view().await?).await {
        Err(StoreError::NotMigrated) => insist_on_no_strangers(db).await.map(|()| BTreeMap::new())?,
        found => found?,
    };
    match db {
        Db::Sqlite { writer, .. } => MIGRATIONS.run(writer).await?,
        Db::Postgres(pool) => MIGRATIONS.run(pool).await?,
    }
    Ok(MIGRATIONS.iter().count() - before.len())
}

/// The newest migration of a database that was migrated.
pub(crate) async fn newest(view: &mut View) -> Result<i64, StoreError> {
    applied(view).await?.into_keys().max().ok_or(StoreError::NotMigrated)
}

/// Whether this program knows a migration.
pub(crate) fn is_known(version: i64) -> bool {
    MIGRATIONS.version_exists(version)
}

/// Makes the tables of a model in memory, as the migrations up to this one do.
pub(crate) async fn model(model: &mut SqliteConnection, newest: i64) -> Result<(), StoreError> {
    Ok(MIGRATIONS.run_to(newest, model).await?)
}

/// Brings a database to this migration within the transaction that is open.
pub(crate) async fn bring_to(view: &mut View, newest: i64) -> Result<(), StoreError> {
    match view.link() {
        Link::Sqlite(transaction) => MIGRATIONS.run_to(newest, &mut **transaction).await?,
        Link::Postgres(transaction) => MIGRATIONS.run_to(newest, &mut **transaction).await?,
    }
    Ok(())
}

/// Whether there is no table at all.
pub(crate) async fn is_empty(view: &mut View) -> Result<bool, StoreError> {
    let tables: i64 = match view.link() {
        Link::Sqlite(transaction) => {
            let sql = "SELECT count(*) FROM sqlite_master";
            sqlx::query_scalar(sql).fetch_one(&mut **transaction).await?
        }
        Link::Postgres(transaction) => {
            let sql = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()";
            sqlx::query_scalar(sql).fetch_one(&mut **transaction).await?
        }
    };
    Ok(tables == 0)
}

/// Refuses a database in which another program keeps its tables. Ours are never there without the list of migrations,
/// which another server may be making at this moment.
async fn insist_on_no_strangers(db: &Db) -> Result<(), StoreError> {
    let tables: Vec<String> = match db {
        Db::Sqlite { writer, .. } => {
            let sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
            sqlx::query_scalar(sql).fetch_all(writer).await?
        }
        Db::Postgres(pool) => {
            let sql = "SELECT table_name::text FROM information_schema.tables
                WHERE table_schema = current_schema() ORDER BY table_name";
            sqlx::query_scalar(sql).fetch_all(pool).await?
        }
    };
    if tables.is_empty() || tables.iter().any(|table| table == "_sqlx_migrations") {
        return Ok(());
    }
    Err(StoreError::OfAnotherProgram(tables))
}

/// Refuses a database that lacks a migration, has one that this program does not know, or has one in another form.
pub(crate) async fn check(view: &mut View) -> Result<(), StoreError> {
    let applied = applied(view).await?;
    if let Some(newer) = applied.keys().find(|version| !MIGRATIONS.version_exists(**version)) {
        return Err(StoreError::TooNew(*newer));
    }
    for known in MIGRATIONS.iter() {
        match applied.get(&known.version) {
            None => return Err(StoreError::NotMigrated),
            Some(checksum) if **checksum != *known.checksum => {
                return Err(StoreError::Altered(known.version));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

async fn applied(view: &mut View) -> Result<BTreeMap<i64, Vec<u8>>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> =
        on_db!(view, |c| sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations").fetch_all(c))?;
    Ok(rows.into_iter().collect())
}
