//! Logs and complaints tell nothing of a person, a card or a secret, even at their most talkative.

use passport_tests::desk::{BASE, Desk};
use passport_tests::{Database, on_both_databases};
use serde_json::json;

on_both_databases!(nothing_of_a_person_or_a_card_reaches_a_log);

async fn nothing_of_a_person_or_a_card_reaches_a_log(database: Database) {
    let desk = Desk::at(database).await;
    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    desk.done(&[&["hub", "add", "--base", BASE], &hub[..]].concat()).await;
    let names = ["--given", "Xanthippe", "--family", "Quillfeather", "--born", "2012-05-04"];
    let carer = desk.json(&[&["carer", "add", "--hub", "riverton"], &names[..]].concat()).await;
    let id = carer["carer_id"].as_str().expect("an id");
    let arranged = ["--arrange", "school/time-out:10:Greenhouse seven"];
    let issue = [&["card", "issue", "--hub", "riverton", "--carer", id], &arranged[..]].concat();
    let card = desk.json(&issue).await["cards"][0].clone();
    let card_id = card["card_id"].as_str().expect("an id");
    let shown = desk.json(&["card", "show", card_id, "--hub", "riverton"]).await;
    desk.run(&issue).await; // refused: there is one already

    let serving = desk.serve();
    let client = reqwest::Client::new();
    let code = card["short_code"].as_str().expect("a code");
    let square = shown["square"].as_str().expect("a square");
    let text = card["text"].as_str().expect("a text");
    for checked in [square, text, code, &code.to_lowercase(), &square[..120]] {
        let asked =
            client.post(serving.url("/api/verify")).json(&json!({"card": checked, "setting": "school"}));
        assert_eq!(asked.send().await.expect("an answer").status(), 200);
    }
    let form =
        [("code", code), ("setting", "school")].map(|(name, value)| format!("{name}={value}")).join("&");
    let typed = client.post(serving.url("/v")).header("content-type", "application/x-www-form-urlencoded");
    let page = typed.body(form).send().await.expect("an answer").text().await.expect("a page");
    assert!(page.contains("Xanthippe Q"), "the form was understood");
    let broken = client.post(serving.url("/api/verify")).header("content-type", "application/json");
    let refused = broken.body(format!("{{\"card\": \"{text}\", ")).send().await.expect("an answer");
    assert_eq!(refused.status(), 400);
    assert!(!refused.text().await.expect("a problem").contains(&text[..40]));

    let log = serving.stop() + &desk.complaints();
    assert!(log.contains("/api/verify"), "requests are logged, by their routes");
    let sealing = std::fs::read_to_string(desk.folder().join("sealing.key")).expect("a key");
    let digits = square.split_once('#').expect("a square").1;
    let plain = code.replace('-', "");
    let secrets = [
        ("given name", "Xanthippe"),
        ("surname", "Quillfeather"),
        ("date of birth", "2012-05-04"),
        ("place", "Greenhouse"),
        ("short code", code),
        ("short code", &plain),
        ("square", &digits[..40]),
        ("card", &text[200..240]),
        ("sealing key", sealing.trim()),
    ];
    for (what, secret) in secrets {
        assert!(!log.contains(secret), "the log tells a {what}: {}", around(&log, secret));
    }
}

/// The line in which it was found.
fn around<'a>(log: &'a str, secret: &str) -> &'a str {
    log.lines().find(|line| line.contains(secret)).unwrap_or_default()
}
