//! Walks every address of [`ROUTES`] with every method, right and wrong, and looks at what comes back.

use super::{Caching, Door, ROUTES, Role, Route, fault::Fault, openapi, router};
use crate::print::PrintPage;
use crate::test_app;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use passport_core::paper::Paper;
use tower::ServiceExt;

const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ZOE"];
const BROWSER: &str = "text/html,application/xhtml+xml";

/// An address of this row, its places filled with something that does not exist.
fn address(route: &Route) -> String {
    let places = [
        ("{*file}", "none.js"),
        ("{hub}", "nowhere"),
        ("{service}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{n}", "1"),
        ("{handle}", "none"),
        ("{number}", "1"),
        ("{link}", "none"),
        ("{run}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{reading}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{import}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{carer}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{message}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{phone}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{card}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{purpose}", "photo"),
        ("{person}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{invitation}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{session}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{organisation}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{list}", "ended"),
        ("{id}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{time_out}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{shared}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{provider}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{suggestion}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{kind}", "kind"),
        ("{taxonomy}", "transport"),
        ("{term}", "surfing"),
        ("{review}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("{opening}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ];
    places.iter().fold(route.path.to_owned(), |path, (place, filling)| path.replace(place, filling))
}

/// The server is made once for a walk: making it takes longer than an answer.
async fn ask(
    server: &Router,
    method: &str,
    address: &str,
    accept: &str,
    body: impl Into<Body>,
) -> Response<Body> {
    let request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri(address)
        .header(header::ACCEPT, accept)
        .header(header::CONTENT_TYPE, "application/json");
    server.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap()
}

async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

fn assert_secured(headers: &HeaderMap, what: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(header(headers, name), value, "{name} of {what}");
    }
    let policy = header(headers, "content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{part} of {what}: {policy}");
    }
    // The reader of squares is WebAssembly; nothing else is unsafe, and only pages with a camera have even that.
    let scans = ["/check", "/card", "/card/activate"].iter().any(|page| what.ends_with(&format!(" {page}")));
    let policy = if scans { policy.replace("'wasm-unsafe-eval'", "") } else { policy.to_owned() };
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    assert!(header(headers, "strict-transport-security").starts_with("max-age="), "{what}");
    assert!(header(headers, "permissions-policy").contains("geolocation=()"), "{what}");
    assert!(!header(headers, "cache-control").is_empty(), "{what}");
    assert_eq!(header(headers, "server"), "", "{what}");
}

