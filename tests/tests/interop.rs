//! Cards of ours in the hands of others: section 10 of docs/card-format.md, run with npm's `@sd-jwt/sd-jwt-vc` and PyPI's
//! `sd-jwt` on cards that core has just signed; section 11 with npm's `@openid4vc/openid4vci`, whose wallet takes a card from a running
//! server; and our OpenAPI document, as it is served, with PyPI's `openapi-spec-validator` and, held against a running demo, `schemathesis`.

use passport_core::card::Setting;
use passport_core::packed::{Packed, pack};
use passport_server::http::{ROUTES, Role};
use passport_tests::demo::Demo;
use passport_tests::hub_in_memory::HubInMemory;
use passport_tests::{Database, TestApp};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// 20 November 2026, midday.
const NOW: u64 = 1_795_176_000;

/// Another's program that checks a card, by what starts it.
type Library = fn() -> Command;

const LIBRARIES: [Library; 2] = [javascript, python];

fn javascript() -> Command {
    node_running("verify.js")
}

fn node_running(program: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(folder().join(program));
    command
}

fn python() -> Command {
    python_running("verify.py")
}

fn python_running(program: &str) -> Command {
    let venv = || folder().join("../../.venv/bin/python").into();
    let mut command = Command::new(std::env::var_os("PASSPORT_PYTHON").unwrap_or_else(venv));
    command.arg(folder().join(program));
    command
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/interop"))
}

/// What `library` says of a card, given what the hub would tell anybody.
fn check(library: Library, hub: &HubInMemory, text: &str) -> Value {
    let mut question = hub.trust_for_others();
    question["text"] = json!(text);
    ask(library(), &question)
}

/// What a program of others answers.
fn ask(mut program: Command, question: &Value) -> Value {
    let mut program =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("set up by `make setup`");
    let mut asking = program.stdin.take().expect("a pipe");
    asking.write_all(question.to_string().as_bytes()).expect("the program reads its question");
    drop(asking);
    let output = program.wait_with_output().expect("the program ends");
    serde_json::from_slice(&output.stdout).expect("an answer in JSON")
}

/// Through the square and back, as a camera would get it.
fn through_the_square(hub: &HubInMemory, text: &str) -> String {
    let digits = pack(text).expect("it fits").digits();
    Packed::from_digits(&digits).expect("digits").unpack(hub.base()).expect("a card")
}

#[test]
fn a_printed_card_verifies_with_libraries_of_others() {
    let hub = HubInMemory::new(NOW);
    let text = through_the_square(&hub, &hub.printed(7));
    for library in LIBRARIES {
        let found = check(library, &hub, &text);
        assert_eq!((&found["valid"], &found["name"]), (&json!(true), &json!("Zoë M")), "{found}");
        assert_eq!(found["arrangements"]["time-out"], json!({"minutes": 10, "place": "library"}));
    }
}

#[test]
fn a_phone_card_of_every_setting_verifies_with_libraries_of_others() {
    let hub = HubInMemory::new(NOW);
    for setting in [Setting::School, Setting::Pharmacy, Setting::Gp, Setting::Transport] {
        let text = through_the_square(&hub, &hub.shown_on_phone(setting, 8, 30));
        for library in LIBRARIES {
            let found = check(library, &hub, &text);
            assert_eq!(
                (&found["valid"], &found["setting"]),
                (&json!(true), &json!(setting.code())),
                "{found}"
            );
        }
    }
}

#[test]
fn libraries_of_others_refuse_what_the_steps_refuse() {
    let mut hub = HubInMemory::new(NOW);
    hub.withdraw(9);
    let phone = hub.shown_on_phone(Setting::School, 8, 30);
    let (credential, key_binding) = phone.split_once('~').expect("a phone card");
    let other_phone = hub.shown_on_phone(Setting::School, 10, 30);
    let refused = [
        ("withdrawn", hub.printed(9)),
        ("ended", hub.ended(7)),
        ("of a hub nobody knows", HubInMemory::new(NOW).printed(7)),
        ("a phone's without its key binding", format!("{credential}~")),
        ("shown an hour ago", hub.shown_on_phone(Setting::School, 8, 3600)),
        ("shown with the key binding of another", {
            let (_, others) = other_phone.split_once('~').expect("a phone card");
            format!("{credential}~{others}")
        }),
        ("changed by a letter", format!("{}~{key_binding}", credential.replacen("ey", "ez", 1))),
    ];
    for (what, text) in refused {
        for library in LIBRARIES {
            assert_eq!(
                check(library, &hub, &text)["valid"],
                json!(false),
                "a card that is {what} was accepted"
            );
        }
    }
}

