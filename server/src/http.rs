//! Every URL in one table: [`ROUTES`] builds the router, and the tests that walk the server read the same table.

mod answer;
pub(crate) mod assets;
mod client;
pub(crate) mod error;
mod headers;
mod health;
mod misses;
pub(crate) mod pages;
mod problem;
mod serve;
mod start;
#[cfg(test)]
mod walk;

pub use serve::{asked_to_stop, serve};

use crate::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, Method, header},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, get},
};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, cors::CorsLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

/// Who stands on the other side, which decides what an error looks like and what a browser may do with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A person with a browser: errors are pages.
    Page,
    /// A program: errors are RFC 9457 problems, any website may ask.
    Api,
    /// Published documents of the standards: as for programs, from any website.
    Data,
    /// The files of our pages.
    Asset,
    /// Whoever watches over the running server.
    Operator,
}

/// Who may pass. Signed-in roles join with the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Without signing in.
    Anyone,
}

/// How long a good answer may be kept by browsers and the caches between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Not at all: it says something about a card.
    Never,
    /// Kept, but asked about each time.
    AskAgain,
    /// Whole seconds.
    Seconds(u32),
    /// Its name changes whenever its content does.
    ForEver,
}

/// The code that answers.
pub enum Handler {
    /// A page or a file.
    Plain(fn() -> MethodRouter<App>),
    /// Part of the public API, so it also writes its own entry of the OpenAPI document.
    Documented(fn() -> UtoipaMethodRouter<App>),
}

/// One row of the table.
pub struct Route {
    /// The method. HEAD goes with GET, and OPTIONS is answered for [`Door::Api`] and [`Door::Data`].
    pub method: Method,
    /// The path as a template; the only form of an address that is ever logged.
    pub path: &'static str,
    /// Who stands before it.
    pub door: Door,
    /// Who may pass.
    pub role: Role,
    /// The most bytes of a request body.
    pub body_limit: usize,
    /// How long a good answer may be kept.
    pub caching: Caching,
    /// What answers.
    pub handler: Handler,
}

/// For requests that bring nothing.
const NOTHING: usize = 0;

/// Every address of this server.
pub static ROUTES: &[Route] = &[
    row(
        Method::GET,
        "/",
        Door::Page,
        Role::Anyone,
        NOTHING,
        Caching::AskAgain,
        Handler::Plain(|| get(start::start)),
    ),
    row(
        Method::GET,
        "/what-is-this",
        Door::Page,
        Role::Anyone,
        NOTHING,
        Caching::AskAgain,
        Handler::Plain(|| get(start::what_is_this)),
    ),
    row(
        Method::GET,
        "/poster",
        Door::Page,
        Role::Anyone,
        NOTHING,
        Caching::AskAgain,
        Handler::Plain(|| get(start::poster)),
    ),
    row(
        Method::GET,
        "/assets/{*file}",
        Door::Asset,
        Role::Anyone,
        NOTHING,
        Caching::ForEver,
        Handler::Plain(|| get(assets::asset)),
    ),
    row(
        Method::GET,
        "/health/live",
        Door::Operator,
        Role::Anyone,
        NOTHING,
        Caching::Never,
        Handler::Documented(|| routes!(health::live)),
    ),
    row(
        Method::GET,
        "/health/ready",
        Door::Operator,
        Role::Anyone,
        NOTHING,
        Caching::Never,
        Handler::Documented(|| routes!(health::ready)),
    ),
];

const fn row(
    method: Method,
    path: &'static str,
    door: Door,
    role: Role,
    body_limit: usize,
    caching: Caching,
    handler: Handler,
) -> Route {
    Route { method, path, door, role, body_limit, caching, handler }
}

/// The router of the whole table, and the OpenAPI document of its documented part.
pub fn router(app: &App) -> (Router, OpenApi) {
    let mut router = OpenApiRouter::new();
    for route in ROUTES {
        router = match &route.handler {
            Handler::Plain(handler) => router.route(route.path, around(route, handler())),
            Handler::Documented(handler) => {
                let (schemas, paths, handler) = handler();
                router.routes((schemas, paths, around(route, handler)))
            }
        };
    }
    let (router, document) = router.split_for_parts();
    let router = router
        .layer(CatchPanicLayer::custom(answer::after_a_panic))
        .layer(middleware::from_fn_with_state(app.clone(), answer::in_time))
        .layer(middleware::from_fn_with_state(app.clone(), answer::finish))
        .layer(CompressionLayer::new())
        .with_state(app.clone());
    (router, document)
}

/// What a row promises, put around its handler.
fn around(route: &'static Route, handler: MethodRouter<App>) -> MethodRouter<App> {
    let marked = handler
        .layer(DefaultBodyLimit::max(route.body_limit))
        .layer(middleware::from_fn(move |request: Request, next: Next| mark(route, request, next)));
    match route.door {
        Door::Api | Door::Data => marked.layer(any_website()),
        Door::Page | Door::Asset | Door::Operator => marked,
    }
}

/// Tells [`answer::finish`] which row answered.
async fn mark(route: &'static Route, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(route);
    answer
}

/// Verifiers on other websites may ask; nothing here depends on a cookie.
fn any_website() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(tower_http::cors::Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::IF_NONE_MATCH])
        .expose_headers([header::ETAG, header::DATE, header::RETRY_AFTER, HeaderName::from_static("age")])
        .max_age(Duration::from_secs(24 * 60 * 60))
}
