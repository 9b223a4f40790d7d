//! Two servers on one PostgreSQL, as behind a load balancer.

use chrono::TimeDelta;
use passport_tests::{Database, TestApp};
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_on_one_server_is_known_to_the_other() {
    let one = TestApp::on(Database::postgres()).await;
    let other = one.second_server().await;
    let hub = one.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
    other.look().await;
    assert_eq!(other.check(&card.square).await.state, "valid");
    assert_eq!(other.check(&card.short_code).await.state, "valid");

    hub.withdraw(&card).await;
    other.look().await;
    assert_eq!(other.check(&card.square).await.state, "not_in_use");
    assert_ne!(other.check(&card.short_code).await.state, "valid");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_servers_serve_one_signed_list_and_never_two_under_one_time() {
    let one = TestApp::on(Database::postgres()).await;
    let other = one.second_server().await;
    let hub = one.hub("riverton").await;
    let mut seen: BTreeMap<u64, String> = BTreeMap::new();
    for round in 0..6 {
        let card = hub.issue(hub.carer("Zoë", "Moss").await).await;
        // Within one second, both at once: the very thing that must not give two contents under one `iat`.
        one.store().withdraw_card(hub.scope(), card.id).await.expect("it is withdrawn");
        let (first, second) = tokio::join!(one.store().sign_due_lists(), other.store().sign_due_lists());
        first.expect("signs");
        second.expect("signs");
        one.look().await;
        other.look().await;
        let (here, there) = (list(&one).await, list(&other).await);
        assert_eq!(here, there, "two servers serve two lists");
        let iat = issued_at(&here);
        let before = seen.insert(iat, here.clone());
        assert!(before.is_none_or(|before| before == here), "two contents under one iat");
        if round % 2 == 1 {
            one.after(TimeDelta::seconds(1)).await;
        }
    }
    assert!(seen.len() >= 3, "the list was signed again: {:?}", seen.keys());
}

async fn list(server: &TestApp) -> String {
    let lists = server.json("/h/riverton/status").await;
    let address = lists["status_lists"][0].as_str().expect("a list").to_owned();
    let path = address.strip_prefix(server.base().as_str()).expect("of this server");
    let response = server.get(path).await;
    assert_eq!(response.headers()["content-type"], "application/statuslist+jwt");
    response.text().await.expect("a token")
}

fn issued_at(token: &str) -> u64 {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).expect("a JWS");
    let json = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(payload).expect("base64url");
    let claims: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    claims["iat"].as_u64().expect("a time")
}
