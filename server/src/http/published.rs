//! What is published, byte for byte: a change here is a change for every reader there is.

use super::{
    Door, ROUTES,
    fixture::{Hub, riverton},
    router,
};
use crate::{
    App, build_app,
    config::Config,
    snapshot::Held,
    store::{Actor, CarerDetails, NewHub, NewProvider, Wish},
    test_app,
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use passport_core::{
    bundle::read_bundle,
    card::{Arrangement, Base, HubSlug},
    clock::TestClock,
};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

async fn get(app: &App, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = router(app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    (head.status, head.headers, String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn documents_have_their_form() {
    let Hub { app, .. } = riverton().await;
    let mut found = serde_json::Map::new();
    for path in
        ["/.well-known/jwt-vc-issuer/h/riverton", "/h/riverton/status", "/vct/pass/1", "/vct/printed/1"]
    {
        let (status, headers, body) = get(&app, path, &[]).await;
        assert_eq!(
            (status, &headers[header::CONTENT_TYPE]),
            (StatusCode::OK, &"application/json".parse().unwrap())
        );
        found.insert(path.to_owned(), serde_json::from_str(&body).unwrap());
    }
    insta::assert_json_snapshot!(Value::Object(found), { ".*.jwks.keys[].x" => "[x]", ".*.jwks.keys[].y" => "[y]" });
}

#[tokio::test]
async fn the_keys_stand_at_the_inserted_and_the_appended_place() {
    let Hub { app, .. } = riverton().await;
    let (_, _, inserted) = get(&app, "/.well-known/jwt-vc-issuer/h/riverton", &[]).await;
    let (_, _, appended) = get(&app, "/h/riverton/.well-known/jwt-vc-issuer", &[]).await;
    assert_eq!(inserted, appended);
    for unknown in
        ["/.well-known/jwt-vc-issuer/h/nowhere", "/h/Riverton/.well-known/jwt-vc-issuer", "/h/nowhere/status"]
    {
        assert_eq!(get(&app, unknown, &[]).await.0, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn a_links_host_never_comes_from_the_request() {
    let Hub { app, .. } = riverton().await;
    let (_, _, body) = get(&app, "/.well-known/jwt-vc-issuer/h/riverton", &[("host", "evil.example")]).await;
    assert!(body.contains("https://pass.example.uk/h/riverton") && !body.contains("evil"), "{body}");
}

#[tokio::test]
async fn a_status_list_is_served_as_it_was_signed() {
    let Hub { app, .. } = riverton().await;
    let (status, headers, list) = get(&app, "/h/riverton/status/1", &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "application/statuslist+jwt");
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=30");
    assert_eq!(*app.snapshot().held().lists["https://pass.example.uk/h/riverton/status/1"], *list);

    let tag = headers[header::ETAG].to_str().unwrap();
    let (status, again, body) = get(&app, "/h/riverton/status/1", &[("if-none-match", tag)]).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(
        (&again[header::ETAG], &again[header::CACHE_CONTROL]),
        (&headers[header::ETAG], &headers[header::CACHE_CONTROL])
    );

    for (query, expected) in
        [("?time=1800000000", 501), ("?time", 501), ("?a=1&time=1", 501), ("?sometime=1", 200)]
    {
        let (status, ..) = get(&app, &format!("/h/riverton/status/1{query}"), &[]).await;
        assert_eq!(status.as_u16(), expected, "{query}");
    }
    for unknown in ["riverton/status/2", "nowhere/status/1"] {
        assert_eq!(get(&app, &format!("/h/{unknown}"), &[]).await.0, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn a_status_list_stands_at_one_address_only() {
    let Hub { app, .. } = riverton().await;
    for spelling in
        ["01", "001", "+1", "-1", "1.0", "1e0", "0x1", "x", "%201", "1%20", "%D9%A1", "4294967297"]
    {
        let address = format!("/h/riverton/status/{spelling}");
        assert_eq!(get(&app, &address, &[]).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

/// A service with a place, and its id.
async fn put_on_the_menu(app: &App) -> String {
    let new = NewHub {
        slug: HubSlug::parse("riverton").unwrap(),
        name: "Riverton Hub".to_owned(),
        telephone: "01632 960100".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let hub = app.store().add_hub(Actor::Operator, &new).await.unwrap();
    let provider =
        NewProvider { name: "Kite Club".to_owned(), description: None, website: None, email: None };
    let provider = app.store().add_provider(&hub, &provider).await.unwrap();
    let details = serde_json::json!({
        "name": "Kites", "places": [{"place_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "town": "Riverton"}]
    });
    let details = serde_json::from_value(details).unwrap();
    let service = app.store().add_service(&hub, provider, &details).await.unwrap();
    app.store().approve_service(&hub, service, 1).await.unwrap();
    app.menu().look_again(app.store(), &app.0.speaker).await.unwrap();
    service.to_string()
}

#[tokio::test]
async fn whatever_is_published_says_that_it_may_be_held_already() {
    let Hub { app, .. } = riverton().await;
    let service = put_on_the_menu(&app).await;
    for route in ROUTES.iter().filter(|route| matches!(route.door, Door::Api | Door::Data | Door::Operator)) {
        let held = route.door == Door::Data;
        let mut address =
            route.path.replace("{hub}", "riverton").replace("{n}", "1").replace("{service}", &service);
        address = address.replace("{taxonomy}", "transport").replace("{term}", "included");
        if let Some(list) = route.path.strip_suffix("/{id}") {
            let (_, _, records) = get(&app, list, &[]).await;
            let records: Value = serde_json::from_str(&records).unwrap();
            address = format!("{list}/{}", records["contents"][0]["id"].as_str().unwrap());
        }
        // A phone's photo is its own, and is asked about again by its `ETag`.
        let again = held || route.path == "/api/card/photo";
        if held {
            let (status, ..) = get(&app, &address, &[("if-none-match", "*")]).await;
            assert_eq!(status, StatusCode::NOT_MODIFIED, "{address}");
        }
        let path = &app.openapi().paths.paths[route.path];
        let described = match route.method {
            Method::PUT => &path.put,
            Method::DELETE => &path.delete,
            Method::POST => &path.post,
            _ => &path.get,
        };
        let described = &described.as_ref().unwrap().responses.responses;
        assert_eq!(described.contains_key("304"), again, "{address}");
        assert!(described.contains_key("405") && described.contains_key("503"), "{address}");
    }
}

#[tokio::test]
async fn a_status_list_travels_compressed() {
    let Hub { app, .. } = riverton().await;
    let request = Request::get("/h/riverton/status/1").header(header::ACCEPT_ENCODING, "gzip");
    let answer = router(&app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
    assert_eq!(answer.headers()[header::VARY], "accept-encoding");
}

#[tokio::test]
async fn the_bundle_is_what_a_checker_needs() {
    let Hub { app, card, .. } = riverton().await;
    let (_, headers, bundle) = get(&app, "/api/offline-bundle", &[]).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/pass-bundle+jwt");
    let now = app.clock().seconds();
    let read = read_bundle(&bundle, app.store().root_public_key(), None, now).unwrap();
    assert_eq!(read.trust.bases[0].as_str(), "https://pass.example.uk");
    let verdict = passport_core::verify::verify(
        &card.square,
        None,
        &passport_core::verify::Expected::Square,
        &read.trust,
        now,
    );
    assert_eq!(verdict.state, passport_core::verify::State::ValidOffline);
    let (_, _, again) = get(&app, "/api/offline-bundle", &[]).await;
    assert_eq!(bundle, again, "nothing changed, so nothing is signed anew");
}

#[tokio::test]
async fn after_a_move_the_former_address_still_answers_for_old_paper() {
    let before = test_app().await;
    let new = NewHub {
        slug: HubSlug::parse("riverton").unwrap(),
        name: "Riverton Hub".into(),
        telephone: "01632 960100".into(),
        accent: "#3b3573".into(),
    };
    let store = before.store().clone();
    let scope = store.add_hub(Actor::Operator, &new).await.unwrap();
    let zoe = CarerDetails {
        given_name: "Zoë".into(),
        family_name: None,
        known_as: None,
        born_on: "2012-03-04".parse().unwrap(),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    };
    let carer = store.add_carer(&scope, &zoe).await.unwrap();
    let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::LateArrival] };
    store.issue_cards(&scope, &wish).await.unwrap();
    let moved = Config { base: Base::parse("https://pass.new.example").unwrap(), ..before.config().clone() };
    store.move_base(&moved.base).await.unwrap();
    let app = build_app(moved, store, Arc::new(TestClock::at(before.clock().now()))).await.unwrap();

    for (host, expected) in [
        ("pass.new.example", "https://pass.new.example/h/riverton"),
        ("pass.example.uk", "https://pass.example.uk/h/riverton"),
        ("PASS.EXAMPLE.UK", "https://pass.example.uk/h/riverton"),
        ("evil.example", "https://pass.new.example/h/riverton"),
    ] {
        let (_, _, body) = get(&app, "/.well-known/jwt-vc-issuer/h/riverton", &[("host", host)]).await;
        let metadata: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(metadata["issuer"], expected, "{host}");
    }
    let (_, _, body) = get(&app, "/vct/printed/1", &[("host", "pass.example.uk")]).await;
    assert!(body.contains("https://pass.example.uk/vct/printed/1"), "{body}");
    let (_, _, page) = get(&app, "/v", &[("host", "pass.example.uk")]).await;
    let both = r#"data-bases="https:&#x2f;&#x2f;pass.new.example https:&#x2f;&#x2f;pass.example.uk""#;
    assert!(page.contains(both), "{page}");
}

#[tokio::test]
async fn after_a_move_an_old_cards_list_is_found_at_the_new_address() {
    let Hub { app, .. } = riverton().await;
    let (_, _, list) = get(&app, "/h/riverton/status/1", &[]).await;
    let held = app.snapshot().held();
    let mut moved = Held { change: 2, trust: held.trust.clone(), lists: held.lists.clone() };
    let hub = moved.trust.issuers["https://pass.example.uk/h/riverton"].clone();
    moved.trust.issuers.insert("https://pass.new.example/h/riverton".to_owned(), hub);
    moved.trust.bases.insert(0, Base::parse("https://pass.new.example").unwrap());
    app.snapshot().hold(moved);

    for host in ["pass.new.example", "pass.example.uk"] {
        let found = get(&app, "/h/riverton/status/1", &[("host", host)]).await;
        assert_eq!((found.0, &found.2), (StatusCode::OK, &list), "{host}");
    }
}
