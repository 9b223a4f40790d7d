//! Two hundred wallets with the same code or token at one moment, and replies that get lost: what is expected is said beside it.

use passport_tests::people::TestHub;
use passport_tests::wallet::{Waiting, Wallet, text};
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

on_both_databases!(
    of_two_hundred_wrong_codes_at_once_exactly_five_count,
    of_two_hundred_right_codes_at_once_one_wallet_is_left_with_the_card,
    two_hundred_ask_with_one_typed_code_and_hear_the_same,
    of_two_hundred_refreshes_with_one_token_all_get_the_same_successor,
    a_thousand_lost_replies_lose_no_card,
    a_copied_token_ends_the_phone,
);

const MANY: usize = 200;

async fn waiting(app: &TestApp) -> (TestHub<'_>, Waiting) {
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    (hub, waiting)
}

/// Each redeems the same code with the same digits; gives the wallets with what they were answered.
async fn redeem_at_once(app: &TestApp, waiting: &Waiting, digits: &str) -> Vec<(Wallet, StatusCode)> {
    let code = waiting.code().await;
    let mut asking = JoinSet::new();
    for _ in 0..MANY {
        let (code, digits, mut wallet) =
            (code.clone(), digits.to_owned(), Wallet::bound(&waiting.iss, app.now()));
        asking.spawn(async move {
            let answer = wallet.redeem(&code, &digits).await;
            let status = answer.status();
            wallet.tokens = answer.json().await.expect("JSON");
            (wallet, status)
        });
    }
    asking.join_all().await
}

/// Nothing is given to any; five tries are counted, never more; and the right digits come too late.
async fn of_two_hundred_wrong_codes_at_once_exactly_five_count(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, waiting) = waiting(&app).await;
    let code = waiting.code().await;
    for (wallet, status) in redeem_at_once(&app, &waiting, waiting.wrong_digits()).await {
        assert_eq!((status, &wallet.tokens["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_grant")));
    }
    let after = app.store().activation(hub.scope(), waiting.card).await.expect("a look").expect("codes");
    assert_eq!(after.tries_left, 0);
    let subject =
        app.store().phones(hub.scope(), hub_carer(&app, &hub, &waiting).await).await.expect("phones");
    assert_eq!(subject[0].activated_at, None);
    let late = Wallet::bound(&waiting.iss, app.now()).redeem(&code, &waiting.activation.tx_code).await;
    assert_eq!(text(&late.json::<Value>().await.expect("JSON")["error"]), "invalid_grant");
    let scope = hub.scope();
    let person =
        app.store().open_carer(scope, hub_carer(&app, &hub, &waiting).await).await.expect("a record");
    let deeds = app.store().audit_of(scope, person.subject_id).await.expect("the record");
    assert_eq!(deeds.iter().filter(|deed| deed.action == "phone code wrong").count(), 5);
}

async fn hub_carer(app: &TestApp, hub: &TestHub<'_>, waiting: &Waiting) -> passport_server::store::CarerId {
    app.store().open_card(hub.scope(), waiting.card).await.expect("a card").carer_id
}

/// Each is given tokens, since a reply may get lost and the card then moves; the last one has the card, all others have nothing. A
/// server whose writers queue for too long says 503 to some, who then have nothing either.
async fn of_two_hundred_right_codes_at_once_one_wallet_is_left_with_the_card(database: Database) {
    let app = TestApp::on(database).await;
    let (_hub, waiting) = waiting(&app).await;
    let asked = redeem_at_once(&app, &waiting, &waiting.activation.tx_code).await;
    let mut living = 0;
    for (wallet, status) in &asked {
        if *status == StatusCode::SERVICE_UNAVAILABLE {
            continue;
        }
        assert_eq!(*status, StatusCode::OK, "{}", wallet.tokens);
        let answer = wallet.ask(reqwest::Method::GET, "/api/card", None).await;
        match answer.status() {
            StatusCode::OK => living += 1,
            other => assert_eq!(other, StatusCode::UNAUTHORIZED),
        }
    }
    assert_eq!(living, 1);
}

