//! The data are lost and come back, in a database of the other kind, by what an operator has kept: a backup, two keys, a bundle, a journal.

use passport_tests::desk::{Desk, Ended};
use passport_tests::{Database, on_both_databases};
use serde_json::{Value, json};
use std::fs;

on_both_databases!(
    a_lost_server_comes_back_in_the_other_kind_of_database,
    the_copy_of_the_sealing_key_is_shown_to_be_there_without_coming_here,
    everything_about_somebody_is_written_down_and_then_erased,
    what_is_over_is_counted_before_it_goes,
    a_hub_is_added_once_the_folder_of_the_journal_is_there,
);

fn complains(ended: &Ended, code: i32, told: &str) {
    assert!(ended.code == code && ended.complained.contains(told), "{told}: {ended:?}");
}

async fn card(desk: &Desk, carer: &str) -> Value {
    let issue = ["card", "issue", "--hub", "riverton", "--carer", carer, "--arrange", "school/late-arrival"];
    desk.json(&issue).await["cards"][0].clone()
}

async fn bundle(desk: &Desk) -> String {
    let serving = desk.serve();
    let bundle = reqwest::get(serving.url("/api/offline-bundle")).await.expect("an answer");
    let bundle = bundle.text().await.expect("a bundle");
    serving.stop();
    bundle
}

async fn a_lost_server_comes_back_in_the_other_kind_of_database(database: Database) {
    let other = match &database {
        Database::Sqlite(_) => Database::postgres(),
        Database::Postgres(_) => Database::sqlite(),
    };
    let desk = Desk::with_hub(database).await;
    let (zoe, mia) = (desk.carer("Zoë", "Quillfeather").await, desk.carer("Mia", "O'Neill").await);
    let zoes = card(&desk, &zoe).await;
    let zoes = zoes["card_id"].as_str().expect("an id");
    desk.done(&["keys", "new", "--hub", "riverton"]).await;
    desk.done(&["keys", "publish", "k2", "--hub", "riverton"]).await;
    bundle(&desk).await;

    let to = desk.done(&["backup", "new-key", "--out", "backup.key"]).await;
    complains(&desk.run(&["backup", "--to", "passport-backup-x", "--out", "x"]).await, 2, "mistyped");
    let private = fs::read_to_string(desk.folder().join("backup.key")).expect("the private half");
    complains(
        &desk.run(&["backup", "--to", private.trim(), "--out", "x"]).await,
        2,
        "must not be on the server",
    );
    assert!(!desk.complaints().contains(private.trim()), "and it is not said again");
    // Somebody else's file of a name that is like it.
    fs::write(desk.folder().join("one.part"), "precious").expect("a file");
    let serving = desk.serve();
    let made = desk.json(&["backup", "--to", to.trim(), "--out", "one.passport"]).await;
    serving.stop();
    assert!(made["rows"].as_u64() > Some(20), "{made}");
    assert_eq!(fs::read_to_string(desk.folder().join("one.part")).expect("it"), "precious");
    let short = desk.json(&["backup", "--to", to.trim(), "--out", "short.part"]).await;
    let written = fs::metadata(desk.folder().join("short.part")).expect("the backup").len();
    assert_eq!(short["bytes"].as_u64(), Some(written), "whatever its name ends in");
    assert!(
        fs::read_dir(desk.folder())
            .expect("the folder")
            .flatten()
            .all(|file| { !file.file_name().to_string_lossy().starts_with(".backup-") })
    );
    complains(&desk.run(&["backup", "--to", to.trim(), "--out", "one.passport"]).await, 1, "there already");
    let file = fs::read(desk.folder().join("one.passport")).expect("the backup");
    assert!(!String::from_utf8_lossy(&file).contains("Quillfeather"), "it is sealed");

    // After the backup: withdrawn, erased, refused, added.
    desk.done(&["card", "withdraw", zoes, "--hub", "riverton"]).await;
    complains(&desk.run(&["erase", &mia, "--hub", "riverton"]).await, 2, "--for-good");
    desk.done(&["erase", &mia, "--hub", "riverton", "--for-good"]).await;
    desk.done(&["keys", "refuse", "k1", "--hub", "riverton", "--all-its-cards-end"]).await;
    let last = bundle(&desk).await;

    let anew = Desk::before_anything(other);
    let carried = |name: &str, text: &[u8]| fs::write(anew.folder().join(name), text).expect("a file");
    carried("backup.key", private.as_bytes());
    carried("one.passport", &file);
    carried("bundle.jwt", last.as_bytes());
    let kept = |name: &str| fs::read(desk.folder().join(name)).expect("it was kept");
    let restore = ["restore", "one.passport", "--key", "backup.key"];
    let with_bundle = [&restore[..], &["--published", "bundle.jwt"]].concat();
    complains(&anew.run(&with_bundle).await, 1, "sealing key");
    carried("sealing.key", &kept("sealing.key"));
    complains(&anew.run(&with_bundle).await, 2, "no journal");
    carried("journal.jsonl", &kept("journal.jsonl"));
    complains(&anew.run(&restore).await, 2, "--published is needed");
    carried("cut.passport", &file[..file.len() - 100]);
    let cut = ["restore", "cut.passport", "--key", "backup.key", "--published", "bundle.jwt"];
    complains(&anew.run(&cut).await, 1, "changed or cut off");
    let rehearsal = [&with_bundle[..], &["--dry-run"]].concat();
    let rehearsed = anew.done(&rehearsal).await;
    assert!(rehearsed.contains("is whole") && rehearsed.contains("1 records erased"), "{rehearsed}");
    complains(&anew.run(&["hub", "list"]).await, 1, "");
    carried("bundle.jwt", b"junk");
    complains(&anew.run(&rehearsal).await, 1, "neither an offline bundle");
    carried("bundle.jwt", last.as_bytes());

    let restored = anew.json(&with_bundle).await;
    assert_eq!((&restored["withdrawn"], &restored["erased"]), (&json!(1), &json!(1)), "{restored}");
    for again in [&with_bundle, &rehearsal] {
        complains(&anew.run(again).await, 1, "there is something in that database");
    }
    let cards = anew.json(&["card", "list", "--hub", "riverton", "--carer", &zoe]).await;
    assert_eq!(cards[0]["state"], "withdrawn");
    complains(&anew.run(&["carer", "show", &mia, "--hub", "riverton"]).await, 1, "no such young person");
    let keys = anew.json(&["keys", "list", "--hub", "riverton"]).await;
    assert_eq!((&keys[0]["state"], &keys[1]["state"]), (&json!("refused"), &json!("active")), "{keys}");
    card(&anew, &anew.carer("Tom", "Reed").await).await;
    assert_eq!(anew.json(&["audit", "verify"]).await["sound"], true);
    assert!(bundle(&anew).await.len() > 100, "and it serves");
}

