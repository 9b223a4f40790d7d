//! What browsers, phones and programs ask: [`ROUTES`] holds every address, an area a file (`http/routes`), and the router is built from it.

mod answer;
pub(crate) mod assets;
mod certificate;
mod check;
mod check_page;
mod client;
mod connections;
mod console;
mod demo_card;
mod desk;
mod document;
mod entrance;
pub(crate) mod error;
mod fault;
#[cfg(test)]
mod fixture;
mod headers;
mod health;
mod idle;
mod issuer;
#[cfg(test)]
mod logged;
mod lost;
mod menu;
mod menu_api;
pub(crate) mod metrics;
pub(crate) mod misses;
mod number;
mod offline_app;
mod open_referral;
pub(crate) mod openapi;
pub(crate) mod pace;
pub(crate) mod pages;
mod phone;
mod problem;
#[cfg(test)]
mod published;
mod reviews;
mod route;
mod routes;
#[cfg(test)]
mod secrets;
mod security_txt;
mod serve;
mod start;
mod status;
mod suggest;
mod types;
pub(crate) mod unread;
#[cfg(test)]
mod walk;

pub use assets::insist_on_pages;
pub use check::Answer;
pub(crate) use phone::SeenProofs;
pub use route::{Caching, Door, Handler, Role, Route};
pub use routes::ROUTES;
pub use serve::{asked_to_stop, serve, serve_metrics};

use crate::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, Method, header},
    middleware::{self, Next},
    response::Response,
    routing::{MethodFilter, MethodRouter, on},
};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, cors::CorsLayer};

/// What answers without a database: all that checking a card takes.
const CHECKING: [&str; 15] = [
    "/",
    "/what-is-this",
    "/v",
    "/assets/{*file}",
    "/api/verify",
    "/api/offline-bundle",
    "/.well-known/jwt-vc-issuer/h/{hub}",
    "/h/{hub}/.well-known/jwt-vc-issuer",
    "/h/{hub}/status",
    "/h/{hub}/status/{n}",
    "/vct/pass/1",
    "/vct/printed/1",
    "/health/live",
    "/health/ready",
    "/.well-known/security.txt",
];

/// The method of a row, as a router takes it.
fn method_of(route: &Route) -> MethodFilter {
    MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET)
}

/// The router of the whole table.
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    let here = |route: &&Route| route.role != Role::InDemo || app.demo_sheets().is_some();
    for route in ROUTES.iter().filter(here) {
        if app.checks_only() && !CHECKING.contains(&route.path) {
            let refused = on(method_of(route), async || {
                error::AppError::unavailable(
                    "The database is damaged: cards can be checked, and nothing else, until it is restored.",
                )
            });
            router = router.route(route.path, around(app, route, refused));
            continue;
        }
        let handler = match &route.handler {
            Handler::Plain(handler) => handler(),
            Handler::Documented(handler) => handler().2,
        };
        router = router.route(route.path, around(app, route, handler));
    }
    around_all(router, app)
}

/// What every answer goes through, from the inside out.
fn around_all(router: Router<App>, app: &App) -> Router {
    router
        .layer(CatchPanicLayer::custom(answer::after_a_panic))
        .layer(middleware::from_fn_with_state(app.clone(), answer::in_time))
        .layer(middleware::from_fn_with_state(app.clone(), unread::keep))
        .layer(middleware::from_fn_with_state(app.clone(), answer::finish))
        .layer(CompressionLayer::new())
        .with_state(app.clone())
}

/// What a row promises, put around its handler.
fn around(app: &App, route: &'static Route, handler: MethodRouter<App>) -> MethodRouter<App> {
    let mut handler = handler.layer(DefaultBodyLimit::max(route.body_limit));
    if matches!(route.role, Role::Worker | Role::Manager | Role::Desk) {
        handler = handler.layer(middleware::from_fn_with_state(app.clone(), console::give_back));
    }
    if !matches!(route.door, Door::Asset | Door::Operator) {
        handler = handler.layer(middleware::from_fn_with_state(app.clone(), pace::keep));
    }
    if matches!(route.door, Door::Console | Door::Desk) {
        handler = handler.layer(middleware::from_fn_with_state(app.clone(), console::refuse_other_sites));
    }
    let marked =
        handler.layer(middleware::from_fn(move |request: Request, next: Next| mark(route, request, next)));
    match route.door {
        Door::Api | Door::Data => marked.layer(any_website()),
        Door::Page | Door::Console | Door::Desk | Door::Asset | Door::Operator => marked,
    }
}

/// Tells the handler which row it answers for, and [`answer::finish`] which one answered.
async fn mark(route: &'static Route, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(route);
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(route);
    answer
}

/// Verifiers on other websites may ask; nothing here depends on a cookie.
fn any_website() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(tower_http::cors::Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("dpop"),
            header::IF_NONE_MATCH,
        ])
        .expose_headers([
            header::ETAG,
            header::DATE,
            header::RETRY_AFTER,
            header::WWW_AUTHENTICATE,
            HeaderName::from_static("age"),
        ])
        .max_age(Duration::from_secs(24 * 60 * 60))
}
