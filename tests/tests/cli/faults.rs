//! Whatever is wrong, the operator is told what to do, and nothing is half done.

use passport_tests::desk::{BASE, Desk};
use passport_tests::{Database, on_both_databases};

on_both_databases!(
    what_cannot_be_understood_is_said_with_what_can,
    an_address_is_not_changed_by_the_way,
    nothing_is_opened_without_its_sealing_key,
);

async fn what_cannot_be_understood_is_said_with_what_can(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = "00000000-0000-4000-8000-000000000000";
    let issue = ["card", "issue", "--hub", "riverton", "--carer", carer, "--arrange"];
    let faults: [(&[&str], &str, i32); 6] = [
        (&["card", "issue", "--hub", "riverton", "--carer", carer, "--arrange", "school/nap"], "school/", 2),
        (
            &["card", "issue", "--hub", "riverton", "--carer", "12", "--arrange", "school/late-arrival"],
            "carer",
            2,
        ),
        (&[&issue[..], &["school/late-arrival"]].concat(), "no such young person", 1),
        (&["carer", "list", "--hub", "nowhere"], "hub", 1),
        (&["hub", "add", "--slug", "young-carers", "--name", "A", "--telephone", "01632 960100"], "carer", 2),
        (&["unpack", "0029"], "--base", 2),
    ];
    for (words, told, code) in faults {
        let ended = desk.run(words).await;
        assert_eq!(ended.code, code, "{words:?}: {}", ended.complained);
        assert!(ended.complained.to_lowercase().contains(told), "{words:?}: {}", ended.complained);
        assert!(!ended.complained.contains("panicked"), "{}", ended.complained);
    }
}

async fn an_address_is_not_changed_by_the_way(database: Database) {
    let desk = Desk::with_hub(database).await;
    let ended = desk.run(&["serve", "--base", "https://other.example.uk", "--listen", "127.0.0.1:0"]).await;
    assert_eq!(ended.code, 1);
    assert!(
        ended.complained.contains(BASE) && ended.complained.contains("passport base set"),
        "{}",
        ended.complained
    );
}

async fn nothing_is_opened_without_its_sealing_key(database: Database) {
    let desk = Desk::with_hub(database).await;
    let key = desk.folder().join("sealing.key");
    let kept = std::fs::read(&key).expect("a key");
    std::fs::remove_file(&key).expect("it goes");
    for words in [&["hub", "list"][..], &["serve", "--base", BASE, "--listen", "127.0.0.1:0"]] {
        let ended = desk.run(words).await;
        assert_eq!(ended.code, 1, "{words:?}");
        assert!(ended.complained.contains("sealing"), "{}", ended.complained);
        assert!(!key.exists(), "a new key was made in place of the lost one");
    }
    std::fs::write(&key, kept).expect("it is put back");
    desk.done(&["hub", "list"]).await;
}
