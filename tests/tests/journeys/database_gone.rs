//! The database stops, and people at counters notice nothing for as long as the answer is still true.

use chrono::TimeDelta;
use passport_tests::postgres::{Cluster, PostgresDatabase};
use passport_tests::{Database, TestApp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checking_goes_on_with_postgresql_stopped() {
    let cluster = Cluster::start_new();
    let database = PostgresDatabase::create_at(cluster.url(), None);
    checking_goes_on(Database::Postgres(database), || cluster.stop()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checking_goes_on_with_the_sqlite_file_spoilt() {
    let database = Database::sqlite();
    let Database::Sqlite(folder) = &database else { unreachable!("it is SQLite") };
    let path = folder.path().join("passport.db");
    checking_goes_on(database, move || {
        for end in ["", "-wal", "-shm"] {
            overwrite(&format!("{}{end}", path.display()));
        }
    })
    .await;
}

/// Writes nonsense over a file under the server's feet, which has it open.
fn overwrite(path: &str) {
    use std::io::Write as _;
    let mut file = std::fs::OpenOptions::new().write(true).open(path).expect("one of the database's files");
    let length = file.metadata().expect("a length").len();
    file.write_all(&vec![0xa5; usize::try_from(length).expect("a small file")]).expect("overwrites it");
}

async fn checking_goes_on(database: Database, stop: impl FnOnce()) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
    let withdrawn = hub.issue(hub.carer("Łukasz", "Nowak").await).await;
    hub.withdraw(&withdrawn).await;
    stop();

    app.after_in_vain(TimeDelta::seconds(30)).await;
    assert_eq!(app.check(&card.square).await.state, "valid", "half a minute is within the check");
    assert_eq!(app.check(&card.short_code).await.state, "valid");
    assert_eq!(app.get("/health/live").await.status(), 200);
    assert_eq!(app.get("/health/ready").await.status(), 200, "it can check cards");

    app.after_in_vain(TimeDelta::hours(1)).await;
    let answer = app.check_at("school", &card.square).await;
    assert_eq!((&*answer.state, answer.name.as_deref()), ("valid_offline", Some("Zoë M")));
    assert_eq!(app.check(&withdrawn.square).await.state, "not_in_use");

    app.after_in_vain(TimeDelta::days(8)).await;
    assert_eq!(app.check(&card.square).await.state, "cannot_check", "a list past its end is not believed");
    assert_eq!(app.get("/health/ready").await.status(), 503);
    assert_eq!(app.check(&withdrawn.square).await.state, "not_in_use");
}
