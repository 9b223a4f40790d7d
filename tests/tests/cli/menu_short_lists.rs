//! Directories whose lists say little of their services, as Open Referral UK lets them: all of each is fetched, and gently.

use std::collections::HashMap;

use passport_core::card::HubSlug;
use passport_server::store::{Decided, HubScope, StagedKind, Store, WhichRows};
use passport_tests::bad_directory::{BadDirectory, ITS_NETWORK};
use passport_tests::desk::Desk;
use passport_tests::{Database, on_both_databases};
use serde_json::Value;

on_both_databases!(
    a_list_that_says_little_is_followed_to_each_service,
    a_list_that_can_say_all_is_asked_to,
    a_service_without_a_record_of_its_own_is_faulty_and_many_of_them_stop_the_reading,
    a_server_that_asks_to_be_left_alone_is_and_one_that_breaks_is_gone_on_with_later,
    a_program_that_is_killed_asks_for_nothing_again_that_is_written_down,
    what_another_server_like_this_one_publishes_is_taken_in_whole,
);

const IMPORT: [&str; 6] = ["menu", "import", "--hub", "riverton", "--allow-private", ITS_NETWORK];

async fn opened(desk: &Desk) -> (Store, HubScope) {
    let store = desk.store().await;
    let scope = store.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    (store, scope)
}

/// New, changed, unchanged, gone and faulty ones.
async fn read(desk: &Desk, from: &str) -> [u64; 5] {
    let said = desk.json(&[&IMPORT[..], &[from]].concat()).await;
    ["new", "changed", "unchanged", "gone", "faulty"].map(|name| said[name].as_u64().expect("a number"))
}

fn lists_and_records(server: &BadDirectory) -> (usize, usize) {
    let ways = server.ways();
    let lists = ways.iter().filter(|way| !way.contains('/')).count();
    (lists, ways.len() - lists)
}

async fn a_list_that_says_little_is_followed_to_each_service(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    let from = server.url("short") + "?key=7";
    assert_eq!(read(&desk, &from).await, [130, 0, 0, 0, 0]);
    assert_eq!(
        lists_and_records(&server),
        (4, 130),
        "one question whether the list can say all, then each once"
    );
    // Four wait, and the answers of as many may be on their way.
    assert!(server.most_at_once() <= 8, "{} at once", server.most_at_once());
    assert!(server.ways().iter().all(|way| way.contains("key=7")), "what the address says is kept");
    let reading = &store.menu_imports(&scope).await.expect("the books answer")[0];
    assert_eq!((reading.total, reading.counts.total()), (Some(130), 130));
    let (_, staged) = store.staged_service(&scope, reading.import_id, 120).await.expect("it is there");
    let details = staged.details.expect("it says something");
    assert_eq!((details.name.as_str(), details.places.len()), ("Club 120", 1), "with its place");
    assert_eq!(staged.aside["vendor_field"], "kept aside");
}

async fn a_list_that_can_say_all_is_asked_to(database: Database) {
    let desk = Desk::with_hub(database).await;
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("short-in-full")).await, [130, 0, 0, 0, 0]);
    assert_eq!(lists_and_records(&server), (4, 0), "{:?}", server.ways());
    // Where no record says more than the list, those of one page are enough to know.
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("short-without")).await.iter().sum::<u64>(), 25);
    assert_eq!(lists_and_records(&server), (4, 10), "{:?}", server.ways());
}

async fn a_service_without_a_record_of_its_own_is_faulty_and_many_of_them_stop_the_reading(
    database: Database,
) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("short-but-one")).await, [127, 0, 0, 0, 3]);
    for number in [3, 4, 5] {
        let said = format!("service {number}: whole: listed-only");
        assert!(desk.complaints().contains(&said), "{said}: {}", desk.complaints());
    }
    let before = store.menu_imports(&scope).await.expect("the books answer");
    let (_, faulty) = store
        .staged_services(&scope, before[0].import_id, StagedKind::Faulty, (0, 10))
        .await
        .expect("they are there");
    assert_eq!(faulty.len(), 3);
    let asked = server.asked();
    let ended = desk.run(&[&IMPORT[..], &[&server.url("short-lost")]].concat()).await;
    assert!(ended.code == 1 && ended.complained.contains("10 of them in a row"), "{}", ended.complained);
    assert!(server.asked() - asked < 20, "the others were left alone");
    let lost = &store.menu_imports(&scope).await.expect("the books answer")[0];
    assert_eq!((lost.counts.total(), lost.read_at), (0, None), "nothing of it is half there");
}

