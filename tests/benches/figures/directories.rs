//! Another's directory read in and put on the menu, and postcodes loaded, on both databases.

use crate::Figure;
use passport_core::menu::{GridPoint, Position, Postcode};
use passport_server::store::{Decided, WhichRows};
use passport_tests::directory::{items, read_items};
use passport_tests::{Database, TestApp};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// So many services; `PASSPORT_FIGURES_SMALL` takes a tenth, to see that it runs.
fn services() -> usize {
    if std::env::var_os("PASSPORT_FIGURES_SMALL").is_some() { 200 } else { 2_000 }
}

/// Services and postcodes a second on each database.
pub fn measure() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.into_iter().flat_map(|(name, database)| runtime.block_on(on(name, database))).collect()
}

async fn on(name: &str, database: Database) -> Vec<Figure> {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (store, scope) = (app.store(), hub.scope());
    let items = items(services());
    let began = Instant::now();
    let import = read_items(store, scope, &items).await;
    let read = began.elapsed();
    store
        .decide_on_menu_import(scope, import, WhichRows::All, Decided::Approve)
        .await
        .expect("it is decided");
    while !store.go_on_with_menu_import(scope, import).await.expect("it goes on") {}
    let approved = began.elapsed();
    assert_eq!(store.menu().await.expect("the books answer").services.len(), items.len());
    let postcodes = postcodes(items.len() * 10);
    let began = Instant::now();
    store.put_postcodes(&postcodes).await.expect("they are put");
    store.settle_outward_codes().await.expect("they are settled");
    let loaded = began.elapsed();
    vec![
        Figure::new(format!("services read in, {name}"), rate(items.len(), read), "≥ 200 a second"),
        Figure::new(
            format!("services read in and put on the menu, {name}"),
            rate(items.len(), approved),
            "≥ 200 a second",
        ),
        Figure::new(format!("postcodes loaded, {name}"), rate(postcodes.len(), loaded), "–"),
    ]
}

/// So many made-up postcodes.
fn postcodes(count: usize) -> BTreeMap<Postcode, Position> {
    let letters: Vec<char> = "ABDEFGHJLNPQRSTUWXYZ".chars().collect();
    let position = GridPoint::new(389_357.0, 390_095.0).expect("on the grid").position();
    let postcode = |number: usize| {
        let (first, second) = (letters[number % 20], letters[number / 20 % 20]);
        let text = format!("SK{} {}{first}{second}", 1 + number / 4_000, number / 400 % 10);
        (Postcode::parse(&text).expect("a postcode"), position)
    };
    (0..count).map(postcode).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn rate(count: usize, time: Duration) -> String {
    format!("{:.0} a second", count as f64 / time.as_secs_f64())
}
