//! A hub's keys come and go: cards outlive the key that signed them, and a refused key is known everywhere within a minute.

use chrono::TimeDelta;
use passport_core::keys::Kid;
use passport_tests::people::{TestHub, for_school};
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    a_card_outlives_its_key_until_its_own_last_day,
    a_refused_key_reaches_every_online_check_within_a_minute,
);

async fn published(app: &TestApp) -> Value {
    app.json("/.well-known/jwt-vc-issuer/h/riverton").await
}

fn kids(published: &Value) -> Vec<&str> {
    let keys = published["jwks"]["keys"].as_array().expect("keys");
    keys.iter().map(|key| key["kid"].as_str().expect("a number")).collect()
}

/// The next key, made and published, and signing as soon as it may.
async fn rotate(app: &TestApp, hub: &TestHub<'_>) -> Kid {
    let kid = app.store().make_key(hub.scope()).await.expect("a key");
    app.look().await;
    assert!(!kids(&published(app).await).contains(&kid.to_string().as_str()), "made is not published");
    app.store().publish_key(hub.scope(), kid).await.expect("it is published");
    app.look().await;
    assert!(kids(&published(app).await).contains(&kid.to_string().as_str()), "known before it signs");
    app.after(TimeDelta::days(7)).await;
    app.store().activate_key(hub.scope(), kid).await.expect("it signs");
    app.look().await;
    kid
}

async fn a_card_outlives_its_key_until_its_own_last_day(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let old = hub.issue_until(carer, Some("2026-12-20"), for_school()).await.expect("a card");
    assert_eq!(rotate(&app, &hub).await.to_string(), "k2");
    let new = hub.issue(hub.carer("Kim", "O'Neill").await).await;
    assert_eq!(rotate(&app, &hub).await.to_string(), "k3");
    assert_eq!(kids(&published(&app).await), ["k1", "k2", "k3"]);
    // 20 December is the day of its end; it is checked on each day until then.
    for _ in 0..15 {
        assert_eq!(app.check(&old.square).await.state, "valid", "the key before the one before");
        assert_eq!(app.check(&new.square).await.state, "valid");
        app.after(TimeDelta::days(1)).await;
    }
    app.after(TimeDelta::days(1)).await;
    assert_ne!(app.check(&old.square).await.state, "valid", "its own end, and not its key's");
    assert_eq!(app.check(&new.square).await.state, "valid");
    assert_eq!(published(&app).await["retired_kids"], json!([]), "over is not refused");
}

async fn a_refused_key_reaches_every_online_check_within_a_minute(database: Database) {
    let app = TestApp::on(database).await;
    let other = app.second_server().await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
    app.after(TimeDelta::seconds(60)).await;
    other.look().await;
    for server in [&app, &other] {
        assert_eq!(server.check(&card.square).await.state, "valid");
    }
    let kid = Kid::FIRST;
    app.store().refuse_key(hub.scope(), kid).await.expect("it is refused");
    // Each server looks twice a second; whoever keeps what is published keeps it half a minute at most.
    app.after(TimeDelta::seconds(1)).await;
    other.look().await;
    for server in [&app, &other] {
        for shown in [&card.square, &card.text, &card.short_code] {
            assert_eq!(server.check(shown).await.state, "not_in_use");
        }
        let answer = server.get("/.well-known/jwt-vc-issuer/h/riverton").await;
        let kept = answer.headers()["cache-control"].to_str().expect("text").to_owned();
        assert!(kept.contains("max-age=30"), "{kept}");
        let told = published(server).await;
        assert_eq!((kids(&told), &told["retired_kids"]), (vec!["k2"], &json!(["k1"])));
    }
    app.after(TimeDelta::seconds(59)).await;
    let lists = app.json("/h/riverton/status").await;
    let list = lists["status_lists"][0].as_str().expect("a list").to_owned();
    let path = list.strip_prefix(app.base().as_str()).expect("of this server");
    let token = app.get(path).await.text().await.expect("a list");
    assert!(header(&token).contains("\"kid\":\"k2\""), "the list is signed with the key that took over");
}

fn header(token: &str) -> String {
    use base64::Engine as _;
    let header = token.split('.').next().expect("a header");
    let decoded = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(header).expect("base64url");
    String::from_utf8(decoded).expect("text")
}