async fn the_copy_of_the_sealing_key_is_shown_to_be_there_without_coming_here(database: Database) {
    let on_sqlite = matches!(database, Database::Sqlite(_));
    let desk = Desk::with_hub(database).await;
    let doctor = desk.run(&["doctor"]).await;
    assert!(
        doctor.code == 3 && doctor.said.contains("WRONG  copy of the sealing key: nobody has shown"),
        "{doctor:?}"
    );
    let asked = desk.done(&["keys", "escrow", "ask"]).await;
    let question = asked.trim();
    complains(
        &desk.run(&["keys", "escrow", "answer", question, "--copy", "sealing.key"]).await,
        1,
        "is the key in use",
    );
    // A machine that has the copy and nothing else.
    let elsewhere = Desk::before_anything(Database::sqlite());
    let key = fs::read(desk.folder().join("sealing.key")).expect("the key");
    fs::write(elsewhere.folder().join("copy"), key).expect("a copy");
    let answer = elsewhere.done(&["keys", "escrow", "answer", question, "--copy", "copy"]).await;
    let wrong = "0000-0000-0000-0000-0000";
    complains(
        &desk.run(&["keys", "escrow", "confirm", wrong, "--by", "Alex Reed"]).await,
        1,
        "not what the sealing key",
    );
    desk.done(&["keys", "escrow", "confirm", answer.trim(), "--by", "Alex Reed"]).await;
    complains(
        &desk.run(&["keys", "escrow", "confirm", answer.trim(), "--by", "Alex Reed"]).await,
        1,
        "nothing was asked",
    );
    assert!(desk.done(&["keys", "escrow", "show"]).await.contains("Alex Reed"));
    assert!(desk.done(&["doctor"]).await.contains("well   lines of the journal"));
    if on_sqlite {
        fs::remove_file(desk.folder().join("journal.jsonl")).expect("it was there");
        assert!(desk.done(&["doctor"]).await.contains("better lines of the journal: there are none"));
    }
}

