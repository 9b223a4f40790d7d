//! A card on a phone from the letter to its end, through the public surface.

use chrono::TimeDelta;
use passport_core::card::{Arrangement, Setting};
use passport_core::credential::{Claims, Credential};
use passport_core::keys::SigningKey;
use passport_core::present::present;
use passport_server::store::{CarerDetails, Wallet as Holding};
use passport_tests::people::for_school;
use passport_tests::wallet::{Waiting, Wallet, text};
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both_databases!(
    a_phone_fetches_its_card_shows_it_renews_it_and_is_removed,
    two_verifiers_find_nothing_in_common_between_settings,
    what_is_taken_off_is_refused_at_once_and_what_is_added_is_not,
    what_the_hub_takes_off_is_refused_at_once_and_the_rest_is_not,
    a_changed_name_is_fetched_anew_and_refuses_nothing,
    once_caring_has_ended_a_phone_lasts_as_long_as_the_grace,
    the_photo_is_shown_while_somebody_agrees_and_the_card_lasts,
    the_hub_sees_which_wallet_holds_a_card,
    an_offer_moves_within_an_hour_and_not_after,
    one_setting_at_a_time_for_another_wallet,
    codes_end_after_a_week,
    a_typed_code_leads_to_the_offer,
    idle_for_half_a_year_a_phone_is_forgotten,
);

struct Phone {
    wallet: Wallet,
    waiting: Waiting,
}

/// A phone of ours that has fetched nothing yet.
async fn activated(app: &TestApp, hub: &passport_tests::people::TestHub<'_>) -> Phone {
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    Phone { wallet, waiting }
}

/// What a checker is told when a phone shows this now.
async fn shown(app: &TestApp, setting: &str, (credential, key): &(String, SigningKey)) -> String {
    app.look().await;
    let now = u64::try_from(app.now()).expect("after 1970");
    let square = present(credential, now, *b"8 bytes.", key).expect("a presentation");
    app.check_at(setting, &square).await.state
}

fn claims(credential: &str) -> Claims {
    Credential::parse(credential).expect("a credential").claims
}

fn setting<'a>(card: &'a Value, code: &str) -> &'a Value {
    let all = card["settings"].as_array().expect("settings");
    all.iter().find(|one| one["setting"] == code).expect("that setting")
}

async fn error(answer: reqwest::Response) -> String {
    text(&answer.json::<Value>().await.expect("an error")["error"])
}

async fn a_phone_fetches_its_card_shows_it_renews_it_and_is_removed(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { mut wallet, waiting } = activated(&app, &hub).await;
    assert_eq!(wallet.tokens["token_type"], "DPoP");
    assert_eq!(wallet.tokens["scope"], "card school transport");
    let card = wallet.card().await;
    assert_eq!(
        (&card["name"], &card["state"], &card["ends_on"]),
        (&json!("Zoë M"), &json!("active"), &json!("2027-11-21"))
    );
    assert_eq!(card["hub"]["iss"], hub.iss());
    assert_eq!(setting(&card, "school")["stale"], true);
    assert_eq!(setting(&card, "school")["allowed"]["time-out"], json!({"minutes": 10, "place": "library"}));

    let school = wallet.fetch_one("school").await;
    assert_eq!(shown(&app, "school", &school).await, "valid");
    assert_eq!(shown(&app, "gp", &school).await, "valid_not_here");
    assert_eq!(setting(&wallet.card().await, "school")["stale"], false);
    assert_eq!(setting(&wallet.card().await, "transport")["stale"], true);

    // A week later the tokens are over and renewed; the old credential stays good beside the new.
    app.after(TimeDelta::days(7)).await;
    wallet.at(app.now());
    let late = wallet.ask(Method::GET, "/api/card", None).await;
    assert_eq!(late.status(), StatusCode::UNAUTHORIZED);
    wallet.refresh().await;
    let renewed = wallet.fetch_one("school").await;
    assert!(claims(&renewed.0).exp > claims(&school.0).exp);
    for one in [&school, &renewed] {
        assert_eq!(shown(&app, "school", one).await, "valid");
    }
    app.store().withdraw_card(hub.scope(), waiting.card).await.expect("removed");
    for one in [&school, &renewed] {
        assert_eq!(shown(&app, "school", one).await, "not_in_use");
    }
    let gone = wallet.ask(Method::GET, "/api/card", None).await;
    assert_eq!(gone.status(), StatusCode::UNAUTHORIZED);
    assert!(gone.headers()["www-authenticate"].to_str().expect("text").contains(r#"error="invalid_token""#));
    assert_eq!(error(gone).await, "invalid_token");
    assert_eq!(
        error(wallet.ask_refresh(&text(&wallet.tokens["refresh_token"])).await).await,
        "invalid_grant"
    );
}

/// Every text and number in a value, but for what all cards of a hub have alike.
fn marks(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            if !["iss", "vct", "exp", "uri", "kty", "crv"].contains(&name.as_str()) {
                marks(value, found);
            }
        }),
        Value::Array(all) => all.iter().for_each(|one| marks(one, found)),
        other => drop(found.insert(other.to_string())),
    }
}

