//! What a young person does with their phone beside showing it: they write to their hub, and see what became of it.

use crate::desk::pupil;
use chrono::TimeDelta;
use passport_server::store::{AndThen, ContactWishes, MOST_MESSAGES_A_DAY, ReachedBy, Role};
use passport_tests::people::{TestCarer, TestHub};
use passport_tests::wallet::Wallet;
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

on_both_databases!(
    a_report_reaches_the_hub_and_its_answer_comes_back,
    what_is_no_message_is_refused_and_nothing_is_kept,
    a_phone_sends_so_many_messages_a_day,
    somebody_elses_phone_sees_none_of_it,
    a_removed_phone_says_nothing_more,
    another_wallet_learns_nothing_of_her_side,
    everything_kept_about_her_is_hers_but_what_could_harm,
    what_a_desk_noted_is_seen_for_thirty_days_and_never_by_whom,
);

const MESSAGES: &str = "/api/card/messages";

async fn phone_of(app: &TestApp, hub: &TestHub<'_>, carer: TestCarer) -> Wallet {
    let card = hub.put_on_phone(carer, passport_tests::people::for_school()).await;
    // The server knows of a new hub.
    app.look().await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&hub.waiting(card).await).await;
    wallet
}

fn report(id: u128) -> Value {
    let id = uuid::Uuid::from_u128(id).to_string();
    json!({ "id": id, "kind": "not-accepted", "setting": "school", "happened": "kept", "words": "Mr X kept it" })
}

async fn write(wallet: &Wallet, message: &Value) -> u16 {
    wallet.ask(Method::POST, MESSAGES, Some(message)).await.status().as_u16()
}

async fn read(wallet: &Wallet) -> Vec<Value> {
    let answer = wallet.ask(Method::GET, MESSAGES, None).await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let all: Value = answer.json().await.expect("messages");
    all["messages"].as_array().expect("a list").clone()
}

async fn a_report_reaches_the_hub_and_its_answer_comes_back(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let wallet = phone_of(&app, &hub, hub.carer("Zoë", "Moss").await).await;
    for _ in 0..2 {
        assert_eq!(write(&wallet, &report(1)).await, 201);
    }
    let sent = read(&wallet).await;
    assert_eq!(sent.len(), 1, "sent twice it is kept once");
    assert_eq!((&sent[0]["state"], &sent[0]["kind"]), (&json!("sent"), &json!("not-accepted")));
    let id = sent[0]["id"].as_str().and_then(|id| id.parse().ok()).expect("its id");

    app.store().open_message(hub.scope(), id).await.expect("it is there");
    assert_eq!(read(&wallet).await[0]["state"], "read");
    let answer = Some("We rang them.");
    app.store().answer_message(hub.scope(), (id, 1), answer, AndThen::Done).await.expect("answered");
    let done = read(&wallet).await;
    assert_eq!((&done[0]["state"], &done[0]["answer"]), (&json!("done"), &json!("We rang them.")));
    assert!(done[0]["answered_at"].is_string());
}

async fn what_is_no_message_is_refused_and_nothing_is_kept(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let wallet = phone_of(&app, &hub, hub.carer("Zoë", "Moss").await).await;
    let with = |name: &str, value: Value| {
        let mut message = report(1);
        message[name] = value;
        message
    };
    for wrong in [
        with("id", json!("one")),
        with("kind", json!("lost")),
        with("kind", json!("praise")),
        with("kind", json!("complaint")),
        with("setting", Value::Null),
        with("setting", json!("prison")),
        with("happened", json!("eaten")),
        with("words", json!("x".repeat(501))),
        with("words", json!("nul\u{0}")),
        with("more", json!(1)),
    ] {
        assert_eq!(write(&wallet, &wrong).await, 400, "{wrong}");
    }
    assert_eq!(write(&wallet, &with("words", json!("x".repeat(9_000)))).await, 413);
    assert!(read(&wallet).await.is_empty());
    for (n, kind) in [(2, "correction"), (3, "deletion"), (4, "complaint")] {
        let id = uuid::Uuid::from_u128(n).to_string();
        assert_eq!(write(&wallet, &json!({ "id": id, "kind": kind })).await, 201, "{kind}");
    }
    assert!(read(&wallet).await.iter().all(|one| one["answer_by"].is_string()));
}

async fn a_phone_sends_so_many_messages_a_day(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut wallet = phone_of(&app, &hub, hub.carer("Zoë", "Moss").await).await;
    let most = u128::from(MOST_MESSAGES_A_DAY.unsigned_abs());
    for n in 0..most {
        assert_eq!(write(&wallet, &report(n)).await, 201);
    }
    let refused = wallet.ask(Method::POST, MESSAGES, Some(&report(most))).await;
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["retry-after"]),
        (429, &"3600".parse().expect("a value"))
    );
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["title"], "Too many messages in a day");
    app.after(TimeDelta::hours(24)).await;
    wallet.at(app.now());
    wallet.refresh().await;
    assert_eq!(write(&wallet, &report(most)).await, 201);
}

