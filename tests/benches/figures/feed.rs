//! The menu as other programs read it, at 2,000 services with every field sometimes there: a page, everything as lines, what is near a
//! postcode, and what changed.

use crate::Figure;
use passport_core::menu::{Position, Postcode};
use passport_tests::menu::{Dice, live, provider};
use passport_tests::{Database, TestApp};
use std::time::{Duration, Instant};

const TIMES: usize = 200;

/// So many services; `PASSPORT_FIGURES_SMALL` takes a tenth, to see that it runs.
fn services() -> usize {
    if std::env::var_os("PASSPORT_FIGURES_SMALL").is_some() { 200 } else { 2_000 }
}

/// How long answers take on each database.
pub fn measure() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.into_iter().flat_map(|(name, database)| runtime.block_on(on(name, database))).collect()
}

async fn on(name: &str, database: Database) -> Vec<Figure> {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let offers = provider(app.store(), hub.scope(), "O’Neill Trust").await;
    let mut dice = Dice::new(0x9e37_79b9);
    for _ in 0..services() {
        live(app.store(), hub.scope(), offers, &dice.details("2026-11-21".parse().expect("a day"))).await;
    }
    let here = Position { latitude: 54.05, longitude: -1.95 };
    let postcode = Postcode::parse("RV1 1AB").expect("a postcode");
    app.store().put_postcodes(&[(postcode, here)].into()).await.expect("it is put");
    app.look().await;
    let mut figures = Vec::new();
    for (what, path, target) in [
        ("a page of 50", "/open-referral/services", "p99 ≤ 25 ms"),
        ("a page of 500", "/open-referral/services?per_page=500", "–"),
        ("a page of 500 whole records", "/open-referral/services?per_page=500&full=true", "–"),
        (
            "a page of 50 with three filters",
            "/open-referral/services?search=swimming&age=12&day=SA",
            "p99 ≤ 25 ms",
        ),
        (
            "the 50 places nearest to a postcode",
            "/open-referral/service_at_locations?postcode=RV1%201AB",
            "p99 ≤ 25 ms",
        ),
        ("what changed since yesterday", "/api/menu/changes?since=2026-11-20T09:00:00Z,2026-11-20", "–"),
        ("every record, as lines", "/open-referral/services?full=true&format=ndjson", "–"),
    ] {
        let (waits, bytes) = ask(&app, path).await;
        let (middle, p99) = (waits[waits.len() / 2], waits[waits.len() * 99 / 100]);
        figures.push(Figure::new(
            format!("feed, {what} ({} kB), {name}", bytes / 1_000),
            format!("{:.1} ms, p99 {:.1} ms", milliseconds(middle), milliseconds(p99)),
            target,
        ));
    }
    figures
}

/// How long each answer took, the shortest first, and how many bytes one has.
async fn ask(app: &TestApp, path: &str) -> (Vec<Duration>, usize) {
    let (mut waits, mut bytes) = (Vec::with_capacity(TIMES), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        let answer = app.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        bytes = answer.bytes().await.expect("all of it").len();
        waits.push(began.elapsed());
    }
    waits.sort_unstable();
    (waits, bytes)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