#[tokio::test]
async fn every_answer_of_every_address_and_method_is_secured() {
    let server = router(&test_app().await);
    for route in ROUTES {
        for method in METHODS {
            for accept in [BROWSER, "*/*"] {
                let what = format!("{method} {}", route.path);
                let answer = ask(&server, method, &address(route), accept, Body::empty()).await;
                assert_secured(answer.headers(), &what);
                let failed = answer.status().is_client_error() || answer.status().is_server_error();
                if failed {
                    assert_eq!(header(answer.headers(), "cache-control"), "no-store", "{what}");
                }
                if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
                    assert!(!header(answer.headers(), "allow").is_empty(), "{what}");
                }
                assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn addresses_that_do_not_exist_are_secured_too() {
    let server = router(&test_app().await);
    for address in ["/nothing", "/v/", "/api/nothing", "/.well-known/nothing", "/%ff", "//"] {
        for method in METHODS {
            let answer = ask(&server, method, address, BROWSER, Body::empty()).await;
            assert_secured(answer.headers(), address);
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} {address}");
        }
    }
}

#[tokio::test]
async fn a_body_over_the_rows_limit_is_refused_everywhere() {
    let server = router(&test_app().await);
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        let kind = match route.door {
            Door::Page | Door::Console | Door::Desk => "application/x-www-form-urlencoded",
            _ => "application/json",
        };
        let request = Request::post(address(route))
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        let body = Body::from(vec![b' '; route.body_limit + 1]);
        let answer = server.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        // A stranger's file is not even read; a worker's is, in `console::tests::carers`.
        let expected =
            if route.path.ends_with("/photo") || route.path == "/hub/import" || route.role == Role::Phone {
                StatusCode::UNAUTHORIZED
            } else {
                StatusCode::PAYLOAD_TOO_LARGE
            };
        assert_eq!(answer.status(), expected, "{}", route.path);
        assert_secured(answer.headers(), route.path);
    }
}

#[tokio::test]
async fn a_person_gets_a_page_and_a_program_a_problem() {
    let server = router(&test_app().await);
    let page = ask(&server, "GET", "/nothing", BROWSER, Body::empty()).await;
    assert_eq!(header(page.headers(), "content-type"), "text/html; charset=utf-8");
    assert!(text(page).await.contains("Page not found"));

    let problem = ask(&server, "GET", "/api/nothing", "application/json", Body::empty()).await;
    assert_eq!(header(problem.headers(), "content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&text(problem).await).unwrap();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["type"], "https://pass.example.uk/api/docs#not-found");
}

#[tokio::test]
async fn other_websites_may_ask_the_api_and_read_what_is_published() {
    let server = router(&test_app().await);
    for route in ROUTES {
        let preflight = Request::options(address(route))
            .header(header::ORIGIN, "https://school.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, route.method.as_str());
        let answer = server.clone().oneshot(preflight.body(Body::empty()).unwrap()).await.unwrap();
        let open = matches!(route.door, Door::Api | Door::Data);
        let allowed = header(answer.headers(), "access-control-allow-origin");
        assert_eq!(allowed, if open { "*" } else { "" }, "{}", route.path);
    }
}

#[tokio::test]
async fn what_is_a_phones_asks_for_its_token() {
    let server = router(&test_app().await);
    let own: Vec<_> = ROUTES.iter().filter(|route| route.role == Role::Phone).collect();
    assert!(own.len() >= 6, "only {} routes of phones were found", own.len());
    for route in own {
        for (name, value) in
            [("x-none", "none"), ("authorization", "Bearer none"), ("cookie", "__Host-session=none")]
        {
            let request =
                Request::builder().method(route.method.clone()).uri(address(route)).header(name, value);
            let answer = server.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{} {name}", route.path);
            assert!(header(answer.headers(), "www-authenticate").starts_with("DPoP "), "{}", route.path);
        }
    }
}

#[test]
fn nothing_that_says_something_about_a_card_or_a_person_is_kept() {
    for route in ROUTES {
        let is_for_anybody = matches!(route.role, Role::Anyone | Role::InDemo);
        if route.method != Method::GET || !is_for_anybody {
            assert_eq!(route.caching, Caching::Never, "{} {}", route.method, route.path);
        }
    }
    // Whatever may be kept says the same to everybody. A row that joins it was looked at.
    let kept = ROUTES.iter().filter(|route| route.caching != Caching::Never);
    let kept: Vec<_> = kept.map(|route| format!("{:?} {}", route.caching, route.path)).collect();
    insta::assert_snapshot!(kept.join("\n"));
}

#[tokio::test]
async fn the_api_document_has_every_address_for_programs() {
    let document = openapi::describe(&test_app().await.config().base);
    for route in ROUTES.iter().filter(|route| matches!(route.door, Door::Api | Door::Data | Door::Operator)) {
        let path = document.paths.paths.get(route.path);
        let operation = path.and_then(|path| match route.method {
            Method::POST => path.post.as_ref(),
            Method::PUT => path.put.as_ref(),
            Method::DELETE => path.delete.as_ref(),
            _ => path.get.as_ref(),
        });
        assert!(operation.is_some(), "{} {} is not documented", route.method, route.path);
    }
    assert!(document.paths.paths.keys().all(|path| ROUTES.iter().any(|route| route.path == path)));
}

#[test]
fn every_fault_has_a_status_of_its_own_kind() {
    for fault in Fault::ALL {
        assert!(fault.status().is_client_error() || fault.status().is_server_error(), "{fault:?}");
        assert!(fault.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
    }
}

#[tokio::test]
async fn only_a_demos_server_shows_cards_to_anyone() {
    let app = test_app().await;
    assert_eq!(
        ask(&router(&app), "GET", "/demo/cards/1", BROWSER, Body::empty()).await.status(),
        StatusCode::NOT_FOUND
    );

    let sheet = PrintPage::file(Paper::Cards, Vec::new()).print(app.pages()).unwrap();
    app.show_demo_sheets(vec![sheet.clone()]);
    let server = router(&app);
    let shown = ask(&server, "GET", "/demo/cards/1", BROWSER, Body::empty()).await;
    assert_secured(shown.headers(), "a sheet");
    assert!(header(shown.headers(), "content-security-policy").contains("img-src data:"));
    assert_eq!(text(shown).await, sheet.html());
    for number in ["0", "2", "x", "01", "+1", "1.0"] {
        let address = format!("/demo/cards/{number}");
        let answer = ask(&server, "GET", &address, BROWSER, Body::empty()).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{address}");
        assert!(!header(answer.headers(), "content-security-policy").contains("data:"), "{address}");
    }
}
