//! What is wrong is named, with what to do about it; nothing secret is printed.

use passport_tests::operator::{Done, Operator, done};
use passport_tests::program::passport;
use std::fs;

fn complains(done: &Done, code: i32, of: &[&str]) {
    assert_eq!(done.code, code, "{}{}", done.out, done.err);
    for part in of {
        assert!(done.err.contains(part), "{part} in: {}", done.err);
    }
}

#[test]
fn an_arrangement_that_is_not_understood_is_named_with_what_may_stand_there() {
    let operator = Operator::new().with_hub();
    let carer = operator.carer("Zoë", "Marsh");
    let issue = |arranged| {
        operator.run(&["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", arranged])
    };
    complains(
        &issue("school/tme-out:10"),
        2,
        &["\"tme-out\" is not arranged for school", "time-out, phone-on-silent"],
    );
    complains(&issue("school/time-out:ten"), 2, &["\"ten\" is not a number of minutes from 1 to 60"]);
    complains(&issue("pharmacy/collect-arranged:2199-01-01"), 1, &["collect-arranged", "still to come"]);
}

#[test]
fn a_second_card_of_a_kind_is_refused_and_renewing_is_named() {
    let operator = Operator::new().with_hub();
    let carer = operator.carer("Zoë", "Marsh");
    let issue = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    operator.ok(&issue);
    complains(
        &operator.run(&issue),
        1,
        &["there is an active card of this kind already: renew or replace it"],
    );
}

#[test]
fn a_hub_that_tells_what_it_is_for_is_refused() {
    let operator = Operator::new();
    let add = |slug, name| {
        operator.run(&["hub", "add", "--slug", slug, "--name", name, "--telephone", "01632 960100"])
    };
    complains(&add("leeds-carers", "Leeds Hub"), 2, &["must not contain", "carer"]);
    complains(&add("leeds", "Leeds Young Carers"), 2, &["must not contain", "carer"]);
    let light = ["--telephone", "01632 960100", "--accent", "#ffee00"];
    let light =
        operator.run(&[&["hub", "add", "--slug", "leeds", "--name", "Leeds Hub"], &light[..]].concat());
    complains(&light, 2, &["too light"]);
}

#[test]
fn data_that_is_not_there_is_not_made_by_a_look() {
    let operator = Operator::new();
    complains(&operator.run(&["hub", "list"]), 1, &["there is no database at", "passport migrate"]);
    assert!(fs::read_dir(operator.folder()).expect("a folder").next().is_none(), "nothing was made");
    let operator = operator.with_hub();
    let elsewhere = operator.run(&["carer", "list", "--hub", "nowhere"]);
    complains(&elsewhere, 1, &["hub nowhere", "there is no such hub", "passport hub list"]);
}

#[test]
fn a_lost_sealing_key_is_not_replaced_by_a_fresh_one() {
    let operator = Operator::new().with_hub();
    let key = operator.folder().join("sealing.key");
    let kept = fs::read_to_string(&key).expect("the key");
    fs::remove_file(&key).expect("it goes");
    complains(&operator.run(&["hub", "list"]), 1, &["sealing.key", "put it back"]);
    complains(&operator.run(&["migrate"]), 1, &["sealing.key", "put it back"]);
    assert!(!key.exists(), "a fresh key would hide that the real one is missing");
    fs::write(&key, kept).expect("it comes back");
    operator.ok(&["hub", "list"]);
}

#[test]
fn neither_the_sealing_key_nor_a_password_is_ever_printed() {
    let operator = Operator::new().with_hub();
    let key = fs::read_to_string(operator.folder().join("sealing.key")).expect("the key");
    for command in
        [&["keys", "list", "--hub", "riverton"][..], &["keys", "root"], &["doctor"], &["audit", "heads"]]
    {
        let done = operator.run(command);
        assert!(!done.out.contains(key.trim()) && !done.err.contains(key.trim()), "{command:?}");
    }
    fs::write(operator.folder().join("sealing.key"), &key).expect("the key");
    let url = "postgres://passport:s3cret@127.0.0.1:1/passport";
    let data = operator.folder().to_str().expect("a path");
    for command in [&["hub", "list"][..], &["doctor"], &["config", "check", "--base", "http://localhost:1"]] {
        let done = done(passport().args(command).args(["--data", data, "--database", url]));
        assert!(
            !done.out.contains("s3cret") && !done.err.contains("s3cret"),
            "{command:?}: {}{}",
            done.out,
            done.err
        );
    }
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let operator = Operator::new();
    let empty = operator.run(&["doctor"]);
    assert_eq!(empty.code, 3);
    assert!(empty.out.contains("passport migrate"), "{}", empty.out);
    let operator = operator.with_hub();
    let well = operator.run(&["doctor"]);
    assert_eq!((well.code, well.out.contains("WRONG")), (0, false), "{}", well.out);
}

#[test]
fn a_key_is_rotated_only_when_checkers_can_know_it() {
    let operator = Operator::new().with_hub();
    operator.ok(&["keys", "new", "--hub", "riverton"]);
    let soon = operator.run(&["keys", "activate", "k2", "--hub", "riverton"]);
    complains(&soon, 1, &["checkers may not know this key before"]);
    complains(&operator.run(&["keys", "refuse", "k1", "--hub", "riverton"]), 2, &["--all-its-cards-end"]);
    operator.ok(&["keys", "refuse", "k1", "--all-its-cards-end", "--hub", "riverton"]);
    let keys = operator.json(&["keys", "list", "--hub", "riverton"]);
    assert_eq!((&keys[0]["state"], &keys[1]["state"]), (&"refused".into(), &"active".into()));
}

#[test]
fn a_photo_that_is_none_leaves_no_half_added_record() {
    let operator = Operator::new().with_hub();
    let file = operator.folder().join("photo.jpg");
    fs::write(&file, "not a photo").expect("a file");
    let person = ["--given", "Mia", "--born", "2012-05-14", "--photo", file.to_str().expect("a path")];
    let added = operator.run(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat());
    complains(&added, 1, &["photo.jpg", "use a JPEG file"]);
    assert_eq!(operator.json(&["carer", "list", "--hub", "riverton"]), serde_json::json!([]));
}
