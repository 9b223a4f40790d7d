//! The demo, as somebody meets it who has just fetched the project.

use passport_tests::demo::Demo;
use passport_tests::desk::Ended;
use passport_tests::program::passport;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn every_card_of_the_demo_answers_as_its_state_says() {
    let demo = Demo::start();
    for card in demo.cards() {
        let expected = match card.state.as_str() {
            "withdrawn" => "not_in_use",
            "foreign" => "not_recognised",
            same => same,
        };
        for shown in [&card.square, &card.short_code] {
            assert_eq!(demo.verify(shown).await.state, expected, "{shown}");
        }
        let sheet = reqwest::get(&card.print_url).await.expect("an answer");
        assert!(sheet.status().is_success());
        let sheet = sheet.text().await.expect("a page");
        assert!(sheet.contains(&card.short_code) && sheet.contains("data:image/jpeg"));
    }
    let states: BTreeSet<&str> = demo.cards().iter().map(|card| card.state.as_str()).collect();
    assert_eq!(states.into_iter().collect::<Vec<_>>(), ["expired", "foreign", "valid", "withdrawn"]);
    let hubs: BTreeSet<&str> = demo.cards().iter().map(|card| card.hub.as_str()).collect();
    assert_eq!(hubs.len(), 3, "two of its own and one elsewhere");
    assert!(hubs.iter().all(|hub| !hub.contains("carer")));
}

#[cfg(unix)]
#[test]
fn the_demo_ends_cleanly_and_leaves_nothing_behind() {
    for signal in ["INT", "TERM"] {
        let mut demo = Demo::start_without_data();
        let scratch = |demo: &Demo| std::fs::read_dir(demo.folder()).expect("a folder").count();
        assert_eq!(scratch(&demo), 1, "its data");
        assert_eq!(demo.end(signal), Some(0), "after {signal}");
        assert_eq!(scratch(&demo), 0, "after {signal}");
    }
}

#[test]
fn the_demo_refuses_a_database_that_is_not_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |words: &[&str]| Ended::of(passport().args(words).arg("--data").arg(folder.path()));
    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    assert_eq!(run(&[&["hub", "add"], &hub[..]].concat()).code, 0);
    let refused = run(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!((refused.code, refused.said.as_str()), (1, ""));
    assert!(refused.complained.contains("is not the demo's own"), "{refused:?}");
    assert!(run(&["hub", "list"]).said.contains("riverton"), "it is as it was");
}

#[test]
fn the_demo_starts_afresh_in_a_folder_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Demo::start_on(folder.path());
    first.end("TERM");
    let second = Demo::start_on(folder.path());
    assert_ne!(first.cards()[0].short_code, second.cards()[0].short_code);
}
