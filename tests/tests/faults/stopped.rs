//! The database server stops and comes back, and nobody starts our server again: it checks cards all the while, refuses what it cannot
//! save, and takes it once the database is back.

use crate::disk::form_for;
use crate::site::{Server, Site, card, carer, check, free_address};
use passport_tests::Database;
use passport_tests::postgres::{Cluster, PostgresDatabase};
use reqwest::Client;
use std::time::{Duration, Instant};

/// Waits until a server says this of a card; gives how long that took.
pub async fn until_known(server: &Server, card: &str, state: &str) -> Duration {
    let (client, began) = (Client::new(), Instant::now());
    loop {
        let said = check(&client, &server.url(""), card).await;
        if said.as_ref().is_some_and(|said| said.state == state) {
            return began.elapsed();
        }
        assert!(began.elapsed() < Duration::from_secs(30), "it says {said:?} and never {state}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_stops_and_comes_back_needs_no_new_start() {
    let cluster = Cluster::start_new();
    let address = free_address();
    let database = Database::Postgres(PostgresDatabase::create_at(cluster.url(), None));
    let site = Site::on(database, &address);
    let server = site.serve(&address, &[]).await;
    let mut browser = site.staff(&server).await;
    let (store, scope) = site.store().await;
    let zoe = carer(&store, &scope, "Moss").await;
    let first = card(&store, &scope, zoe).await.card_id;
    let square = store.print_card(&scope, first).await.expect("it prints").square;
    store.close().await;
    until_known(&server, &square, "valid").await;
    let form = form_for(&mut browser, &site, "Nowak").await;

    cluster.stop();
    let refused = browser.send(&form).await;
    assert!(refused.status == 503 && refused.says("Not finished yet"), "{} {}", refused.status, refused.body);
    let said = check(&Client::new(), &server.url(""), &square).await.expect("an answer");
    assert_eq!(said.state, "valid", "checking goes on");
    assert!(crate::site::is_ready(&address).await, "it can check cards");

    cluster.start();
    let began = Instant::now();
    let mut taken = browser.send(&form).await;
    while taken.status != 303 {
        assert!(began.elapsed() < Duration::from_secs(20), "{} {}", taken.status, taken.body);
        tokio::time::sleep(Duration::from_millis(100)).await;
        taken = browser.send(&form).await;
    }
    eprintln!("a form is taken {:?} after the database is back", began.elapsed());
    let (store, scope) = site.store().await;
    store.withdraw_card(&scope, first).await.expect("it is withdrawn");
    let known = until_known(&server, &square, "not_in_use").await;
    eprintln!("a withdrawal is known {known:?} after it");
    assert!(store.verify_audit(&[]).await.expect("the books answer").is_sound());
    store.close().await;
    let log = server.kill();
    // It looks twice a second, so a short stop may fall between two looks; what it said once it takes back once.
    let times = |said: &str| log.matches(said).count();
    assert_eq!(times("checking goes on from memory"), times("the database can be read again"), "{log}");
}
