//! A hub's key that is made in a module (SoftHSM, by PKCS#11), signs there, and never leaves it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use base64::Engine as _;
use passport_core::card::HubSlug;
use passport_core::credential::Credential;
use passport_core::keys::Kid;
use passport_tests::desk::{Desk, Serving};
use passport_tests::{Database, on_both_databases};
use serde_json::json;

on_both_databases!(a_key_in_a_module_signs_cards_and_lists_and_never_leaves_it);

const PIN: &str = "7654321";

/// Where Debian, Fedora and Homebrew put it.
const LIBRARIES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

fn library() -> &'static str {
    let found = LIBRARIES.into_iter().find(|path| Path::new(path).exists());
    found.expect("SoftHSM is needed: install the package softhsm2")
}

/// A new token in the desk's folder, and the settings that name it.
fn plug_in(desk: &mut Desk) -> PathBuf {
    let folder = desk.folder().to_owned();
    let (tokens, conf) = (folder.join("tokens"), folder.join("softhsm2.conf"));
    std::fs::create_dir(&tokens).expect("a folder");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    std::fs::write(&conf, text).expect("a file");
    let begin = ["--init-token", "--free", "--label", "riverton", "--so-pin", "1234567", "--pin", PIN];
    let made = Command::new("softhsm2-util").args(begin).env("SOFTHSM2_CONF", &conf).output();
    let made = made.expect("SoftHSM is needed: install the package softhsm2");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::write(folder.join("pin"), format!("{PIN}\n")).expect("a file");
    let settings = folder.join("passport.toml");
    let pin = folder.join("pin").display().to_string();
    let text =
        format!("pkcs11_module = {:?}\npkcs11_token = \"riverton\"\npkcs11_pin_file = {pin:?}\n", library());
    std::fs::write(&settings, text).expect("a file");
    desk.set("SOFTHSM2_CONF", conf);
    desk.set("PASSPORT_CONFIG", &settings);
    settings
}

/// Makes the hub's next key in the module and lets it sign.
async fn with_key_in_module(desk: &Desk) {
    let made = desk.done(&["keys", "new", "--pkcs11", "--hub", "riverton"]).await;
    assert!(made.starts_with("k2 is made"), "{made}");
    let then = desk.store_days_ago(8).await;
    let scope = then.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    then.publish_key(&scope, Kid::new(2).expect("k2")).await.expect("it is published");
    then.close().await;
    desk.done(&["keys", "activate", "k2", "--hub", "riverton"]).await;
}

fn wish(carer: &str) -> [&str; 8] {
    ["card", "issue", "--hub", "riverton", "--carer", carer, "--arrange", "school/late-arrival"]
}

