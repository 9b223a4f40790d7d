//! Cards that are kept when the power goes: one at a time as a worker issues them, and thousands in a run, on both databases. What bounds them is said
//! beside: how long the disk takes to have one small write for certain, and the processor one signature. And the room that they take on the disk.

use crate::Figure;
use passport_core::card::Arrangement;
use passport_core::keys::{Signer as _, SigningKey};
use passport_server::store::{CarerId, NewCardRun, Recipients, Wish};
use passport_tests::{Database, TestApp};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

const SINGLE: usize = 500;
const TIMES: u32 = 200;

/// So many in a run; `PASSPORT_FIGURES_SMALL` takes a tenth, to see that it runs.
fn in_a_run() -> usize {
    if std::env::var_os("PASSPORT_FIGURES_SMALL").is_some() { 500 } else { 5_000 }
}

/// Cards a second, and the slowest of single ones.
pub fn measure() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    let figures = databases.into_iter().flat_map(|(name, database)| runtime.block_on(on(name, database)));
    bounds().into_iter().chain(figures).collect()
}

async fn on(name: &str, database: Database) -> Vec<Figure> {
    let url = database.url();
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let empty = bytes(&url).await;
    let mut carers: Vec<CarerId> = Vec::with_capacity(in_a_run());
    for _ in 0..in_a_run() {
        carers.push(hub.carer("Zoë", "Moss").await.id());
    }
    let with_people = bytes(&url).await;
    let arrangements = vec![Arrangement::TimeOut { minutes: 10, place: None }, Arrangement::PhoneOnSilent];

    let run_id = app.store().draw_card_run_id().expect("an id");
    let recipients = Recipients::Chosen(carers);
    let new = NewCardRun { run_id, recipients, ends_on: None, arrangements: arrangements.clone() };
    app.store().start_card_run(hub.scope(), &new).await.expect("it starts");
    let began = Instant::now();
    while !app.store().go_on_with_card_run(hub.scope(), run_id).await.expect("it goes on") {}
    let bulk = began.elapsed();
    let with_cards = bytes(&url).await;

    let mut waits = Vec::with_capacity(SINGLE);
    for _ in 0..SINGLE {
        let carer = hub.carer("Zoë", "Moss").await.id();
        let wish = Wish { carer, ends_on: None, arrangements: arrangements.clone() };
        let began = Instant::now();
        app.store().issue_cards(hub.scope(), &wish).await.expect("a card");
        waits.push(began.elapsed());
    }
    waits.sort_unstable();
    let of = |per_cent: usize| waits[waits.len() * per_cent / 100].as_secs_f64() * 1e3;
    vec![
        Figure::new(
            format!("cards issued in a run of {}, {name}", in_a_run()),
            rate(in_a_run(), bulk),
            "≥ 1,000 a second",
        ),
        Figure::new(
            format!("one card issued alone, {name}"),
            format!("{:.1} ms, p99 {:.1} ms", of(50), of(99)),
            "p99 ≤ 50 ms",
        ),
        Figure::new(
            format!("on the disk, a young person and a card, each with its record, {name}"),
            format!("{}, {}", each(with_people - empty), each(with_cards - with_people)),
            "–",
        ),
    ]
}

/// How large the database is.
async fn bytes(url: &str) -> i64 {
    let size = if url.starts_with("sqlite:") {
        let sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        let mut connection = SqliteConnection::connect(url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_one(&mut connection).await
    } else {
        let mut connection = PgConnection::connect(url).await.expect("connects");
        sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&mut connection).await
    };
    size.expect("its size")
}

/// One's share of what a run took.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn each(bytes: i64) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3 / in_a_run() as f64)
}

/// What no way of issuing could be quicker than.
fn bounds() -> Vec<Figure> {
    let key = SigningKey::generate().expect("a key").0;
    let began = Instant::now();
    for _ in 0..TIMES {
        key.sign(&[b'a'; 650]).expect("a signature");
    }
    let signature = began.elapsed() / TIMES;
    let folder = tempfile::TempDir::with_prefix("passport-figures-").expect("a folder");
    let mut file = File::create(folder.path().join("synced")).expect("a file");
    let began = Instant::now();
    for _ in 0..TIMES {
        file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).expect("a write");
    }
    let write = began.elapsed() / TIMES;
    let millis = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    vec![
        Figure::new("a write of 4 kB that the disk has for certain", millis(write), "–"),
        Figure::new("an ES256 signature", millis(signature), "–"),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn rate(count: usize, time: Duration) -> String {
    format!("{:.0} a second", count as f64 / time.as_secs_f64())
}