async fn somebody_elses_phone_sees_none_of_it(database: Database) {
    let app = TestApp::on(database).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let zoe = own.carer("Zoë", "Moss").await;
    let (first, second) = (phone_of(&app, &own, zoe).await, phone_of(&app, &own, zoe).await);
    let kims = phone_of(&app, &own, own.carer("Kim", "Reed").await).await;
    let elsewhere = phone_of(&app, &other, other.carer("Ann", "Wood").await).await;
    assert_eq!(write(&first, &report(1)).await, 201);
    assert_eq!(read(&second).await.len(), 1, "her other phone");
    assert!(read(&kims).await.is_empty() && read(&elsewhere).await.is_empty());
    assert_eq!(write(&kims, &report(1)).await, 400, "the id is another's");
    assert_eq!(write(&elsewhere, &report(1)).await, 201, "another hub's own message");
    let bare = app.get(MESSAGES).await;
    assert_eq!(bare.status(), 401);
}

async fn a_removed_phone_says_nothing_more(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let wallet = phone_of(&app, &hub, carer).await;
    let (credential, key) = wallet.fetch_one("school").await;
    let code = app.store().lost_code_for_letter(hub.scope(), carer.id()).await.expect("a code").to_string();
    passport_tests::console::Browser::of(&app).post("/lost", &[("code", &code)]).await;
    app.look().await;
    let now = u64::try_from(app.now()).expect("after 1970");
    let square = passport_core::present::present(&credential, now, *b"8 bytes.", &key).expect("a square");
    assert_eq!(app.check_at("school", &square).await.state, "not_in_use");
    assert_eq!(write(&wallet, &report(1)).await, 401);
}

async fn another_wallet_learns_nothing_of_her_side(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bearer(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    for path in [MESSAGES, "/api/card/activity", "/api/card/data"] {
        assert_eq!(wallet.ask(Method::GET, path, None).await.status(), 403, "{path}");
    }
    assert_eq!(write(&wallet, &report(1)).await, 403);
}

async fn everything_kept_about_her_is_hers_but_what_could_harm(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Moss").await;
    let wishes = ContactWishes {
        reached_by: ReachedBy::Text,
        safe_contact: "07700 900123".to_owned(),
        safe_time: Some("after four".to_owned()),
        caution: Some("Her father reads the post".to_owned()),
    };
    app.store().keep_contact_wishes(hub.scope(), carer.id(), 0, &wishes).await.expect("kept");
    hub.issue(carer).await;
    let wallet = phone_of(&app, &hub, carer).await;
    assert_eq!(write(&wallet, &report(1)).await, 201);
    tom.see(&format!("/hub/carers/{}", carer.id())).await;
    let answer = wallet.ask(Method::GET, "/api/card/data", None).await;
    let text = answer.text().await.expect("a document");
    let data: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (&data["record"]["first_name"], &data["record"]["born_on"]),
        (&json!("Zoë"), &json!("2012-05-04"))
    );
    for (list, count) in [("cards", 1), ("phones", 1), ("agreements", 1), ("messages", 1), ("left_out", 3)] {
        assert_eq!(data[list].as_array().map(Vec::len), Some(count), "{list}: {text}");
    }
    assert!(data["activity"].as_array().is_some() && data["photo"] == false);
    assert!(!data["looks_of_the_hub"].as_array().expect("looks").is_empty(), "{text}");
    for harmful in ["07700 900123", "after four", "father", "Tom", "protected_since"] {
        assert!(!text.contains(harmful), "{harmful}: {text}");
    }
}

async fn what_a_desk_noted_is_seen_for_thirty_days_and_never_by_whom(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let zoe = pupil(&hub, school, "Zoë").await;
    let mut wallet = phone_of(&app, &hub, zoe.carer).await;
    assert!(activity(&wallet).await.is_empty());
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let page = format!("/desk/pupils/{}", zoe.carer.id());
    let typed = [("place", "quiet-room"), ("initials", "JC")];
    assert_eq!(joan.fill(&page, &format!("{page}/time-outs"), &typed).await.location, page);

    let seen = activity(&wallet).await;
    let of = |kind: &str| seen.iter().filter(|one| one["kind"] == kind).count();
    assert!(of("look") >= 1 && of("time-out") == 1, "{seen:?}");
    assert!(seen.iter().all(|one| one["where"] == "Hill School" && one["at"].is_string()), "{seen:?}");
    let text = json!(seen).to_string();
    assert!(!text.contains("Joan") && !text.contains("JC") && !text.contains("not_noted_back"), "{text}");
    // Nobody noted them back: with the day it is over, and says so.
    app.after(TimeDelta::days(1)).await;
    wallet.at(app.now());
    wallet.refresh().await;
    let seen = activity(&wallet).await;
    assert!(seen.iter().any(|one| one["not_noted_back"] == true && one["back_at"].is_null()), "{seen:?}");
    app.after(TimeDelta::days(30)).await;
    wallet.at(app.now());
    wallet.refresh().await;
    assert!(activity(&wallet).await.is_empty());
}

async fn activity(wallet: &Wallet) -> Vec<Value> {
    let answer = wallet.ask(Method::GET, "/api/card/activity", None).await;
    let seen: Value = answer.json().await.expect("JSON");
    seen["entries"].as_array().expect("entries").clone()
}
