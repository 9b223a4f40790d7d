//! What cannot stand on a card, in the books or in an address is named, with what may; nothing secret is printed.

use passport_server::store::Store;
use passport_tests::desk::{BASE, Desk, Ended};
use passport_tests::program::passport;
use passport_tests::{Database, on_both_databases};
use std::fs;
use std::process::{Child, Stdio};

on_both_databases!(
    an_arrangement_that_is_not_understood_is_named_with_what_may_stand_there,
    a_second_card_of_a_kind_is_refused_and_renewing_is_named,
    a_hub_that_tells_what_it_is_for_is_refused,
    data_that_is_not_there_is_not_made_by_a_look,
    a_lost_sealing_key_is_not_replaced_by_a_fresh_one,
    the_sealing_key_is_never_printed,
    the_doctor_says_what_is_wrong_and_what_to_do,
    a_photo_or_a_birthday_that_is_none_leaves_no_half_added_record,
    the_same_young_person_is_added_twice_only_on_purpose,
    the_address_that_the_database_holds_need_not_be_given,
);

fn complains(ended: &Ended, code: i32, of: &[&str]) {
    assert_eq!(ended.code, code, "{ended:?}");
    for part in of {
        assert!(ended.complained.contains(part), "{part} in: {}", ended.complained);
    }
}

async fn an_arrangement_that_is_not_understood_is_named_with_what_may_stand_there(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Zoë", "Marsh").await;
    let told: [(&str, i32, &[&str]); 3] = [
        ("school/tme-out:10", 2, &["\"tme-out\" is not arranged for school", "time-out, phone-on-silent"]),
        ("school/time-out:ten", 2, &["\"ten\" is not a number of minutes from 1 to 60"]),
        ("pharmacy/collect-arranged:2199-01-01", 1, &["collect-arranged", "still to come"]),
    ];
    for (typed, code, parts) in told {
        let issue = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", typed];
        complains(&desk.run(&issue).await, code, parts);
    }
}

async fn a_second_card_of_a_kind_is_refused_and_renewing_is_named(database: Database) {
    let desk = Desk::with_hub(database).await;
    let carer = desk.carer("Zoë", "Marsh").await;
    let issue = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    desk.done(&issue).await;
    complains(
        &desk.run(&issue).await,
        1,
        &["there is an active card of this kind already: renew or replace it"],
    );
}

async fn a_hub_that_tells_what_it_is_for_is_refused(database: Database) {
    let desk = Desk::at(database).await;
    let named = |slug, name| ["hub", "add", "--slug", slug, "--name", name, "--telephone", "01632 960100"];
    complains(&desk.run(&named("leeds-carers", "Leeds Hub")).await, 2, &["must not contain", "carer"]);
    complains(&desk.run(&named("leeds", "Leeds Young Carers")).await, 2, &["must not contain", "carer"]);
    let light = [&named("leeds", "Leeds Hub")[..], &["--accent", "#ffee00"]].concat();
    complains(&desk.run(&light).await, 2, &["too light"]);
    assert_eq!(desk.json(&["hub", "list"]).await, serde_json::json!([]));
}

async fn data_that_is_not_there_is_not_made_by_a_look(database: Database) {
    let desk = Desk::before_anything(database);
    let looked = desk.run(&["hub", "list"]).await;
    complains(&looked, 1, &[]);
    assert!(!desk.folder().join("sealing.key").exists(), "no key was made");
    let checked = desk.run(&["doctor"]).await;
    assert_eq!(checked.code, 3);
    assert!(checked.said.contains("WRONG  database"), "{checked:?}");
}

async fn a_lost_sealing_key_is_not_replaced_by_a_fresh_one(database: Database) {
    let desk = Desk::with_hub(database).await;
    let key = desk.folder().join("sealing.key");
    let kept = fs::read_to_string(&key).expect("the key");
    fs::remove_file(&key).expect("it goes");
    for command in [&["hub", "list"][..], &["migrate"]] {
        complains(&desk.run(command).await, 1, &["sealing.key", "put it back"]);
    }
    assert!(!key.exists(), "a fresh key would hide that the real one is missing");
    fs::write(&key, kept).expect("it comes back");
    desk.done(&["hub", "list"]).await;
}