async fn a_server_that_asks_to_be_left_alone_is_and_one_that_breaks_is_gone_on_with_later(
    database: Database,
) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("short-busy")).await, [130, 0, 0, 0, 0]);
    for (way, word, seconds) in [
        // Long enough for a busy machine, and four times what is waited in silence.
        ("short-stall", "took too long", "20"),
        ("short-to-private", "leads to a private address", "60"),
        ("short-broken", "answers 503", "60"),
    ] {
        let ended = desk.run(&[&IMPORT[..], &[&server.url(way), "--seconds", seconds]].concat()).await;
        assert!(ended.code == 1 && ended.complained.contains(word), "{way}: {}", ended.complained);
        assert!(ended.complained.contains("50 services were read and are kept"), "{}", ended.complained);
        let reading = &store.menu_imports(&scope).await.expect("the books answer")[0];
        assert_eq!((reading.counts.total(), reading.read_at), (50, None), "{way}: whole pages only");
    }
}

async fn a_program_that_is_killed_asks_for_nothing_again_that_is_written_down(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    let from = server.url("short-slowly");
    let words = [&IMPORT[..], &[&from, "--json"]].concat();
    let mut running = desk.start(&words);
    let newest = async || store.menu_imports(&scope).await.expect("the books answer").into_iter().next();
    let staged = loop {
        match newest().await {
            Some(reading) if reading.counts.total() >= 60 => break reading,
            _ => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
        }
    };
    running.kill().expect("it was running");
    running.wait().expect("it is gone");
    let staged_now = newest().await.unwrap_or(staged).counts.total();
    assert!(staged_now < 200, "killed too late");
    let said: Value = desk.json(&words[..words.len() - 1]).await;
    assert_eq!((&said["resumed"], &said["services"], &said["new"]), (&true.into(), &200.into(), &200.into()));
    let mut times: HashMap<String, usize> = HashMap::new();
    for way in server.ways() {
        *times.entry(way).or_default() += 1;
    }
    for number in 1..=staged_now {
        let way = format!("short-slowly/00000000-0000-4000-8000-{number:012}");
        assert_eq!(times.get(&way), Some(&1), "{way}");
    }
}

async fn what_another_server_like_this_one_publishes_is_taken_in_whole(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let server = BadDirectory::start().await;
    assert_eq!(read(&desk, &server.url("good")).await, [250, 0, 0, 0, 0]);
    let import = store.menu_imports(&scope).await.expect("the books answer")[0].import_id;
    store
        .decide_on_menu_import(&scope, import, WhichRows::All, Decided::Approve)
        .await
        .expect("it is decided");
    while !store.go_on_with_menu_import(&scope, import).await.expect("it goes on") {}

    let serving = desk.serve();
    let hub = ["--slug", "harbourside", "--name", "Harbourside Hub", "--telephone", "01632 960100"];
    desk.done(&[&["hub", "add"], &hub[..]].concat()).await;
    let to = ["menu", "import", "--hub", "harbourside", "--allow-private", ITS_NETWORK];
    let said = desk.json(&[&to[..], &[&serving.url("/open-referral/")]].concat()).await;
    assert_eq!((&said["new"], &said["faulty"]), (&250.into(), &0.into()), "{said}");
    let theirs =
        store.operator_scope(&HubSlug::parse("harbourside").expect("a slug")).await.expect("the hub");
    let import = store.menu_imports(&theirs).await.expect("the books answer")[0].import_id;
    let (_, taken) = store.staged_service(&theirs, import, 1).await.expect("it is there");
    let taken = taken.details.expect("it says something");
    let menu = store.menu().await.expect("the books answer");
    let ours =
        menu.services.into_iter().find(|one| one.details.name == taken.name).expect("one of ours").details;
    assert_eq!((taken.ages, &taken.tags, &taken.website), (ours.ages, &ours.tags, &ours.website));
    let places = |details: &passport_core::menu::Details| {
        details
            .places
            .iter()
            .map(|one| (one.postcode.clone(), one.town.clone(), one.position))
            .collect::<Vec<_>>()
    };
    assert_eq!(places(&taken), places(&ours));
    serving.stop();
}
