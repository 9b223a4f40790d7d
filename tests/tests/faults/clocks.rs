//! The clock jumps, from 1970 to ten years ahead: no list is signed by it, what is withdrawn stays refused, and once it is right again
//! everything is.

use base64::Engine as _;
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::Value;

on_both_databases!(from_1970_to_ten_years_ahead_no_list_is_signed_and_nothing_withdrawn_comes_back);

/// Wrong clocks, each with the right time afterwards.
const CLOCKS: [(&str, &str); 6] = [
    ("1970-01-01T00:00:00Z", "2026-11-21T09:10:00Z"),
    ("2000-02-29T23:59:59Z", "2026-11-21T09:20:00Z"),
    ("2026-11-21T09:18:30Z", "2026-11-21T09:30:00Z"),
    ("2026-11-22T09:31:00Z", "2026-11-21T09:40:00Z"),
    ("2027-03-28T01:30:00Z", "2026-11-21T09:50:00Z"),
    ("2036-11-21T09:00:00Z", "2026-11-21T10:00:00Z"),
];

async fn from_1970_to_ten_years_ahead_no_list_is_signed_and_nothing_withdrawn_comes_back(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let good = hub.issue(hub.carer("Zoë", "Moss").await).await;
    app.set_clock("2026-11-21T09:01:00Z");
    let mut withdrawn = vec![hub.issue(hub.carer("Łukasz", "Nowak").await).await];
    hub.withdraw(&withdrawn[0]).await;
    for (wrong, right) in CLOCKS {
        let next = hub.issue(hub.carer("Aoife", "Bell").await).await;
        let before = list(&app).await;
        app.set_clock(wrong);
        app.store().withdraw_card(hub.scope(), next.id).await.expect("a withdrawal needs no clock");
        withdrawn.push(next);
        assert!(app.try_look().await.is_err(), "{wrong}: a list was signed");
        assert_eq!(list(&app).await, before, "{wrong}");
        for card in &withdrawn {
            assert_ne!(app.check(&card.square).await.state, "valid", "{wrong}");
        }
        app.set_clock(right);
        app.look().await;
        let signed = list(&app).await;
        assert_ne!(signed, before, "{right}: what was withdrawn meanwhile is in the list");
        assert!(issued_at(&signed) <= app.now(), "{right}: a list of the future");
        assert_eq!(app.check(&good.square).await.state, "valid", "{right}");
        for card in &withdrawn {
            assert_eq!(app.check(&card.square).await.state, "not_in_use", "{right}");
        }
    }
    assert!(app.store().verify_audit(&[]).await.expect("the books answer").is_sound());
}

/// The signed list as everybody fetches it.
async fn list(app: &TestApp) -> String {
    let lists = app.json("/h/riverton/status").await;
    let address = lists["status_lists"][0].as_str().expect("a list").to_owned();
    let path = address.strip_prefix(app.base().as_str()).expect("of this server");
    app.get(path).await.text().await.expect("a token")
}

fn issued_at(token: &str) -> i64 {
    let payload = token.split('.').nth(1).expect("a JWS");
    let json = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(payload).expect("base64url");
    serde_json::from_slice::<Value>(&json).expect("JSON")["iat"].as_i64().expect("a time")
}
