//! Every address that a phone's token opens × who asks, and every address of the console and of desks × a phone's token, walked from
//! the server's own table of addresses.

use passport_server::http::{ROUTES, Role as Needed, Route};
use passport_server::store::Role;
use passport_tests::people::TestHub;
use passport_tests::wallet::{Wallet, text};
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::json;
use uuid::Uuid;

on_both_databases!(
    what_a_phone_may_do_only_a_phone_in_use_at_its_own_hub_may,
    a_phones_token_opens_nothing_of_the_console_or_of_a_desk,
);

/// The address, of Riverton where it names a hub and of nobody where it names an object.
fn address(route: &Route) -> String {
    let mut path = route.path.replace("{hub}", "riverton");
    let nobodys = Uuid::from_u128(0x6f96_19ff_8b86_4d01_b42d_00cf_4fc9_64ff).to_string();
    while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
        path.replace_range(from..=to, &nobodys);
    }
    path
}

/// A phone of ours, with its card.
async fn phone(app: &TestApp, hub: &TestHub<'_>) -> (Wallet, passport_server::store::CardId) {
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    (wallet, waiting.card)
}

async fn what_a_phone_may_do_only_a_phone_in_use_at_its_own_hub_may(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let school = hub.school("Hill School").await;
    let tom = hub.colleague("Tom Reed", Role::Manager).await;
    let joan = hub.at_desk("Joan Carter", school).await;
    let (removed, card) = phone(&app, &hub).await;
    let (elsewhere, _) = phone(&app, &other).await;
    app.store().withdraw_card(hub.scope(), card).await.expect("removed");
    let (cookie, authorization) = ("cookie", "authorization");
    let outsiders = [
        ("nobody", vec![]),
        ("a manager", vec![(cookie, tom.browser.cookie())]),
        ("a desk", vec![(cookie, joan.browser.cookie())]),
        ("a made-up token", vec![(authorization, "Bearer AAAA")]),
        ("a made-up bound token", vec![(authorization, "DPoP AAAA")]),
    ];
    let of_phones: Vec<_> = ROUTES.iter().filter(|route| route.role == Needed::Phone).collect();
    assert!(of_phones.len() >= 10, "{}", of_phones.len());
    for route in of_phones {
        let (method, path) = (route.method.clone(), address(route));
        let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
        for (who, headers) in &outsiders {
            let request = Client::new().request(method.clone(), format!("{}{path}", app.base()));
            let request =
                headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            let request = body.iter().fold(request, reqwest::RequestBuilder::json);
            let status = request.send().await.expect("an answer").status();
            assert_eq!(status, 401, "{who}: {method} {path}");
        }
        let status = removed.ask(method.clone(), &path, body.as_ref()).await.status();
        assert_eq!(status, 401, "a removed phone: {method} {path}");
        if route.path.contains("{hub}") {
            let status = elsewhere.ask(method.clone(), &path, body.as_ref()).await.status();
            assert_eq!(status, 401, "a phone of another hub: {method} {path}");
        }
        // One for each address: what it does may end it.
        let (own, _) = phone(&app, &hub).await;
        let status = own.ask(method.clone(), &path, body.as_ref()).await.status();
        assert!([200, 204, 400, 404].contains(&status.as_u16()), "its owner's: {method} {path}: {status}");
    }
    assert_eq!(elsewhere.ask(Method::GET, "/api/card", None).await.status(), 200, "it was left alone");
}

async fn a_phones_token_opens_nothing_of_the_console_or_of_a_desk(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (bound, _) = phone(&app, &hub).await;
    let waiting = hub.phone_for(hub.carer("Kim", "Reed").await).await;
    let mut bearer = Wallet::bearer(&hub.iss(), app.now());
    bearer.activate(&waiting).await;
    let client = Client::builder().redirect(Policy::none()).build().expect("a client");
    let staffs = |route: &&Route| matches!(route.role, Needed::Worker | Needed::Manager | Needed::Desk);
    for route in ROUTES.iter().filter(staffs) {
        let (method, url) = (route.method.clone(), format!("{}{}", app.base(), address(route)));
        for (wallet, scheme) in [(&bound, "DPoP"), (&bearer, "Bearer")] {
            let token = text(&wallet.tokens["access_token"]);
            let request = client.request(method.clone(), &url);
            let request = request.header("authorization", format!("{scheme} {token}"));
            let proof = wallet.dpop_proof(&method, &url, Some(&token));
            let request = proof.iter().fold(request, |request, proof| request.header("dpop", proof));
            let answer = if method == Method::GET {
                request.send().await
            } else {
                let form = request.header("content-type", "application/x-www-form-urlencoded");
                form.body("csrf=AAAA").send().await
            };
            let answer = answer.expect("an answer");
            let location = answer.headers().get("location").and_then(|place| place.to_str().ok());
            if method == Method::GET {
                let door = if route.role == Needed::Desk { "/desk/sign-in" } else { "/hub/sign-in" };
                assert_eq!(location, Some(door), "{method} {url}");
            } else {
                let status = answer.status().as_u16();
                assert!([401, 403].contains(&status), "{method} {url}: {status}");
            }
        }
    }
}
