//! The tables of the next version are made while servers of this one run: they check, issue and withdraw as before.

use super::Two;
use super::restart::Counters;
use crate::site::{card, carer};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use std::path::Path;

/// What a next version may do to any table: one more column that nobody has to fill in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_runs_while_servers_of_the_version_before_go_on() {
    let two = Two::start().await;
    let (square, _) = two.card().await;
    let mut grace = two.site.staff(&two.one).await;
    let counters = Counters::at(&two.site.base, &square);
    let pool = PgPoolOptions::new().connect(&two.site.database.url()).await.expect("connects");
    let folder = next_version(&pool).await;
    let (store, scope) = two.site.store().await;
    let migrator = Migrator::new(folder.path()).await.expect("migrations");
    let migrating = tokio::spawn(async move { migrator.run(&pool).await });
    let mut issued = 0;
    while !migrating.is_finished() || issued < 5 {
        let zoe = carer(&store, &scope, "Moss").await;
        card(&store, &scope, zoe).await;
        assert_eq!(grace.get(&format!("/hub/carers/{zoe}")).await.status, 200);
        issued += 1;
    }
    migrating.await.expect("it ends").expect("it migrates");

    // And afterwards, on all of its tables.
    let zoe = carer(&store, &scope, "Marsh").await;
    let late = card(&store, &scope, zoe).await;
    let withdraw = format!("/hub/carers/{zoe}/cards/{}/withdraw", late.card_id);
    let form = grace.get(&withdraw).await.form(&withdraw);
    assert_eq!(grace.send(&form).await.status, 303);
    crate::stopped::until_known(&two.other, &late.text, "not_in_use").await;
    assert!(store.verify_audit(&[]).await.expect("the books answer").is_sound());
    store.close().await;
    let before = counters.good();
    while counters.good() < before + 20 {
        tokio::task::yield_now().await;
    }
    let (good, failed) = counters.stop().await;
    eprintln!("{good} checks and {issued} cards during the migration, {} checks failed", failed.len());
    assert!(failed.is_empty(), "{:?}", &failed[..failed.len().min(5)]);

    let refused = two.site.command(&["serve", "--base", &two.site.base, "--listen", "127.0.0.1:0"]).output();
    let complained = String::from_utf8(refused.expect("it runs").stderr).expect("UTF-8");
    assert!(complained.contains("newer version"), "the version before is not started on it: {complained}");
}

/// The migrations that there are, and one for each table behind them.
async fn next_version(pool: &sqlx::PgPool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    for file in std::fs::read_dir(ours).expect("migrations") {
        let file = file.expect("a migration");
        std::fs::copy(file.path(), folder.path().join(file.file_name())).expect("a copy");
    }
    let sql = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()
        AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await.expect("tables");
    assert!(tables.len() > 50, "{tables:?}");
    for (n, table) in tables.iter().enumerate() {
        let sql = format!("ALTER TABLE {table} ADD COLUMN of_the_next_version TEXT;");
        std::fs::write(folder.path().join(format!("{}_{table}.sql", 9000 + n)), sql).expect("a migration");
    }
    let new = "CREATE TABLE of_the_next_version (hub_id UUID NOT NULL REFERENCES hub (hub_id), n BIGINT);";
    std::fs::write(folder.path().join("9999_new.sql"), new).expect("a migration");
    folder
}
