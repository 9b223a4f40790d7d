//! What a million cards cost a server, which holds them all in memory: starting, memory, signing every list. They are written straight into the
//! database as copies of one that was issued, each with an index and a code of its own, one in a hundred of them withdrawn; a server reads of a
//! card just what it reads of these.

use super::bulk::person;
use super::start::Started;
use crate::Figure;
use passport_core::card::Arrangement;
use passport_server::store::Wish;
use passport_tests::Database;
use passport_tests::desk::{BASE, Desk};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use std::time::{Duration, Instant};

/// In each list.
const IN_A_LIST: u32 = 100_000;

/// So many lists; `PASSPORT_FIGURES_SMALL` takes one, to see that it runs.
fn lists() -> u32 {
    if std::env::var_os("PASSPORT_FIGURES_SMALL").is_some() { 1 } else { 10 }
}

/// On each database.
pub fn measure() -> Vec<Figure> {
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.into_iter().flat_map(|(name, database)| on(name, database)).collect()
}

fn on(name: &str, database: Database) -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = database.url();
    let (desk, signed, signing) = runtime.block_on(async {
        let desk = Desk::with_hub(database).await;
        let store = desk.store().await;
        let slug = "riverton".parse().expect("a short name");
        let scope = store.operator_scope(&slug).await.expect("the hub");
        let carer = store.add_carer(&scope, &person(0)).await.expect("a young person");
        let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::PhoneOnSilent] };
        store.issue_cards(&scope, &wish).await.expect("a card");
        store.sign_due_lists().await.expect("a signed list");
        fill(&url).await;
        let began = Instant::now();
        let signed = store.sign_due_lists().await.expect("signed lists").signed;
        let signing = began.elapsed();
        store.close().await;
        (desk, signed, signing)
    });
    let server = Started::on(desk.folder(), &url, BASE);
    let cards = format!("{} cards, {name}", lists() * IN_A_LIST);
    vec![
        Figure::new(format!("{signed} lists signed anew, {cards}"), told(signing), "≤ 1 s"),
        Figure::new(format!("from start to first answer, {cards}"), server.soon(), "–"),
        Figure::new(format!("memory when idle, {cards}"), server.idle_memory(), "–"),
    ]
}

fn told(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Writes the copies.
async fn fill(url: &str) {
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.expect("connects");
        sqlx::raw_sql("PRAGMA foreign_keys = OFF").execute(&mut connection).await.expect("a setting");
        let sql = AssertSqlSafe(copies("randomblob(16)", "randomblob(32)"));
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("copies");
    } else {
        let mut connection = PgConnection::connect(url).await.expect("connects");
        let mac = "sha256(uuid_send(gen_random_uuid()))";
        let sql = AssertSqlSafe(copies("gen_random_uuid()", mac));
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("copies");
    }
}

/// Every copy is of the one card there is; its number says its list and its index.
fn copies(id: &str, mac: &str) -> String {
    let last = lists() * IN_A_LIST - 1;
    let last_list = lists() + 1;
    format!(
        "BEGIN;
        UPDATE change_counter SET n = n + 1;
        CREATE TEMPORARY TABLE copy AS
            WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < {last})
            SELECT i / {IN_A_LIST} + 2 AS n, i % {IN_A_LIST} AS idx, {id} AS card_id, {id} AS credential_id,
                {mac} AS code_mac FROM counted;
        INSERT INTO status_list (hub_id, n, base, kind, taken, last_exp, opened_at, closed_at, bits_n, changed_n)
            SELECT l.hub_id, c.n, l.base, l.kind, {IN_A_LIST}, l.last_exp, l.opened_at, l.opened_at, x.n, x.n
            FROM status_list l, change_counter x, (SELECT DISTINCT n FROM copy WHERE n <= {last_list}) c WHERE l.n = 1;
        INSERT INTO status_entry (hub_id, n, idx, taken_at, withdrawn_at, changed_n)
            SELECT e.hub_id, c.n, c.idx, e.taken_at, CASE WHEN c.idx % 100 = 0 THEN e.taken_at END, x.n
            FROM copy c, status_entry e, change_counter x WHERE e.n = 1;
        INSERT INTO card (hub_id, card_id, carer_id, kind, ends_on, arrangements, created_at, superseded_at)
            SELECT d.hub_id, c.card_id, d.carer_id, d.kind, d.ends_on, d.arrangements, d.created_at, d.created_at
            FROM copy c, card d WHERE d.superseded_at IS NULL;
        INSERT INTO credential (hub_id, credential_id, card_id, n, idx, kid, exp, claims, created_at, signed_at, text, changed_n)
            SELECT s.hub_id, c.credential_id, c.card_id, c.n, c.idx, s.kid, s.exp, s.claims, s.created_at, s.signed_at,
                s.text, x.n
            FROM copy c, credential s, change_counter x WHERE s.n = 1;
        INSERT INTO short_code (code_mac, hub_id, card_id, created_at, changed_n)
            SELECT c.code_mac, o.hub_id, c.card_id, o.created_at, x.n
            FROM copy c, short_code o, change_counter x, card d
            WHERE d.card_id = o.card_id AND d.superseded_at IS NULL;
        COMMIT;"
    )
}
