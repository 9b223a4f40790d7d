//! A spreadsheet at the command line: what would be done, what is done, and what is wrong with it.

use passport_tests::desk::Desk;
use passport_tests::{Database, on_both_databases};
use serde_json::json;
use std::fs;

on_both_databases!(
    a_file_is_looked_at_then_added_and_never_twice,
    a_file_that_cannot_be_read_says_what_to_do,
);

const FILE: &str =
    "First name,Surname,DOB,School\nKim,Reed,1/2/2012,Northdale\nBo,Lark,3/4/2013,\nAda,West,31/2/2012,\n";

async fn a_file_is_looked_at_then_added_and_never_twice(database: Database) {
    let desk = Desk::with_hub(database).await;
    fs::write(desk.folder().join("list.csv"), FILE).expect("the folder is there");
    let import = ["carer", "import", "list.csv", "--hub", "riverton"];
    let looked = desk.run(&[&import[..], &["--dry-run"]].concat()).await;
    assert_eq!(looked.code, 0, "{}", looked.complained);
    assert!(
        looked.said.starts_with("2 would be added") && looked.said.contains("1 with something wrong"),
        "{}",
        looked.said
    );
    assert!(looked.complained.contains("row 4: born-on: no-day"), "{}", looked.complained);
    let nobody = desk.json(&["carer", "list", "--hub", "riverton"]).await;
    assert_eq!(nobody, json!([]));

    let added = desk.json(&[&import[..], &["--add-schools"]].concat()).await;
    assert_eq!((&added["added"], &added["faulty"], &added["rows"]), (&json!(2), &json!(1), &json!(3)));
    let schools = desk.done(&["organisation", "list", "--hub", "riverton"]).await;
    assert!(schools.contains("Northdale"), "{schools}");
    let again = desk.json(&import).await;
    assert_eq!((&again["added"], &again["left_out"]), (&json!(0), &json!(2)), "they are on the books");
    let filled = desk.json(&[&import[..], &["--alike", "fill"]].concat()).await;
    assert_eq!(filled["filled"], 2);
    assert_eq!(desk.json(&["carer", "list", "--hub", "riverton"]).await.as_array().map(Vec::len), Some(2));
}

async fn a_file_that_cannot_be_read_says_what_to_do(database: Database) {
    let desk = Desk::with_hub(database).await;
    fs::write(desk.folder().join("list.csv"), "forename\nKim\n").expect("the folder is there");
    for (file, said) in [("list.csv", "lacks a column for: born-on"), ("none.csv", "cannot be read")] {
        let refused = desk.run(&["carer", "import", file, "--hub", "riverton"]).await;
        assert!(refused.code == 1 && refused.complained.contains(said), "{}", refused.complained);
    }
}
