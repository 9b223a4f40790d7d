//! Another's directory at the command line: in every form, from servers that misbehave, and cut off in the middle.

use passport_core::card::HubSlug;
use passport_server::store::{Decided, HubScope, Store, WhichRows};
use passport_tests::bad_directory::{BadDirectory, ITS_NETWORK};
use passport_tests::desk::Desk;
use passport_tests::directory::{item, items};
use passport_tests::{Database, on_both_databases};
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};

on_both_databases!(
    a_directory_in_any_form_is_read_and_only_what_changed_the_next_time,
    a_dry_run_writes_nothing_down,
    a_directory_that_misbehaves_is_refused_with_a_clear_word,
    nothing_is_fetched_from_private_addresses,
    a_program_that_is_killed_goes_on_and_doubles_nothing,
    what_was_read_before_a_fault_is_kept_and_gone_on_with,
    files_that_are_written_are_read_again,
);

const IMPORT: [&str; 4] = ["menu", "import", "--hub", "riverton"];
const LOCAL: [&str; 2] = ["--allow-private", ITS_NETWORK];

async fn opened(desk: &Desk) -> (Store, HubScope) {
    let store = desk.store().await;
    let scope = store.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    (store, scope)
}

fn counts(said: &Value) -> [u64; 5] {
    ["new", "changed", "unchanged", "gone", "faulty"].map(|name| said[name].as_u64().expect("a number"))
}

async fn read(desk: &Desk, from: &str) -> [u64; 5] {
    counts(&desk.json(&[&IMPORT[..], &LOCAL, &[from]].concat()).await)
}

async fn approve_all(store: &Store, scope: &HubScope) -> usize {
    let newest = store.menu_imports(scope).await.expect("the books answer")[0].import_id;
    let decided = store.decide_on_menu_import(scope, newest, WhichRows::All, Decided::Approve).await;
    decided.expect("it is decided");
    while !store.go_on_with_menu_import(scope, newest).await.expect("it goes on") {}
    store.menu().await.expect("the books answer").services.len()
}

async fn a_directory_in_any_form_is_read_and_only_what_changed_the_next_time(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("good")).await, [250, 0, 0, 0, 0]);
    assert!(
        store.menu().await.expect("the books answer").services.is_empty(),
        "nobody has approved anything"
    );
    assert_eq!(approve_all(&store, &scope).await, 250);
    assert_eq!(read(&desk, &server.url("good")).await, [0, 0, 250, 0, 0]);
    // Elsewhere the same services are known by name and postcode.
    for (way, expected) in [("older", 3), ("from-zero", 2), ("front", 2)] {
        assert_eq!(read(&desk, &server.url(way)).await.iter().sum::<u64>(), expected, "{way}");
    }
    let before = server.asked();
    let redirected = read(&desk, &server.url("to-good")).await;
    assert_eq!(redirected.iter().sum::<u64>(), 250, "one redirect is nothing bad");
    let asked: Vec<_> = server.ways()[before..]
        .iter()
        .map(|way| way.split('?').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        asked,
        ["to-good", "good", "good", "good"],
        "later pages are asked for where the first one was"
    );

    let mut lines: String = items(3).iter().map(|item| item.to_string() + "\n").collect();
    lines.push_str("{broken\n");
    fs::write(desk.folder().join("services.ndjson"), lines).expect("the folder is there");
    fs::write(desk.folder().join("list.json"), json!([item(1), {"name": ""}]).to_string())
        .expect("it is there");
    assert_eq!(read(&desk, "services.ndjson").await.iter().sum::<u64>(), 4);
    assert!(desk.complaints().contains("service 4: whole: not-a-service"), "{}", desk.complaints());
    assert_eq!(read(&desk, "list.json").await[4], 1);
    assert!(desk.complaints().contains("service 2: name: missing"), "{}", desk.complaints());
    assert_eq!(desk.run(&["audit", "verify"]).await.code, 0);
}

async fn a_dry_run_writes_nothing_down(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    let from = server.url("good");
    let said = desk.json(&[&IMPORT[..], &LOCAL, &[&from, "--dry-run"]].concat()).await;
    assert_eq!(
        (counts(&said), &said["dry_run"], &said["import_id"]),
        ([250, 0, 0, 0, 0], &json!(true), &Value::Null)
    );
    assert!(store.menu_imports(&scope).await.expect("the books answer").is_empty());
    let told = desk.done(&[&IMPORT[..], &LOCAL, &[&from, "--dry-run"]].concat()).await;
    assert!(told.starts_with("250 would be new, 0 changed"), "{told}");
}