async fn until_valid(serving: &Serving, square: &str) {
    let (client, began) = (reqwest::Client::new(), Instant::now());
    loop {
        let asked = client.post(serving.url("/api/verify")).json(&json!({"card": square}));
        let answer: serde_json::Value = asked.send().await.expect("an answer").json().await.expect("JSON");
        if answer["state"] == "valid" {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{answer}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn a_key_in_a_module_signs_cards_and_lists_and_never_leaves_it(database: Database) {
    let mut desk = Desk::with_hub(database).await;
    plug_in(&mut desk);
    with_key_in_module(&desk).await;
    let keys = desk.json(&["keys", "list", "--hub", "riverton"]).await;
    assert_eq!((&keys[0]["kept_in"], &keys[1]["kept_in"]), (&"database".into(), &"module".into()));
    let doctor = desk.run(&["doctor"]).await;
    assert!(doctor.said.contains("well   key module (holds 1)"), "{}", doctor.said);

    let carer = desk.carer("Zoë", "Moss").await;
    let issued = desk.json(&wish(&carer)).await;
    let card = &issued["cards"][0];
    assert_eq!(
        Credential::parse(card["text"].as_str().expect("a text")).expect("a card").kid.to_string(),
        "k2"
    );
    let serving = desk.serve();
    until_valid(&serving, card["square"].as_str().expect("a square")).await;
    let list = reqwest::get(serving.url("/h/riverton/status/1")).await.expect("an answer");
    let list = list.text().await.expect("a list");
    let header = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(list.split('.').next().expect("a header"));
    let header = String::from_utf8(header.expect("base64url")).expect("text");
    assert!(header.contains("\"kid\":\"k2\""), "{header}");
    let log = serving.stop();
    assert!(!log.contains(PIN) && !desk.complaints().contains(PIN), "the PIN is in no log");
    assert!(desk.run(&["audit", "verify"]).await.code == 0);

    // It is nowhere else: with the token away, all that the database, its folder and the sealing key hold signs nothing. With it back, it does.
    let other = desk.carer("Kim", "Marsh").await;
    let (tokens, away) = (desk.folder().join("tokens"), desk.folder().join("away"));
    std::fs::rename(&tokens, &away).expect("moved");
    std::fs::create_dir(&tokens).expect("a folder");
    let refused = desk.run(&wish(&other)).await;
    assert!(refused.code == 1 && refused.complained.contains("module"), "{refused:?}");
    std::fs::remove_dir(&tokens).expect("an empty folder");
    std::fs::rename(&away, &tokens).expect("moved");
    desk.done(&wish(&desk.carer("Mia", "Reed").await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_module_is_said_and_checking_goes_on() {
    let mut desk = Desk::with_hub(Database::sqlite()).await;
    let settings = plug_in(&mut desk);
    let right = std::fs::read_to_string(&settings).expect("the settings");
    with_key_in_module(&desk).await;
    let carer = desk.carer("Zoë", "Moss").await;
    let card = desk.json(&wish(&carer)).await["cards"][0].clone();
    let square = card["square"].as_str().expect("a square");
    let serving = desk.serve();
    until_valid(&serving, square).await;
    drop(serving);

    let kim = desk.carer("Kim", "Moss").await;
    let wrong_pin = desk.folder().join("wrong-pin");
    std::fs::write(&wrong_pin, "0000000").expect("a file");
    let pin = desk.folder().join("pin").display().to_string();
    let faults = [
        (String::new(), "set pkcs11_module, pkcs11_token and pkcs11_pin_file"),
        (right.replace("token = \"riverton\"", "token = \"northdale\""), "has no token called northdale"),
        (right.replace(library(), "/no/such/library.so"), "cannot be loaded from /no/such/library.so"),
        (right.replace(&pin, &wrong_pin.display().to_string()), "refuses the PIN"),
        (right.replace(&pin, "/no/such/pin"), "PIN cannot be read"),
    ];
    for (text, said) in &faults {
        std::fs::write(&settings, text).expect("a file");
        let refused = desk.run(&["keys", "new", "--pkcs11", "--hub", "riverton"]).await;
        assert!(refused.code == 1 && refused.complained.contains(said), "{said}: {refused:?}");
        let doctor = desk.run(&["doctor"]).await;
        assert!(
            doctor.said.contains("WRONG  key module") && doctor.said.contains(said),
            "{said}: {}",
            doctor.said
        );
    }
    std::fs::write(&settings, &faults[1].0).expect("a file");
    let refused = desk.run(&wish(&kim)).await;
    assert!(refused.complained.contains("has no token called northdale"), "{refused:?}");
    // With the module silent and a card half issued a server starts and checks.
    let serving = desk.serve();
    until_valid(&serving, square).await;
    drop(serving);
    let half = "pkcs11_token = \"riverton\"\n";
    std::fs::write(&settings, half).expect("a file");
    let refused = desk.run(&["keys", "list", "--hub", "riverton"]).await;
    assert!(
        refused.complained.contains("PKCS11_MODULE") && refused.complained.contains("is needed beside"),
        "{refused:?}"
    );

    // Once it answers again, the card that was written down and not signed is signed, with that key.
    std::fs::write(&settings, &right).expect("a file");
    let serving = desk.serve();
    let cards = desk.json(&["card", "list", "--hub", "riverton", "--carer", &kim]).await;
    let Some(settled) = cards[0]["card_id"].as_str() else { panic!("{cards}: {}", serving.stop()) };
    let shown = desk.json(&["card", "show", settled, "--hub", "riverton"]).await;
    until_valid(&serving, shown["square"].as_str().expect("a square")).await;
    assert_eq!(desk.run(&["keys", "list", "--hub", "riverton"]).await.code, 0);
}
