//! Postcodes at the command line: files of any order, faults by row, the same again.

use passport_core::menu::{Near, Postcode};
use passport_tests::desk::Desk;
use passport_tests::{Database, on_both_databases};
use std::fs;

on_both_databases!(files_are_loaded_with_their_faults_named, a_file_that_is_another_loads_nothing);

const SK: &str = "\"SK1 1AA\",10,389357,390095,\"E92000001\",\"E19000001\",\"E18000002\",\"\",\"E08000007\",\"E05000783\"\r\n\
    \"SK1 1AB\",90,0,0,\"\",\"\",\"\",\"\",\"\",\"\"\r\n\"SK1 1AL\",10,389454,390352,\"E92000001\",\"\",\"\",\"\",\"\",\"\"\r\n";
const CW: &str =
    "CW1 2AF,10,371094,355727\nCW1,10,371094,355727\nCW1 2AG,10,371152,east\nCW1 2AH,10,371033,355774\n";

async fn files_are_loaded_with_their_faults_named(database: Database) {
    let desk = Desk::with_hub(database).await;
    fs::write(desk.folder().join("sk.csv"), SK).expect("the folder is there");
    fs::write(desk.folder().join("cw.csv"), CW).expect("the folder is there");
    let import = ["postcodes", "import", "sk.csv", "cw.csv"];
    let loaded = desk.json(&import).await;
    let counts = ["rows", "loaded", "without_position", "faulty", "postcodes", "outward_codes"];
    assert_eq!(counts.map(|name| loaded[name].as_u64()), [7, 4, 1, 2, 4, 2].map(Some), "{loaded}");
    let complained = desk.complaints();
    for said in ["cw.csv: row 2: its first field is not a postcode", "cw.csv: row 3: its third and fourth"] {
        assert!(complained.contains(said), "{complained}");
    }
    let again = desk.done(&import).await;
    assert!(again.contains("4 postcodes and 2 outward codes are known now"), "{again}");
    let store = desk.store().await;
    let whole = store.postcode_position(&Postcode::parse("SK1 1AL").expect("one")).await.expect("it answers");
    assert!(whole.is_some_and(|at| (at.latitude - 53.41).abs() < 0.01), "{whole:?}");
    let half = store.near_position(&Near::parse("CW1").expect("one")).await.expect("it answers");
    assert!(half.is_some());
    assert_eq!(desk.run(&["audit", "verify"]).await.code, 0);
}

async fn a_file_that_is_another_loads_nothing(database: Database) {
    let desk = Desk::with_hub(database).await;
    fs::write(desk.folder().join("list.csv"), "First name,Surname\nZoë,Moss\n").expect("the folder is there");
    fs::write(desk.folder().join("sk.csv"), SK).expect("the folder is there");
    let none = desk.run(&["postcodes", "import", "sk.csv", "none.csv"]).await;
    assert!(none.code == 1 && none.complained.contains("none.csv cannot be read"), "{}", none.complained);
    let store = desk.store().await;
    let postcode = Postcode::parse("SK1 1AA").expect("one");
    assert_eq!(store.postcode_position(&postcode).await.expect("it answers"), None);
    let other = desk.run(&["postcodes", "import", "list.csv"]).await;
    assert!(other.code == 1 && other.complained.contains("is not Code-Point Open"), "{}", other.complained);
    assert_eq!(desk.run(&["postcodes", "import"]).await.code, 2);
}