async fn the_sealing_key_is_never_printed(database: Database) {
    let desk = Desk::with_hub(database).await;
    let key = fs::read_to_string(desk.folder().join("sealing.key")).expect("the key");
    for command in
        [&["keys", "list", "--hub", "riverton"][..], &["keys", "root"], &["doctor"], &["audit", "heads"]]
    {
        let said = desk.run(command).await.said;
        assert!(!said.is_empty() && !said.contains(key.trim()), "{command:?}");
    }
    assert!(!desk.complaints().contains(key.trim()));
}

async fn the_doctor_says_what_is_wrong_and_what_to_do(database: Database) {
    let desk = Desk::at(database).await;
    let alone = desk.run(&["doctor"]).await;
    assert_eq!(alone.code, 3);
    assert!(alone.said.contains("passport hub add"), "{alone:?}");
    let desk = Desk::with_hub(Database::sqlite()).await;
    let unsafe_key = desk.run(&["doctor"]).await;
    assert_eq!((unsafe_key.code, unsafe_key.said.matches("WRONG").count()), (3, 1), "{unsafe_key:?}");
    assert!(unsafe_key.said.contains("WRONG  copy of the sealing key"), "{unsafe_key:?}");
    let question = desk.done(&["keys", "escrow", "ask"]).await;
    fs::copy(desk.folder().join("sealing.key"), desk.folder().join("copy")).expect("a copy");
    let answer = desk.done(&["keys", "escrow", "answer", question.trim(), "--copy", "copy"]).await;
    desk.done(&["keys", "escrow", "confirm", answer.trim(), "--by", "Alex Reed"]).await;
    let well = desk.done(&["doctor"]).await;
    assert!(!well.contains("WRONG"), "{well}");
}

async fn a_photo_or_a_birthday_that_is_none_leaves_no_half_added_record(database: Database) {
    let desk = Desk::with_hub(database).await;
    fs::write(desk.folder().join("photo.jpg"), "not a photo").expect("a file");
    let person = ["--given", "Mia", "--born", "2012-05-14", "--photo", "photo.jpg"];
    let added = desk.run(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat()).await;
    complains(&added, 1, &["photo.jpg", "use a JPEG"]);
    for (born, told) in [("2199-01-01", "check the year"), ("14/5/2012", "is not a date")] {
        let added = ["carer", "add", "--hub", "riverton", "--given", "Mia", "--born", born];
        complains(&desk.run(&added).await, 2, &[told]);
    }
    assert_eq!(desk.json(&["carer", "list", "--hub", "riverton"]).await, serde_json::json!([]));
}

async fn the_same_young_person_is_added_twice_only_on_purpose(database: Database) {
    let desk = Desk::with_hub(database).await;
    let first = desk.carer("Zoë", "Marsh").await;
    let born = |born| ["carer", "add", "--hub", "riverton", "--family", "marsh", "--born", born, "--given"];
    let again = [&born("2012-05-14")[..], &["Zoe"]].concat();
    complains(&desk.run(&again).await, 1, &[&first, "--even-so"]);
    let second = desk.done(&[&again[..], &["--even-so"]].concat()).await;
    assert_ne!(second.trim(), first);
    desk.done(&[&born("2012-05-14")[..], &["Adam"]].concat()).await; // a twin
    desk.done(&[&born("2014-02-03")[..], &["Zoë"]].concat()).await; // a namesake
}

async fn the_address_that_the_database_holds_need_not_be_given(database: Database) {
    let desk = Desk::at(database).await;
    let before = desk.run(&["config", "check"]).await;
    assert_eq!(before.code, 3, "{before:?}");
    assert!(before.said.contains("--base or PASSPORT_BASE: is needed"), "{before:?}");
    desk.done(&["base", "set", BASE]).await;
    let known = desk.done(&["config", "check"]).await;
    assert!(known.contains(BASE) && known.contains("settings are right"), "{known}");
    let other = desk.run(&["config", "check", "--base", "https://other.example.uk"]).await;
    assert_eq!(other.code, 3, "{other:?}");
    assert!(other.said.contains(BASE) && other.said.contains("passport base set"), "{other:?}");
}

