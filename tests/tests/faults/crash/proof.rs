//! What has to hold after each kill, and what once nobody is killed any more.

use super::acts::{IN_A_FILE, Told};
use super::phones::token;
use crate::site::{Server, Site, check};
use passport_server::store::{Head, ImportState};
use passport_tests::console::Browser;
use reqwest::Client;
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use uuid::Uuid;

/// Rows that there must never be, each with what they would be.
const NEVER: [(&str, &str); 5] = [
    (
        "a place in a list that two cards have",
        "SELECT count(*) FROM (SELECT 1 AS one FROM credential GROUP BY hub_id, n, idx HAVING count(*) > 1) AS twice",
    ),
    (
        "a card without its place in a list",
        "SELECT count(*) FROM credential s LEFT JOIN status_entry e
            ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx WHERE e.idx IS NULL",
    ),
    (
        "a list that counts its places wrongly",
        "SELECT count(*) FROM status_list l
            WHERE l.taken <> (SELECT count(*) FROM status_entry e WHERE e.hub_id = l.hub_id AND e.n = l.n)",
    ),
    (
        "a card whose withdrawal is not in its list, or the other way round",
        "SELECT count(*) FROM credential s JOIN card c ON c.hub_id = s.hub_id AND c.card_id = s.card_id
            JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
            WHERE c.kind <> 'phone' AND (c.withdrawn_at IS NULL) <> (e.withdrawn_at IS NULL)",
    ),
    (
        "a second card of a kind that is in force",
        "SELECT count(*) FROM (SELECT 1 AS one FROM card WHERE kind <> 'phone' AND superseded_at IS NULL
            AND withdrawn_at IS NULL GROUP BY hub_id, carer_id, kind HAVING count(*) > 1) AS twice",
    ),
];

/// The ends of all chains, kept apart as an operator keeps them.
pub async fn heads(site: &Site) -> Vec<Head> {
    let (store, _) = site.store().await;
    let heads = store.audit_heads().await.expect("heads");
    store.close().await;
    heads
}

/// The cards that a dead server left written down and neither signed nor given up. A SQLite file is looked at in a copy, so that it is
/// the next server that finds it as it was left.
pub async fn left_half_issued(site: &Site) -> Vec<Uuid> {
    let url = site.database.url();
    let Some(file) = url.strip_prefix("sqlite:") else { return half_issued(&url).await };
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    for end in ["", "-wal"] {
        let _ = std::fs::copy(format!("{file}{end}"), format!("{}{end}", copy.display()));
    }
    half_issued(&format!("sqlite:{}", copy.display())).await
}

async fn half_issued(url: &str) -> Vec<Uuid> {
    let sql = "SELECT credential_id FROM credential WHERE signed_at IS NULL AND abandoned_at IS NULL";
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("rows")
    } else {
        let mut connection = PgConnection::connect(url).await.expect("connects");
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("rows")
    }
}

/// What was told of is there, what was not answered is done once when it is asked for again, and the books add up.
pub async fn nothing_is_lost(
    site: &Site,
    server: &Server,
    mut browser: Browser,
    (told, cut, kept): (&Told, &[Uuid], &[Head]),
) {
    let left = half_issued(&site.database.url()).await;
    assert!(cut.iter().all(|one| !left.contains(one)), "a card stays half issued");
    for (act, form) in &told.forms {
        let seen = browser.send(form).await;
        assert_eq!(seen.status, 303, "{act} again: {}", seen.body);
        assert_eq!(browser.get(&seen.location).await.status, 200, "{act} again leads nowhere");
        assert_eq!(browser.send(form).await.location, seen.location, "{act} a third time");
    }
    for letter in &told.letters {
        let again = token(&format!("{}/h/riverton", site.base), letter, &mut Told::default()).await;
        assert!(again.is_some(), "a letter cannot be redeemed again");
    }
    let client = Client::new();
    for token in &told.phones {
        let card = client.get(server.url("/api/card")).bearer_auth(token).send().await.expect("an answer");
        // It is known, and given for settings alone; a token that nobody knows is 401.
        assert_eq!(card.status(), 403, "a phone that was told it has a card");
    }
    let (store, scope) = site.store().await;
    for (act, card) in &told.cards {
        let printed = store.print_card(&scope, *card).await;
        // A card that was replaced afterwards is withdrawn, and then it is not printed.
        let open = store.open_card(&scope, *card).await.unwrap_or_else(|fault| panic!("{act}: {fault}"));
        assert!(printed.is_ok() || open.withdrawn_at.is_some(), "{act}: {printed:?}");
        if let Ok(printed) = printed {
            let said = check(&client, &server.url(""), &printed.square).await.expect("an answer");
            assert_eq!(said.state, "valid", "{act}");
        }
    }
    for card in &told.withdrawn {
        let open = store.open_card(&scope, *card).await.expect("a card");
        assert!(open.withdrawn_at.is_some(), "a withdrawal was lost");
    }
    let report = store.verify_audit(kept).await.expect("the books answer");
    assert!(report.is_sound(), "{report:?}");
    store.close().await;
    for text in &told.texts {
        let rows = site.count(&format!("SELECT count(*) FROM credential WHERE text = '{text}'")).await;
        assert_eq!(rows, 1, "a signature without its row");
        let said = check(&client, &server.url(""), text).await.expect("an answer");
        assert_ne!(said.state, "not_in_use");
    }
    for (what, sql) in NEVER {
        assert_eq!(site.count(sql).await, 0, "{what}");
    }
}

/// Every file and every run that was started comes to its end, with nobody left out and nobody twice.
pub async fn all_is_done(site: &Site, told: &Told) {
    let (store, scope) = site.store().await;
    for file in &told.files {
        let mut found = store.import(&scope, *file).await.expect("a file");
        while found.state != ImportState::Done {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            found = store.import(&scope, *file).await.expect("a file");
        }
        assert_eq!((found.counts.added, found.counts.left_out, found.counts.faulty), (IN_A_FILE, 0, 0));
    }
    for run in &told.runs {
        while store.card_run(&scope, *run).await.expect("a run").finished_at.is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let done = store.finished_card_run(&scope, *run).await.expect("a run");
        let signed = i64::try_from(done.cards.len()).expect("a few");
        assert_eq!((done.issued, signed), (IN_A_FILE, IN_A_FILE), "everybody has one, and it is signed");
    }
    store.close().await;
    let twice = "SELECT count(*) FROM (SELECT 1 AS one FROM carer WHERE given_name LIKE 'Given%'
        GROUP BY hub_id, given_name, family_name HAVING count(*) > 1) AS twice";
    assert_eq!(site.count(twice).await, 0, "somebody was added twice");
    site.done(&["audit", "verify"]);
}