async fn two_verifiers_find_nothing_in_common_between_settings(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { wallet, .. } = activated(&app, &hub).await;
    let keys: Vec<_> = (0..3).map(|_| SigningKey::generate().expect("a key").0).collect();
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    let mut ends = BTreeSet::new();
    for (setting, keys) in [("school", &keys[..1]), ("transport", &keys[1..])] {
        let fetched = wallet.fetch(setting, keys).await;
        for one in fetched["credentials"].as_array().expect("credentials") {
            let claims = claims(&text(&one["credential"]));
            ends.insert(claims.exp);
            let mut found = BTreeSet::new();
            marks(&serde_json::from_str(&claims.to_json()).expect("JSON"), &mut found);
            // One credential alone would be no proof: the key, the place in the list and the setting are marks.
            assert!(found.len() >= 4, "{found:?}");
            seen.push(found);
        }
    }
    let [school, bus, other_bus] = &seen[..] else { panic!("three credentials") };
    assert_eq!(school.intersection(bus).count(), 0, "{school:?} {bus:?}");
    assert_eq!(school.intersection(other_bus).count(), 0);
    let both: Vec<_> = bus.intersection(other_bus).collect();
    assert_eq!(both, [r#""child""#, r#""transport""#], "nor do two of one setting");
    assert!(ends.len() == 1 && ends.iter().all(|end| end % 86_400 == 0), "exp is one midnight for everybody");
}

async fn what_is_taken_off_is_refused_at_once_and_what_is_added_is_not(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { wallet, .. } = activated(&app, &hub).await;
    let (school, bus) = (wallet.fetch_one("school").await, wallet.fetch_one("transport").await);
    let choose = async |codes: Value| {
        let answer = wallet.ask(Method::PUT, "/api/card/choices", Some(&json!({"school": codes}))).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    };
    choose(json!(["phone-on-silent"])).await;
    assert_eq!(shown(&app, "school", &school).await, "not_in_use");
    assert_eq!(shown(&app, "transport", &bus).await, "valid");
    let card = wallet.card().await;
    assert_eq!(setting(&card, "school")["shown"], json!(["phone-on-silent"]));
    assert_eq!(setting(&card, "school")["stale"], true);
    assert_eq!(setting(&card, "transport")["stale"], false);
    let narrow = wallet.fetch_one("school").await;
    assert_eq!(
        claims(&narrow.0).arrangements.iter().map(Arrangement::code).collect::<Vec<_>>(),
        ["phone-on-silent"]
    );

    choose(json!(["time-out", "phone-on-silent", "not-known-here"])).await;
    assert_eq!(shown(&app, "school", &narrow).await, "valid", "adding leaves what is held alone");
    assert_eq!(setting(&wallet.card().await, "school")["stale"], true);

    choose(json!([])).await;
    assert_eq!(shown(&app, "school", &narrow).await, "not_in_use");
    let card = wallet.card().await;
    assert_eq!(
        (&setting(&card, "school")["shown"], &setting(&card, "school")["stale"]),
        (&json!([]), &json!(false))
    );
    let (key, _) = SigningKey::generate().expect("a key");
    let proof = wallet.proof(&key, &wallet.nonce().await);
    let body = json!({"credential_configuration_id": "school", "proofs": {"jwt": [proof]}});
    assert_eq!(error(wallet.ask_credential(&body).await).await, "credential_request_denied");
}

async fn what_the_hub_takes_off_is_refused_at_once_and_the_rest_is_not(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { wallet, waiting } = activated(&app, &hub).await;
    let (school, bus) = (wallet.fetch_one("school").await, wallet.fetch_one("transport").await);
    let fare = claims(&bus.0).arrangements.iter().next().expect("a fare").clone();
    let change = async |arrangements: Vec<Arrangement>| {
        app.store().change_phone(hub.scope(), waiting.card, arrangements).await.expect("changed");
    };
    change([for_school(), vec![fare.clone(), Arrangement::LateArrival]].concat()).await;
    assert_eq!(shown(&app, "school", &school).await, "valid");
    change(vec![Arrangement::LateArrival, fare]).await;
    assert_eq!(shown(&app, "school", &school).await, "not_in_use");
    assert_eq!(shown(&app, "transport", &bus).await, "valid");
    let anew = wallet.fetch_one("school").await;
    assert_eq!(shown(&app, "school", &anew).await, "valid");
    // Nothing is left for the bus: its credential is refused, and the setting is gone from the phone.
    change(vec![Arrangement::LateArrival]).await;
    assert_eq!(shown(&app, "transport", &bus).await, "not_in_use");
    assert_eq!(wallet.card().await["settings"].as_array().map(Vec::len), Some(1));
}

async fn a_changed_name_is_fetched_anew_and_refuses_nothing(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let (school, bus) = (wallet.fetch_one("school").await, wallet.fetch_one("transport").await);
    let known = app.store().open_carer(hub.scope(), carer.id()).await.expect("a record");
    let details = CarerDetails { known_as: Some("Zed".to_owned()), ..known.details };
    app.store().change_carer(hub.scope(), carer.id(), known.version, &details).await.expect("changed");
    assert_eq!(shown(&app, "school", &school).await, "valid");
    let card = wallet.card().await;
    assert_eq!((&card["name"], &setting(&card, "school")["stale"]), (&json!("Zed M"), &json!(true)));
    assert_eq!(setting(&card, "transport")["stale"], false, "a fare has no name");
    assert_eq!(shown(&app, "transport", &bus).await, "valid");
    let anew = wallet.fetch_one("school").await;
    assert_eq!(claims(&anew.0).name.expect("a name").as_str(), "Zed M");
}

async fn once_caring_has_ended_a_phone_lasts_as_long_as_the_grace(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let school = wallet.fetch_one("school").await;
    let known = app.store().open_carer(hub.scope(), carer.id()).await.expect("a record");
    let details =
        CarerDetails { caring_ended_on: Some("2026-09-01".parse().expect("a date")), ..known.details };
    app.store().change_carer(hub.scope(), carer.id(), known.version, &details).await.expect("changed");
    assert_eq!(shown(&app, "school", &school).await, "valid", "nothing is withdrawn");
    assert_eq!(wallet.card().await["ends_on"], "2026-12-01");
    let last = wallet.fetch_one("school").await;
    assert_eq!(claims(&last.0).exp, 1_796_169_600, "midnight after 1 December");
    let held = text(&wallet.tokens["refresh_token"]);
    app.after(TimeDelta::days(11)).await;
    wallet.at(app.now());
    assert_eq!(error(wallet.ask_refresh(&held).await).await, "invalid_grant");
}

async fn the_photo_is_shown_while_somebody_agrees_and_the_card_lasts(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let photo = async |wallet: &Wallet| wallet.ask(Method::GET, "/api/card/photo", None).await;
    assert_eq!(
        (wallet.card().await["photo"].clone(), photo(&wallet).await.status()),
        (Value::Null, StatusCode::NOT_FOUND)
    );
    hub.keep_photo(carer).await;
    let answer = photo(&wallet).await;
    let tag = answer.headers()["etag"].to_str().expect("text").trim_matches('"').to_owned();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(
        (wallet.card().await["photo"].clone(), answer.bytes().await.expect("bytes").to_vec()),
        (json!(tag), b"jpeg".to_vec())
    );
    let purpose = passport_core::carer::Purpose::Photo;
    app.store().withdraw_agreement(hub.scope(), carer.id(), purpose).await.expect("taken back");
    assert_eq!(photo(&wallet).await.status(), StatusCode::NOT_FOUND);
    hub.keep_photo(carer).await;
    assert_eq!(photo(&wallet).await.status(), StatusCode::OK);
    // The last day of the card goes by; its tokens live on until they are looked at again.
    let known = app.store().open_carer(hub.scope(), carer.id()).await.expect("a record");
    let details =
        CarerDetails { caring_ended_on: Some("2026-08-01".parse().expect("a date")), ..known.details };
    app.store().change_carer(hub.scope(), carer.id(), known.version, &details).await.expect("changed");
    assert_eq!(wallet.card().await["state"], "ended");
    assert_eq!(
        (wallet.card().await["photo"].clone(), photo(&wallet).await.status()),
        (Value::Null, StatusCode::NOT_FOUND),
        "it vanishes with the card"
    );
}

async fn the_hub_sees_which_wallet_holds_a_card(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let waiting = hub.phone_for(carer).await;
    let phones = async || app.store().phones(hub.scope(), carer.id()).await.expect("phones").remove(0);
    assert_eq!((phones().await.wallet, phones().await.activated_at), (None, None));
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    assert_eq!(phones().await.wallet, Some(Holding::Ours));
    assert!(phones().await.activated_at.is_some() && phones().await.seen_at.is_some());
    let mut other = Wallet::bearer(&hub.iss(), app.now());
    let (code, digits) = (waiting.code().await, &waiting.activation.tx_code);
    let named = [
        ("grant_type", passport_tests::wallet::PRE_AUTHORIZED),
        ("pre-authorized_code", &code),
        ("tx_code", digits),
        ("client_id", "https://wallet.example"),
        ("resource", "ignored"),
    ];
    let answer = other.ask_token(&named).await;
    assert_eq!(answer.status(), StatusCode::OK);
    other.tokens = answer.json().await.expect("tokens");
    assert_eq!(other.tokens["token_type"], "Bearer");
    assert_eq!(phones().await.wallet, Some(Holding::Another(Some("https://wallet.example".to_owned()))));
    other.fetch_one("school").await;
}

async fn an_offer_moves_within_an_hour_and_not_after(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { wallet: mut first, waiting } = activated(&app, &hub).await;
    let school = first.fetch_one("school").await;
    let code = waiting.code().await;
    app.after(TimeDelta::minutes(59)).await;
    let mut second = Wallet::bound(&hub.iss(), app.now());
    second.activate(&waiting).await;
    assert_eq!(shown(&app, "school", &school).await, "not_in_use", "what the first phone held is refused");
    first.at(app.now());
    let held = text(&first.tokens["refresh_token"]);
    assert_eq!(error(first.ask_refresh(&held).await).await, "invalid_grant");
    second.fetch_one("school").await;
    app.after(TimeDelta::minutes(2)).await;
    second.at(app.now());
    let late = Wallet::bound(&hub.iss(), app.now()).redeem(&code, &waiting.activation.tx_code).await;
    assert_eq!(error(late).await, "invalid_grant");
    assert_eq!(
        app.get(&format!("/h/riverton/offers/{}", waiting.handle)).await.status(),
        StatusCode::NOT_FOUND
    );
    second.refresh().await;
}

async fn one_setting_at_a_time_for_another_wallet(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallets = Vec::new();
    for (setting, address) in &waiting.activation.offers {
        let handle = address.rsplit("%2F").next().expect("a handle").to_owned();
        let of_setting =
            Waiting { card: waiting.card, iss: hub.iss(), handle, activation: waiting.activation.clone() };
        assert_eq!(of_setting.offer().await["credential_configuration_ids"], json!([setting.code()]));
        let mut wallet = Wallet::bearer(&hub.iss(), app.now());
        wallet.activate(&of_setting).await;
        assert_eq!(wallet.tokens["scope"], setting.code());
        for (method, path) in
            [(Method::GET, "/api/card"), (Method::GET, "/api/card/photo"), (Method::DELETE, "/api/card")]
        {
            let refused = wallet.ask(method, path, None).await;
            assert_eq!(refused.status(), 403, "{path}");
            assert_eq!(error(refused).await, "insufficient_scope");
        }
        wallets.push((*setting, wallet));
    }
    assert!(
        app.store().activation(hub.scope(), waiting.card).await.expect("a look").is_none(),
        "all are taken"
    );
    for (setting, wallet) in &wallets {
        let own = wallet.fetch_one(setting.code()).await;
        assert_eq!(shown(&app, setting.code(), &own).await, "valid");
        let other = if *setting == Setting::School { "transport" } else { "school" };
        let (key, _) = SigningKey::generate().expect("a key");
        let proof = wallet.proof(&key, &wallet.nonce().await);
        let body = json!({"credential_configuration_id": other, "proofs": {"jwt": [proof]}});
        assert_eq!(error(wallet.ask_credential(&body).await).await, "credential_request_denied");
    }
}

async fn codes_end_after_a_week(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let code = waiting.code().await;
    app.after(TimeDelta::days(7)).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    assert_eq!(error(wallet.redeem(&code, &waiting.activation.tx_code).await).await, "invalid_grant");
    app.store().new_activation(hub.scope(), waiting.card).await.expect("new codes");
    let anew = hub.waiting(waiting.card).await;
    assert_eq!(error(wallet.redeem(&code, &anew.activation.tx_code).await).await, "invalid_grant");
    wallet.activate(&anew).await;
}

async fn a_typed_code_leads_to_the_offer(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let typed = waiting.activation.typed_code.to_string();
    let ask = async |code: &str| app.post("/api/activation", &json!({"code": code})).await;
    let found: Value = ask(&typed.to_lowercase()).await.json().await.expect("JSON");
    assert_eq!(found["credential_offer_uri"], format!("{}/offers/{}", hub.iss(), waiting.handle));
    app.store().new_activation(hub.scope(), waiting.card).await.expect("new codes");
    assert_eq!(ask(&typed).await.status(), StatusCode::NOT_FOUND, "dead");
    let mistyped = typed.replacen(&typed[..1], if typed.starts_with('Z') { "Y" } else { "Z" }, 1);
    for wrong in [mistyped.as_str(), "", "K7QX-M2RT-9C"] {
        assert_eq!(ask(wrong).await.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
    for _ in 0..19 {
        assert_eq!(ask(&typed).await.status(), StatusCode::NOT_FOUND);
    }
    let slowed = ask(&typed).await;
    assert_eq!(
        (slowed.status(), &slowed.headers()["retry-after"]),
        (StatusCode::TOO_MANY_REQUESTS, &"30".parse().expect("a value"))
    );
}

async fn idle_for_half_a_year_a_phone_is_forgotten(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let Phone { mut wallet, .. } = activated(&app, &hub).await;
    app.after(TimeDelta::days(179)).await;
    wallet.at(app.now());
    wallet.refresh().await;
    app.after(TimeDelta::days(180)).await;
    wallet.at(app.now());
    assert_eq!(
        error(wallet.ask_refresh(&text(&wallet.tokens["refresh_token"])).await).await,
        "invalid_grant"
    );
}