/// A code only leads to its offer, so all hear where that stands, and nothing is used up.
async fn two_hundred_ask_with_one_typed_code_and_hear_the_same(database: Database) {
    let app = Arc::new(TestApp::on(database).await);
    let (_hub, waiting) = waiting(&app).await;
    let body = json!({"code": waiting.activation.typed_code.to_string()});
    let address = format!("{}/api/activation", app.base());
    let mut asking = JoinSet::new();
    for _ in 0..MANY {
        let request = reqwest::Client::new().post(&address).json(&body);
        asking.spawn(
            async move { request.send().await.expect("an answer").json::<Value>().await.expect("JSON") },
        );
    }
    let said: BTreeSet<String> = asking.join_all().await.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    Wallet::bound(&waiting.iss, app.now()).activate(&waiting).await;
}

/// The successor of a token is always the same: all get it, it goes on, and nobody is taken for a thief.
async fn of_two_hundred_refreshes_with_one_token_all_get_the_same_successor(database: Database) {
    let app = TestApp::on(database).await;
    let (_hub, waiting) = waiting(&app).await;
    let mut wallet = Wallet::bound(&waiting.iss, app.now());
    wallet.activate(&waiting).await;
    let token = text(&wallet.tokens["refresh_token"]);
    let wallet = Arc::new(wallet);
    let mut asking = JoinSet::new();
    for _ in 0..MANY {
        let (wallet, token) = (Arc::clone(&wallet), token.clone());
        asking.spawn(async move {
            let answer = wallet.ask_refresh(&token).await;
            assert_eq!(answer.status(), StatusCode::OK);
            answer.json::<Value>().await.expect("tokens")
        });
    }
    let given = asking.join_all().await;
    let successors: BTreeSet<_> = given.iter().map(|tokens| text(&tokens["refresh_token"])).collect();
    assert_eq!(successors.len(), 1);
    let mut wallet = Arc::into_inner(wallet).expect("nobody else");
    wallet.tokens = given[0].clone();
    wallet.refresh().await;
    wallet.fetch_one("school").await;
}

/// The phone never hears of its new tokens and asks again with the old; at last one reply arrives, and all goes on.
async fn a_thousand_lost_replies_lose_no_card(database: Database) {
    let app = TestApp::on(database).await;
    let (_hub, waiting) = waiting(&app).await;
    let mut wallet = Wallet::bound(&waiting.iss, app.now());
    wallet.activate(&waiting).await;
    let held = wallet.fetch_one("school").await;
    for round in 0..20 {
        let token = text(&wallet.tokens["refresh_token"]);
        for _ in 0..50 {
            assert_eq!(wallet.ask_refresh(&token).await.status(), StatusCode::OK, "round {round}");
        }
        wallet.refresh().await;
    }
    assert_eq!(wallet.card().await["settings"][0]["stale"], false);
    app.look().await;
    let now = u64::try_from(app.now()).expect("after 1970");
    let square =
        passport_core::present::present(&held.0, now, *b"8 bytes.", &held.1).expect("a presentation");
    assert_eq!(app.check_at("school", &square).await.state, "valid");
}

/// A token that comes back after its successor was used is in two hands: nobody goes on with either, and what they hold is refused.
async fn a_copied_token_ends_the_phone(database: Database) {
    let app = TestApp::on(database).await;
    let (_hub, waiting) = waiting(&app).await;
    let mut wallet = Wallet::bearer(&waiting.iss, app.now());
    wallet.activate(&waiting).await;
    let (credential, key) = wallet.fetch_one("school").await;
    let copied = text(&wallet.tokens["refresh_token"]);
    wallet.refresh().await;
    wallet.refresh().await;
    let newest = text(&wallet.tokens["refresh_token"]);
    for token in [&copied, &newest] {
        assert_eq!(wallet.ask_refresh(token).await.status(), StatusCode::BAD_REQUEST);
    }
    app.look().await;
    let now = u64::try_from(app.now()).expect("after 1970");
    let square =
        passport_core::present::present(&credential, now, *b"8 bytes.", &key).expect("a presentation");
    assert_eq!(app.check_at("school", &square).await.state, "not_in_use");
}
