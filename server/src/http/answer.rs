//! The last hand on every answer: errors get their body, headers are set, one line is logged.

use super::{
    Caching, Door, Route,
    error::{AppError, OwnPage},
    headers,
    problem::Problem,
};
use crate::{App, chance::draw_uuid, store::Entrance};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::any::Any;
use tracing::Instrument as _;
use uuid::Uuid;

/// Any other method is a word of the caller's own, which a log must not repeat.
const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// What an answer calls its request, as every line of the log does.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Numbers a request, and finishes its answer, also where no row of the table took it. The number is ours alone: one that was sent along would be a word of
/// the caller's in the log.
pub async fn finish(State(app): State<App>, request: Request, next: Next) -> Response {
    // Without randomness nothing else works either, and no request is refused for want of a number.
    let id = draw_uuid(&*app.store().chance()).unwrap_or_default();
    // Whatever else the log leaves out, its lines say to which request they belong.
    let span = tracing::error_span!("request", id = %id.as_simple());
    let mut answer = finished(app, request, next).instrument(span).await;
    let id = HeaderValue::from_str(id.as_simple().encode_lower(&mut Uuid::encode_buffer()));
    answer.headers_mut().extend(id.ok().map(|id| (REQUEST_ID, id)));
    answer
}

async fn finished(app: App, request: Request, next: Next) -> Response {
    let began = app.clock().now();
    let method = request.method().clone();
    let wants_page = wants_page(request.headers());
    let in_chunks = request.headers().contains_key(header::TRANSFER_ENCODING);

    let mut answer = next.run(request).await;
    let route = answer.extensions().get::<&'static Route>().copied();
    let error = AppError::of(&answer);
    let door = match route.map(|route| route.door) {
        None if !wants_page => Door::Data,
        door => door.unwrap_or(Door::Page),
    };
    if let Some(error) = &error
        && answer.extensions().get::<OwnPage>().is_none()
    {
        answer = with_body(&app, door, error, answer);
    }

    headers::secure(answer.headers_mut(), door, app.config().base.is_https());
    match (route, &error) {
        (Some(route), None) => headers::cache(answer.headers_mut(), route.caching),
        _ => headers::cache(answer.headers_mut(), Caching::Never),
    }
    if in_chunks {
        // Should a proxy have read its length another way, nothing that stands behind is taken for a request (RFC 9112 section 6.1).
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let took = app.clock().now() - began;
    let method = word(&method);
    app.metrics().answered(method, route, answer.status(), took);
    log(method, route, &answer, error.as_ref(), took.num_milliseconds());
    answer
}

/// Ends a request that takes longer than the configured time.
pub async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(app.config().request_timeout, next.run(request)).await;
    answer.unwrap_or_else(|_too_slow| AppError::too_slow().into_response())
}

/// A panic costs one request; its message may quote anything, so it goes nowhere: `main` has only its place said.
pub fn after_a_panic(_message: Box<dyn Any + Send + 'static>) -> Response {
    AppError::internal(anyhow::anyhow!("a handler panicked")).into_response()
}

/// The body of an error: a page for a person, an RFC 9457 problem for a program. Headers such as `Allow` stay.
fn with_body(app: &App, door: Door, error: &AppError, mut answer: Response) -> Response {
    let (kind, body) = match door {
        Door::Page => ("text/html; charset=utf-8", app.pages().error(error)),
        Door::Console => ("text/html; charset=utf-8", app.pages().console_error(error, Entrance::Console)),
        Door::Desk => ("text/html; charset=utf-8", app.pages().console_error(error, Entrance::Desk)),
        Door::Api | Door::Data | Door::Asset | Door::Operator => {
            ("application/problem+json", Problem::of(error, &app.config().base).to_json())
        }
    };
    *answer.body_mut() = Body::from(body);
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().remove(header::CONTENT_LENGTH);
    answer
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|kinds| kinds.contains("text/html"))
}

/// A method as logs and figures say it.
fn word(method: &Method) -> &'static str {
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// One line for each request: the row's template, never the address, the query or anything that was sent.
fn log(method: &str, route: Option<&Route>, answer: &Response, error: Option<&AppError>, milliseconds: i64) {
    let route = route.map_or("unknown", |route| route.path);
    let status = answer.status().as_u16();
    if let Some(cause) = error.and_then(|error| error.cause.as_deref()) {
        // Its own sentence only: what a driver said underneath may quote values.
        tracing::error!(method, route, status, milliseconds, %cause, "failed");
    } else {
        tracing::info!(method, route, status, milliseconds, "answered");
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        http::{around_all, logged::Logged, router},
        test_app,
    };
    use axum::{
        Router,
        body::Body,
        http::{Request, StatusCode, header},
        routing::get,
    };
    use std::{sync::Arc, time::Duration};
    use tower::ServiceExt;

    async fn broken() -> &'static str {
        panic!("the name is Zoë B")
    }

    async fn endless() -> &'static str {
        std::future::pending().await
    }

    #[tokio::test]
    async fn an_answer_names_its_request_as_the_log_does_and_nobody_else_chooses_the_name() {
        let app = test_app().await;
        let log = Logged::begin();
        let mut named = Vec::new();
        for path in ["/health/live", "/health/live", "/nothing-here"] {
            let request = Request::get(path).header("x-request-id", "mine").body(Body::empty()).unwrap();
            let answer = router(&app).oneshot(request).await.unwrap();
            named.push(answer.headers()["x-request-id"].to_str().unwrap().to_owned());
        }
        let said = log.lines("answered");
        let said: Vec<_> = said.iter().map(|line| line["span"]["id"].as_str().unwrap()).collect();
        assert_eq!(said, named);
        assert!(said[0] != said[1] && said.iter().all(|id| id.len() == 32), "{said:?}");
        assert!(!log.text().contains("mine"), "{}", log.text());
    }

    #[tokio::test]
    async fn a_panic_or_an_endless_handler_costs_one_answer() {
        let mut app = test_app().await;
        Arc::get_mut(&mut app.0).unwrap().config.request_timeout = Duration::ZERO;
        let router =
            around_all(Router::new().route("/broken", get(broken)).route("/endless", get(endless)), &app);
        for (path, status) in
            [("/broken", StatusCode::INTERNAL_SERVER_ERROR), ("/endless", StatusCode::SERVICE_UNAVAILABLE)]
        {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), status);
            assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
            assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        }
    }
}
