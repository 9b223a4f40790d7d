//! What commands tell programs, by `--json`.

use passport_tests::desk::{BASE, Desk};
use passport_tests::{Database, on_both_databases};
use serde_json::json;

on_both_databases!(what_was_done_is_told_to_programs_as_to_people);

async fn what_was_done_is_told_to_programs_as_to_people(database: Database) {
    let desk = Desk::before_anything(database);
    let migrated = desk.json(&["migrate"]).await;
    assert!(migrated["steps"].as_u64() > Some(0), "{migrated}");
    assert_eq!(desk.json(&["migrate"]).await["steps"], json!(0));
    let set = desk.json(&["base", "set", BASE]).await;
    assert_eq!(set, json!({"base": BASE, "former": []}));

    let right = desk.json(&["config", "check", "--metrics-listen", "127.0.0.1:9464"]).await;
    let told = (&right["right"], &right["base"], &right["metrics_listen"]);
    assert_eq!(told, (&json!(true), &json!(BASE), &json!("127.0.0.1:9464")));
    let wrong = ["config", "check", "--json", "--listen", "nowhere", "--trusted-proxies", "::/0"];
    let wrong = desk.run(&wrong).await;
    let told: serde_json::Value = serde_json::from_str(&wrong.said).expect("JSON");
    let found = told["wrong"].as_array().map(Vec::len);
    assert_eq!((wrong.code, &told["right"], found), (3, &json!(false), Some(2)), "{told}");
    let open = desk.done(&["config", "check", "--metrics-listen", "0.0.0.0:9464"]).await;
    assert!(open.contains("0.0.0.0:9464, which others may reach"), "{open}");

    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    desk.done(&[&["hub", "add"], &hub[..]].concat()).await;
    let carer = desk.carer("Zoë", "Moss").await;
    let wish = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    let issued = desk.json(&wish).await;
    let card = issued["cards"][0]["card_id"].as_str().expect("an id");
    let withdrawn = desk.json(&["card", "withdraw", card, "--hub", "riverton"]).await;
    assert_eq!(withdrawn, json!({"hub": "riverton", "withdrawn": [card]}));

    let moved = desk.json(&["base", "set", "https://new.example.uk"]).await;
    assert_eq!(moved, json!({"base": "https://new.example.uk", "former": [BASE]}));

    let made = desk.json(&["keys", "new", "--hub", "riverton"]).await;
    assert_eq!(made, json!({"hub": "riverton", "kid": "k2"}));
    let published = desk.json(&["keys", "publish", "k2", "--hub", "riverton"]).await;
    assert_eq!(published, json!({"hub": "riverton", "kid": "k2", "state": "published"}));
    let kept = desk.json(&wish).await["cards"][0]["card_id"].clone();
    let refuse = ["keys", "refuse", "k1", "--hub", "riverton", "--all-its-cards-end"];
    let refused = desk.json(&refuse).await;
    let to_replace = desk.json(&["card", "list", "--hub", "riverton", "--signed-by", "k1"]).await;
    let to_replace: Vec<_> =
        to_replace.as_array().expect("cards").iter().map(|card| &card["card_id"]).collect();
    assert_eq!(to_replace, [&kept], "and not the one that was withdrawn");
    let again = desk.run(&refuse).await;
    assert!(again.code == 1 && again.complained.contains("or is refused already"), "{again:?}");
    assert_eq!((&refused["refused"], &refused["hub"]), (&json!("k1"), &json!("riverton")));
    assert!(refused["signs"].as_str().is_some_and(|kid| kid != "k1"), "{refused}");
    let new = desk.folder().join("new.key").display().to_string();
    let resealed = desk.json(&["keys", "reseal", "--new", &new]).await;
    assert!(resealed["sealed_anew"].as_u64() > Some(0) && resealed["left"] == json!(0), "{resealed}");
    assert_eq!(resealed["file"], json!(new));
}
