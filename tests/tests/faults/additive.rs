//! A migration only adds, since servers of the version before go on while it runs: whatever they read and write is there afterwards, and
//! nothing new has to be filled in by them.

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use std::collections::BTreeMap;
use std::path::Path;

/// A column: whether it needs a value, and whether it gets one by itself.
type Columns = BTreeMap<(String, String), (bool, bool)>;

#[tokio::test]
async fn a_migration_takes_nothing_away_that_the_version_before_needs() {
    let ours = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    let migrator = Migrator::new(ours).await.expect("migrations");
    let folder = tempfile::tempdir().expect("a folder");
    let options =
        SqliteConnectOptions::new().filename(folder.path().join("empty.db")).create_if_missing(true);
    let mut connection = options.connect().await.expect("connects");
    let mut before = Columns::new();
    for migration in migrator.iter() {
        let name = &migration.description;
        migrator.run_to(migration.version, &mut connection).await.expect("it migrates");
        let after = columns(&mut connection).await;
        for column in before.keys() {
            assert!(after.contains_key(column), "{name:?} takes {column:?} away");
        }
        let known = |table: &str| before.keys().any(|(before, _)| before == table);
        for ((table, column), (needed, given)) in &after {
            let is_new = known(table) && !before.contains_key(&(table.clone(), column.clone()));
            assert!(!(is_new && *needed && !*given), "{name:?}: who writes {table} does not know {column}");
        }
        before = after;
    }
    assert!(before.len() > 300, "{} columns", before.len());
}

async fn columns(connection: &mut SqliteConnection) -> Columns {
    let sql = "SELECT m.name, p.name, p.\"notnull\", p.dflt_value IS NOT NULL FROM sqlite_master m
        JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'";
    let rows: Vec<(String, String, bool, bool)> =
        sqlx::query_as(sql).fetch_all(connection).await.expect("columns");
    rows.into_iter().map(|(table, column, needed, given)| ((table, column), (needed, given))).collect()
}
