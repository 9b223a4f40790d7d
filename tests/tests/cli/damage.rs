//! A SQLite file that is damaged, leaves rows out or is gone: cards are checked by the last bundle, nothing is written, and every command says so.

use passport_tests::Database;
use passport_tests::desk::{Desk, Ended};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::fs;

/// In the middle of the file, as a dying disk does it.
fn damage(file: &std::path::Path) {
    let mut bytes = fs::read(file).expect("the database");
    let (from, to) = (bytes.len() / 4, bytes.len() / 4 * 3);
    bytes[from..to].fill(0xa5);
    fs::write(file, bytes).expect("a file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cards_are_checked_and_nothing_is_written_while_the_file_is_damaged() {
    let desk = Desk::with_hub(Database::sqlite()).await;
    let zoe = desk.carer("Zoë", "Quillfeather").await;
    let shown = card(&desk, &zoe).await;
    let square =
        desk.json(&["card", "show", shown["card_id"].as_str().expect("an id"), "--hub", "riverton"]).await;
    let serving = desk.serve();
    let last = desk.folder().join("last-bundle.jwt");
    while !last.exists() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let before = reqwest::get(serving.url("/api/offline-bundle"))
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a text");
    serving.stop();
    let file = desk.database_file();
    for beside in ["-wal", "-shm"] {
        fs::remove_file(format!("{}{beside}", file.display())).ok();
    }
    damage(&file);
    let damaged = fs::read(&file).expect("the database");
    let add =
        ["carer", "add", "--hub", "riverton", "--given", "Kim", "--family", "Marsh", "--born", "2012-01-05"];
    complains(&desk.run(&add).await, 1, "the database file is damaged");

    let serving = desk.serve();
    let client = reqwest::Client::new();
    let check = async |card: &Value| {
        let asked = client.post(serving.url("/api/verify")).json(&json!({"card": card, "setting": "school"}));
        asked.send().await.expect("an answer").json::<Value>().await.expect("JSON")
    };
    let good = check(&square["square"]).await;
    assert_eq!((&good["state"], &good["name"]), (&json!("valid_offline"), &json!("Zoë Q")), "{good}");
    assert_eq!(
        check(&shown["short_code"]).await["state"],
        "cannot_check",
        "codes stand in the database alone"
    );
    let status =
        async |path: &str| client.get(serving.url(path)).send().await.expect("an answer").status().as_u16();
    for (path, wanted) in [
        ("/v", 200),
        ("/health/ready", 200),
        ("/hub/sign-in", 503),
        ("/card", 503),
        ("/menu", 503),
        ("/nowhere", 404),
    ] {
        assert_eq!(status(path).await, wanted, "{path}");
    }
    let kept = reqwest::get(serving.url("/api/offline-bundle"))
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a text");
    assert_eq!(kept.split('.').count(), 3);
    assert!(
        kept == before || kept == fs::read_to_string(&last).expect("it").lines().next().unwrap_or_default()
    );
    let log = serving.stop();
    assert!(log.contains("restore the newest backup"), "{log}");
    assert_eq!(fs::read(&file).expect("the database"), damaged, "not a byte was written");
}

/// One index forgets all its rows, as no reader of the table notices: the count of cells of its page is set to nothing.
async fn empty_index(desk: &Desk, index: &str) {
    let url = format!("sqlite:{}", desk.database_file().display());
    let mut database = SqliteConnection::connect(&url).await.expect("the database");
    let sql = format!("SELECT rootpage FROM sqlite_schema WHERE name = '{index}'");
    let page: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut database).await.expect("the index");
    let size: i64 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&mut database).await.expect("a size");
    database.close().await.expect("closed");
    let mut bytes = fs::read(desk.database_file()).expect("the database");
    let at = usize::try_from((page - 1) * size).expect("a place");
    assert_eq!(bytes[at], 10, "a leaf of an index");
    bytes[at + 3..at + 5].fill(0);
    fs::write(desk.database_file(), bytes).expect("a file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_backup_is_made_of_a_file_that_leaves_rows_out() {
    let desk = Desk::with_hub(Database::sqlite()).await;
    desk.carer("Zoë", "Quillfeather").await;
    let to = desk.done(&["backup", "new-key", "--out", "backup.key"]).await;
    let backup = |out: &'static str| ["backup", "--to", to.trim(), "--out", out].map(str::to_owned);
    let words = backup("good.passport");
    desk.done(&words.each_ref().map(String::as_str)).await;
    empty_index(&desk, "carer_by_name").await;
    let words = backup("bad.passport");
    let refused = desk.run(&words.each_ref().map(String::as_str)).await;
    complains(&refused, 1, "the database file is damaged");
    assert!(!desk.folder().join("bad.passport").exists());
    let doctor = desk.run(&["doctor"]).await;
    assert!(doctor.code == 3 && doctor.said.contains("WRONG  database file"), "{}", doctor.said);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_gone_is_not_taken_for_a_new_beginning() {
    let desk = Desk::with_hub(Database::sqlite()).await;
    let zoe = desk.carer("Zoë", "Quillfeather").await;
    let card = card(&desk, &zoe).await;
    let serving = desk.serve();
    let last = desk.folder().join("last-bundle.jwt");
    while !last.exists() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    serving.stop();
    let known = fs::read(&last).expect("the bundle");
    let (root, square) = (desk.done(&["keys", "root"]).await, card["square"].as_str().expect("a square"));
    let verify =
        ["verify", square, "--bundle", "last-bundle.jwt", "--setting", "school", "--root", root.trim()];
    assert_eq!(desk.run(&verify).await.code, 0, "what the server keeps is a bundle to check with");
    let file = desk.database_file();
    for beside in ["-wal", "-shm", ""] {
        fs::remove_file(format!("{}{beside}", file.display())).ok();
    }
    for empty in [false, true] {
        if empty {
            fs::write(&file, "").expect("a file");
        }
        let serving = desk.serve();
        let asked = reqwest::Client::new().post(serving.url("/api/verify"));
        let asked = asked.json(&json!({"card": card["square"], "setting": "school"}));
        let answer: Value = asked.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(answer["state"], "valid_offline", "{answer}");
        assert!(serving.stop().contains("there is no database at"));
        for begin in [&["migrate"][..], &["base", "set", "https://pass.example.uk"]] {
            complains(&desk.run(begin).await, 1, "there is no database at");
        }
        let doctor = desk.run(&["doctor"]).await;
        assert!(doctor.said.contains("WRONG  database file: there is no database at"), "{}", doctor.said);
    }
    assert_eq!(fs::read(&last).expect("the bundle"), known, "which knows what was withdrawn");
}

async fn card(desk: &Desk, carer: &str) -> Value {
    let issue = ["card", "issue", "--hub", "riverton", "--carer", carer, "--arrange", "school/late-arrival"];
    desk.json(&issue).await["cards"][0].clone()
}

fn complains(ended: &Ended, code: i32, told: &str) {
    assert!(ended.code == code && ended.complained.contains(told), "{told}: {ended:?}");
}