#[tokio::test]
async fn the_openapi_document_that_is_served_is_one_for_a_validator_of_others() {
    let app = TestApp::on(Database::sqlite()).await;
    let document = app.json("/api/openapi.json").await;
    assert_eq!(ask(python_running("openapi.py"), &document), json!({"valid": true}));

    let mut broken = document;
    broken["paths"]["/api/verify"]["post"]["responses"]["200"] = json!({});
    assert_eq!(ask(python_running("openapi.py"), &broken)["valid"], json!(false));
}

/// Bounded, and the same each time; with more examples it finds more: `echo '{"base_url": …, "examples": 100, "seed": 7}' | any_request.py`.
#[test]
fn whatever_is_asked_is_answered_as_the_document_says() {
    let demo = Demo::start();
    let question = json!({"base_url": demo.base(), "examples": 3, "seed": 1});
    let answered = ask(python_running("any_request.py"), &question);
    assert_eq!(answered["faults"], json!([]), "{answered:#}");
    assert!(answered["asked"].as_u64() > Some(1_000), "{answered:#}");
}

/// What only a phone may ask, by two of them: one asks whatever comes to mind, one each thing as it is meant.
#[test]
fn whatever_a_phone_asks_is_answered_as_the_document_says_and_each_thing_is_done() {
    let demo = Demo::start();
    let letters = demo.activations().iter().take(2);
    let letters: Vec<_> = letters.map(|one| json!({"link": one.link, "tx_code": one.tx_code})).collect();
    let question = json!({"base_url": demo.base(), "examples": 3, "seed": 1, "letters": letters});
    let answered = ask(python_running("any_request.py"), &question);
    assert_eq!(answered["faults"], json!([]), "{answered:#}");
    assert!(answered["asked"].as_u64() > Some(100), "{answered:#}");
    let phones = ROUTES.iter().filter(|route| route.role == Role::Phone);
    let mut walked = 0;
    for route in phones {
        let what = format!("{} {}", route.method, route.path);
        let found = answered["answered"][&what].as_array().unwrap_or_else(|| panic!("{what} was not asked"));
        assert!(found.iter().any(|status| status.as_u64() < Some(300)), "{what}: {found:?}");
        walked += 1;
    }
    assert_eq!(walked, 10);
}

/// The offer of one setting for another's wallet goes through every step; what it shows at last is accepted by another's verifier.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_s_wallet_takes_two_cards_renews_one_and_shows_it() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    for (client, signs, kind) in [(None, true, "DPoP"), (Some("https://wallet.example"), false, "Bearer")] {
        let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
        let (setting, offer) = waiting.activation.offers[0].clone();
        assert_eq!(setting, Setting::School);
        let question = json!({"offer": offer, "setting": "school", "tx_code": waiting.activation.tx_code,
            "wrong": waiting.wrong_digits(), "now": app.now(), "client": client, "dpop": signs});
        let said = tokio::task::spawn_blocking(move || ask(node_running("wallet.js"), &question)).await;
        let said = said.expect("the wallet ends");
        assert_eq!(said["refused"], "invalid_grant", "{said}");
        assert_eq!(said["token"], json!({"type": kind, "scope": "school"}));
        assert_eq!((said["batch"].as_array().map(Vec::len), &said["notified"]), (Some(2), &json!(204)));
        app.look().await;
        for library in LIBRARIES {
            let question = published(&app, said["shown"].as_str().expect("a card")).await;
            let found = ask(library(), &question);
            assert_eq!((&found["valid"], &found["setting"]), (&json!(true), &json!("school")), "{found}");
        }
    }
}

/// A card with what the server tells anybody about its hub.
async fn published(app: &TestApp, text: &str) -> Value {
    let claims = passport_core::credential::Credential::parse(text).expect("a card").claims;
    let (iss, list) = (claims.issuer.iss(), claims.issuer.status_uri(claims.status.list));
    let metadata = app.json("/.well-known/jwt-vc-issuer/h/riverton").await;
    let path = list.strip_prefix(app.base().as_str()).expect("a list of this server");
    let token = app.get(path).await.text().await.expect("a list");
    json!({"text": text, "issuers": {iss: metadata}, "lists": {list: token}, "now": app.now()})
}