async fn everything_about_somebody_is_written_down_and_then_erased(database: Database) {
    let on_sqlite = matches!(database, Database::Sqlite(_));
    let desk = Desk::with_hub(database).await;
    let zoe = desk.carer("Zoë", "<b>Quillfeather</b>").await;
    card(&desk, &zoe).await;
    let everything: Value =
        serde_json::from_str(&desk.done(&["export", &zoe, "--hub", "riverton"]).await).expect("JSON");
    assert_eq!(everything["record"]["surname"], "<b>Quillfeather</b>");
    assert_eq!(everything["cards"][0]["state"], "active");
    let saw = everything["who_did_and_saw_what"].as_array().expect("a list");
    assert!(saw.iter().any(|one| one["what"] == "record opened" && one["who"] == "operator"), "{everything}");
    desk.done(&["export", &zoe, "--hub", "riverton", "--as", "html", "--out", "zoe.html"]).await;
    let page = fs::read_to_string(desk.folder().join("zoe.html")).expect("the page");
    assert!(page.contains("&lt;b&gt;Quillfeather") && page.contains("<h2>Cards</h2>"));
    let erased = desk.json(&["erase", &zoe, "--hub", "riverton", "--for-good"]).await;
    assert_eq!(erased["erased"], json!(zoe));
    complains(&desk.run(&["export", &zoe, "--hub", "riverton"]).await, 1, "no such young person");
    if on_sqlite {
        let left = fs::read(desk.database_file()).expect("the database");
        assert!(
            !String::from_utf8_lossy(&left).contains("Quillfeather"),
            "nothing of her is left in the file"
        );
    }
    assert_eq!(desk.json(&["audit", "verify"]).await["sound"], true);
}

async fn what_is_over_is_counted_before_it_goes(database: Database) {
    let desk = Desk::with_hub(database).await;
    let old = ["--given", "Ada", "--family", "Old", "--born", "1998-01-05"];
    let old = desk.done(&[&["carer", "add", "--hub", "riverton"], &old[..]].concat()).await;
    let counted = desk.json(&["retention", "--dry-run"]).await;
    assert_eq!(
        (&counted["deleted"], &counted["rows"]["names of staff who left"]),
        (&json!(false), &json!(0)),
        "{counted}"
    );
    for rule in ["messages", "sessions", "known browsers", "reviews", "time-outs", "rows of spreadsheets"] {
        assert!(counted["rows"][rule].is_number(), "{rule} is counted: {counted}");
    }
    assert_eq!(desk.json(&["retention"]).await["deleted"], true);
    // Nobody's record goes on the day it is written.
    desk.done(&["carer", "show", old.trim(), "--hub", "riverton"]).await;
    assert!(!desk.done(&["retention"]).await.contains("records of"));
}

async fn a_hub_is_added_once_the_folder_of_the_journal_is_there(database: Database) {
    let desk = Desk::at(database).await;
    let disk = desk.folder().join("other-disk");
    let journal = disk.join("journal.jsonl").display().to_string();
    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    let add =
        [&["hub", "add", "--base", "https://pass.example.uk", "--journal", &journal], &hub[..]].concat();
    let refused = desk.run(&add).await;
    complains(&refused, 1, &disk.display().to_string());
    complains(&refused, 1, "--journal");
    assert!(!disk.exists(), "the disk that belongs there may be missing");
    fs::create_dir(&disk).expect("a folder");
    desk.done(&add).await;
    assert!(fs::read_to_string(&journal).expect("the journal").contains("key-published"));
}