#[tokio::test]
async fn tables_on_a_shared_server_are_made_by_a_command_of_their_own() {
    let desk = Desk::before_anything(Database::postgres());
    let hub = ["hub", "add", "--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    complains(&desk.run(&hub).await, 1, &["passport migrate"]);
    assert!(!desk.folder().join("sealing.key").exists(), "nothing was sealed, so no key is left behind");
    desk.done(&["migrate"]).await;
    desk.done(&hub).await;
}

#[tokio::test]
async fn a_new_folder_beside_a_shared_server_is_made_and_the_database_is_named_first() {
    let database = Database::postgres();
    let url = database.url();
    let desk = Desk::before_anything(database);
    let serve = ["serve", "--base", BASE, "--listen", "127.0.0.1:0", "--data", "new/folder"];
    let unmigrated = desk.run(&serve).await;
    complains(&unmigrated, 1, &["passport migrate"]);
    assert!(!unmigrated.complained.contains("sealing"), "{}", unmigrated.complained);
    let nowhere = desk.run(&[&serve[..], &["--database", "postgres://127.0.0.1:1/x"]].concat()).await;
    complains(&nowhere, 1, &["does not answer"]);
    assert!(!nowhere.complained.contains("sealing"), "{}", nowhere.complained);
    assert!(!desk.folder().join("new").exists(), "nothing was made");

    Store::migrate(&url).await.expect("the tables");
    let hub = ["hub", "add", "--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    desk.done(&[&hub[..], &["--data", "new/folder"]].concat()).await;
    assert!(desk.folder().join("new/folder/sealing.key").exists());
}

#[test]
fn a_password_that_everybody_can_see_is_warned_of_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = "postgres://passport:s3cret@127.0.0.1:1/passport";
    let list = || {
        let mut command = passport();
        command.args(["hub", "list", "--data"]).arg(folder.path());
        command
    };
    let shown = Ended::of(list().args(["--database", url]));
    assert_eq!(shown.complained.matches("warning").count(), 1, "{shown:?}");
    assert!(shown.complained.contains("PASSPORT_DATABASE") && shown.complained.contains("--config"));
    assert!(shown.complained.contains("does not answer"), "it is used all the same: {shown:?}");
    let file = folder.path().join("passport.toml");
    fs::write(&file, format!("database = \"{url}\"")).expect("a file");
    let private =
        [Ended::of(list().env("PASSPORT_DATABASE", url)), Ended::of(list().arg("--config").arg(file))];
    let open = Ended::of(list().args(["--database", "postgres://passport@127.0.0.1:1/passport"]));
    for ended in private.iter().chain([&open]) {
        assert!(ended.complained.contains("does not answer"), "{ended:?}");
        assert!(!ended.complained.contains("warning"), "{ended:?}");
    }
}

#[test]
fn an_answer_that_nobody_reads_ends_without_a_word() {
    for words in [&["hub", "list"][..], &["config", "check"], &["doctor", "--json"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let migrated = Ended::of(passport().arg("migrate").arg("--data").arg(folder.path()));
        assert_eq!(migrated.code, 0, "{migrated:?}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut unheard = passport();
        unheard.args(words).arg("--data").arg(folder.path()).stdout(writer).stderr(Stdio::piped());
        let ended = unheard.spawn().and_then(Child::wait_with_output).expect("it runs");
        let complained = String::from_utf8_lossy(&ended.stderr);
        // As of a program that the closed pipe has stopped, so that it never reads as a yes.
        assert_eq!((ended.status.code(), complained.as_ref()), (Some(141), ""), "{words:?}");
    }
}

#[test]
fn what_is_no_square_is_not_asked_for_its_address() {
    for text in ["", "hello", "https://pass.example.uk/v"] {
        complains(&Ended::of(passport().args(["unpack", text])), 1, &["this is not a square"]);
    }
}

#[test]
fn the_password_of_a_database_is_never_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("sealing.key"), "A".repeat(43)).expect("a key");
    let commands = ["migrate", "hub list", "doctor", "config check --base http://localhost:1"];
    for words in commands {
        let mut command = passport();
        command.args(words.split(' ')).arg("--data").arg(folder.path());
        command.args(["--database", "postgres://passport:s3cret@127.0.0.1:1/passport"]);
        let printed = format!("{:?}", Ended::of(&mut command));
        assert!(printed.contains("127.0.0.1:1") && !printed.contains("s3cret"), "{words}: {printed}");
    }
}
