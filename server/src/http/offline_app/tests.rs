//! What a browser is given to keep of each app.

use super::*;
use crate::{http::router, test_app};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use std::sync::Arc;
use tower::ServiceExt;

async fn get(app: &App, path: &str) -> (HeaderMap, String) {
    let answer = router(app).oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let headers = answer.headers().clone();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (headers, String::from_utf8(body.to_vec()).unwrap())
}

/// What stands before the built script, which a tree without built pages has not.
fn kept(app: &OfflineApp, page: &str) -> serde_json::Value {
    app.kept(&["/assets/a.js".to_owned()].into(), page)
}

#[test]
fn a_version_is_another_as_soon_as_the_page_or_one_file_is() {
    let first = kept(&CHECKER, "<p>one</p>");
    assert_eq!(first, kept(&CHECKER, "<p>one</p>"));
    assert_ne!(first["version"], kept(&CHECKER, "<p>two</p>")["version"]);
    let other_file = CHECKER.kept(&["/assets/b.js".to_owned()].into(), "<p>one</p>");
    assert_ne!(first["version"], other_file["version"]);
    assert_eq!(first["integrity"], other_file["integrity"]);
}

#[tokio::test]
async fn every_file_that_a_page_names_is_kept_with_it() {
    let app = test_app().await;
    for one in [CARD, CHECKER, MENU] {
        let Html(page) = (one.page)(&app).unwrap();
        let page = page.replace("&#x2f;", "/");
        let named = page.split("\"/assets/").skip(1).map(|rest| rest.split('"').next().unwrap());
        let files = app.assets().needed_by(one.sources, one.left_out);
        for file in named {
            assert!(files.contains(&format!("/assets/{file}")), "{} lacks {file}", one.path);
        }
    }
}

#[tokio::test]
async fn only_pages_that_scan_may_compile_webassembly() {
    let app = test_app().await;
    for (path, may) in
        [("/check", true), ("/card", true), ("/card/activate", true), ("/v", false), ("/", false)]
    {
        let (headers, _) = get(&app, path).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert_eq!(policy.contains("'wasm-unsafe-eval'"), may, "{path}: {policy}");
    }
}

#[tokio::test]
async fn the_link_of_an_older_letter_opens_the_same_page() {
    let asked = Request::get("/activate").body(Body::empty()).unwrap();
    let answer = router(&test_app().await).oneshot(asked).await.unwrap();
    assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
    // A fragment of its own would take the place of the letter's.
    assert_eq!(answer.headers()[header::LOCATION], "/card/activate");
}

#[tokio::test]
async fn a_manifest_names_the_app_neutrally_and_stays_inside_it() {
    let app = test_app().await;
    for path in ["/card", "/check", "/menu"] {
        let (headers, manifest) = get(&app, &format!("{path}/manifest.webmanifest")).await;
        assert_eq!(headers[header::CONTENT_TYPE], "application/manifest+json");
        assert!(!manifest.to_lowercase().contains("carer"), "{manifest}");
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        for member in ["id", "start_url", "scope"] {
            assert_eq!(manifest[member], path);
        }
    }
}

#[tokio::test]
async fn a_page_offers_its_worker_unless_the_apps_are_turned_off() {
    let mut app = test_app().await;
    assert!(get(&app, "/check").await.1.contains("webmanifest"));
    Arc::get_mut(&mut app.0).unwrap().config.offline_apps = false;
    assert!(!get(&app, "/check").await.1.contains("webmanifest"));
}
