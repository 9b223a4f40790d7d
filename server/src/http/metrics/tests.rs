use super::*;
use crate::{
    http::{self, router},
    test_app,
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Method, Request},
};
use std::net::{SocketAddr, TcpListener};
use tower::ServiceExt;

/// Sends one request from a made-up address.
async fn ask(app: &App, method: Method, path: &str, json: &str) -> StatusCode {
    let mut request = Request::builder().method(method).uri(path);
    request =
        request.header(header::CONTENT_TYPE, "application/json").header(header::HOST, "pass.example.uk");
    let mut request = request.body(Body::from(json.to_owned())).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 4_000))));
    router(app).oneshot(request).await.unwrap().status()
}

async fn told(app: &App) -> String {
    let answer = tell(State(app.clone())).await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], OPEN_METRICS);
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn requests_and_checks_are_counted_by_route_and_state() {
    let app = test_app().await;
    ask(&app, Method::GET, "/health/live", "").await;
    ask(&app, Method::POST, "/api/verify", r#"{"card":"not a card"}"#).await;
    ask(&app, Method::POST, "/api/verify", r#"{"card":"0000-0000-00"}"#).await;
    let told = told(&app).await;
    for line in [
        r#"passport_answers_total{method="GET",route="/health/live",status="200"} 1"#,
        r#"passport_answers_total{method="POST",route="/api/verify",status="200"} 2"#,
        r#"passport_answer_seconds_count{route="/api/verify"} 2"#,
        r#"passport_checks_total{state="not_recognised"} 2"#,
        "passport_code_misses_total 1",
        "passport_database_seen_seconds 1800000000",
        "passport_lists_end_seconds 0",
        "# EOF",
    ] {
        assert!(told.lines().any(|one| one == line), "{line} is not in:\n{told}");
    }
}

#[tokio::test]
async fn guessing_is_counted_when_it_is_slowed_down() {
    let app = test_app().await;
    for _ in 0..21 {
        ask(&app, Method::POST, "/api/verify", r#"{"card":"0000-0000-00"}"#).await;
    }
    let told = told(&app).await;
    assert!(told.contains(r#"passport_codes_refused_total{networks="one"} 1"#), "{told}");
    assert!(told.contains(r#"route="/api/verify",status="429"} 1"#), "{told}");
}

#[tokio::test]
async fn no_figure_says_who_or_what_was_asked() {
    let app = test_app().await;
    let zoe = Method::from_bytes(b"ZOE").unwrap();
    ask(&app, zoe, "/zoe?name=Zo%C3%AB", "").await;
    ask(&app, Method::GET, "/h/zoe/status/1", "").await;
    let told = told(&app).await;
    assert!(!told.to_lowercase().contains("zo") && !told.contains("203.0.113"), "{told}");
    assert!(told.contains(r#"method="other",route="unknown""#), "{told}");
}

#[tokio::test]
async fn they_are_told_on_a_listener_of_their_own_and_nowhere_else() {
    let app = test_app().await;
    assert_eq!(ask(&app, Method::GET, "/metrics", "").await, StatusCode::NOT_FOUND);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(http::serve_metrics(app, listener));
    let told = reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap();
    assert!(told.ends_with("# EOF\n"), "{told}");
    serving.abort();
}