async fn a_directory_that_misbehaves_is_refused_with_a_clear_word(database: Database) {
    let desk = Desk::with_hub(database).await;
    let server = BadDirectory::start().await;
    for (way, word) in [
        ("stall", "took too long"),
        ("silent", "took too long"),
        ("drip", "took too long"),
        ("endless", "more than 64 MB"),
        ("bomb", "more than 64 MB"),
        ("crumbs", "more than 4 million parts"),
        ("not-json", "is not JSON (line 1, column 1)"),
        ("cut", "stops in the middle"),
        ("nowhere", "answers 404 Not Found"),
        ("repeats", "page 2 repeats what came before"),
        ("more-and-more", "more than 50,000 services"),
        ("round", "redirects more than 5 times"),
        ("to-file", "redirects to what is not a web address"),
        ("to-gopher", "redirects to what is not a web address"),
        ("to-data", "redirects to what is not a web address"),
    ] {
        let began = Instant::now();
        let from = server.url(way);
        // What is slow gets little time here, what is large enough to show its size.
        let seconds = if word == "took too long" { "2" } else { "60" };
        let ended =
            desk.run(&[&IMPORT[..], &LOCAL, &[&from, "--dry-run", "--seconds", seconds]].concat()).await;
        assert_eq!(ended.code, 1, "{way}: {}", ended.said);
        assert!(ended.complained.contains(word), "{way}: {}", ended.complained);
        assert!(!ended.complained.contains("panicked"), "{way}: {}", ended.complained);
        assert!(began.elapsed() < Duration::from_secs(90), "{way}: {:?}", began.elapsed());
    }
}

async fn nothing_is_fetched_from_private_addresses(database: Database) {
    let desk = Desk::with_hub(database).await;
    let server = BadDirectory::start().await;
    let (plain, named) = (server.url("good"), server.named_url("good"));
    let port = plain.rsplit(':').next().expect("a port").to_owned();
    let odd = ["http://0x7f000001:", "http://127.1:", "http://[::ffff:127.0.0.1]:", "http://0:"]
        .map(|host| format!("{host}{port}"));
    for from in [&plain, &named].into_iter().chain(&odd) {
        let ended = desk.run(&[&IMPORT[..], &[from]].concat()).await;
        assert!(
            ended.code == 1 && ended.complained.contains("leads to a private address"),
            "{from}: {}",
            ended.complained
        );
    }
    assert_eq!(server.asked(), 0, "nobody was even asked");
    for way in ["to-private", "to-other-loopback", "to-six", "to-odd", "to-name"] {
        let from = server.url(way);
        let ended = desk.run(&[&IMPORT[..], &LOCAL, &[&from]].concat()).await;
        assert!(
            ended.code == 1 && ended.complained.contains("leads to a private address"),
            "{way}: {}",
            ended.complained
        );
    }
    assert_eq!(server.asked(), 5, "each redirect was refused before it was followed");
    for from in [
        "ftp://example.org/services",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/1",
        "dict://127.0.0.1:2628/d",
        "http://user:secret@127.0.0.1/",
    ] {
        let ended = desk.run(&[&IMPORT[..], &LOCAL, &[from]].concat()).await;
        assert!(
            ended.code == 1 && ended.complained.contains("is not an address like"),
            "{from}: {}",
            ended.complained
        );
    }
}

async fn a_program_that_is_killed_goes_on_and_doubles_nothing(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    let from = server.url("slow-pages");
    let words = [&IMPORT[..], &LOCAL, &[&from, "--json"]].concat();
    let read_so_far = async || {
        let imports = store.menu_imports(&scope).await.expect("the books answer");
        assert!(imports.len() < 2, "each start goes on with the same reading");
        imports.first().map_or(0, |one| one.counts.total())
    };
    for until in [200, 700] {
        let mut running = desk.start(&words);
        while read_so_far().await < until {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        running.kill().expect("it was running");
        running.wait().expect("it is gone");
    }
    let left = read_so_far().await;
    assert!(left < 2_000, "{left}: killed too late");
    let said = desk.json(&words[..words.len() - 1]).await;
    assert_eq!(said["resumed"], json!(true));
    assert_eq!(counts(&said), [2_000, 0, 0, 0, 0]);
    assert_eq!(approve_all(&store, &scope).await, 2_000);
    assert_eq!(desk.run(&["audit", "verify"]).await.code, 0);
}

async fn what_was_read_before_a_fault_is_kept_and_gone_on_with(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    let from = server.url("cut-later");
    for _ in 0..2 {
        let ended = desk.run(&[&IMPORT[..], &LOCAL, &[&from]].concat()).await;
        assert_eq!(ended.code, 1);
        assert!(ended.complained.contains("10 services were read and are kept"), "{}", ended.complained);
        let imports = store.menu_imports(&scope).await.expect("the books answer");
        assert_eq!((imports.len(), imports[0].counts.new, imports[0].read_at), (1, 10, None));
    }
}

async fn files_that_are_written_are_read_again(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    read(&desk, &server.url("older")).await;
    assert_eq!(approve_all(&store, &scope).await, 3);
    let written = desk.json(&["menu", "export", "out"]).await;
    assert_eq!((&written["services"], &written["service_at_locations"]), (&json!(3), &json!(3)), "{written}");
    let again = desk.run(&["menu", "export", "out"]).await;
    assert!(again.code == 1 && again.complained.contains("is there already"), "{}", again.complained);
    let nowhere = desk.run(&["menu", "export", "no/such/folder"]).await;
    assert!(nowhere.code == 1 && nowhere.complained.contains("cannot be written"), "{}", nowhere.complained);
    let lines = fs::read_to_string(desk.folder().join("out/services.ndjson")).expect("it is there");
    assert_eq!(lines.lines().count(), 3);
    assert!(!lines.contains("null") && !lines.contains("\"\""), "nothing empty: {lines}");
    let left: Vec<_> =
        fs::read_dir(desk.folder()).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".menu-export")), "{left:?}");
    assert_eq!(read(&desk, "out/services.ndjson").await.iter().sum::<u64>(), 3);
}
