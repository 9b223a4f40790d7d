//! The token and the credential endpoint under load, on both databases, with phones that sign every request on the same machine.

use crate::Figure;
use passport_tests::wallet::Wallet;
use passport_tests::{Database, TestApp};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// As many phones come at once.
const PHONES: usize = 24;
/// So often each comes; a setting gives 64 credentials a day at most.
const TIMES: usize = 40;

/// Answers a second of both endpoints on each database.
pub fn measure() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.into_iter().flat_map(|(name, database)| runtime.block_on(on(name, database))).collect()
}

async fn on(name: &str, database: Database) -> Vec<Figure> {
    let app = Arc::new(TestApp::on(database).await);
    let hub = app.hub("riverton").await;
    let mut phones = Vec::with_capacity(PHONES);
    for _ in 0..PHONES {
        let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
        let mut wallet = Wallet::bound(&hub.iss(), app.now());
        wallet.activate(&waiting).await;
        phones.push(wallet);
    }
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for mut wallet in phones {
        asking.spawn(async move {
            for _ in 0..TIMES {
                wallet.refresh().await;
            }
            wallet
        });
    }
    let phones = asking.join_all().await;
    let tokens = began.elapsed();
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for wallet in phones {
        asking.spawn(async move {
            for _ in 0..TIMES {
                wallet.fetch_one("school").await;
            }
        });
    }
    asking.join_all().await;
    let credentials = began.elapsed();
    vec![
        Figure::new(format!("new tokens for a phone, {name}"), rate(tokens), "–"),
        Figure::new(format!("credential with its nonce, signed and kept, {name}"), rate(credentials), "–"),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn rate(time: Duration) -> String {
    format!("{:.0} a second", (PHONES * TIMES) as f64 / time.as_secs_f64())
}
