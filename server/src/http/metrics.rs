//! What whoever watches over the server is told in numbers (`OpenMetrics` 1.0): by route and state, never by person. It has a listener of
//! its own (`metrics_listen`), since it is nobody else's matter how busy a hub is.

use super::Route;
use crate::App;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, TimeDelta, Utc};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

/// Its Content-Type (`OpenMetrics` 1.0, section "Overall structure").
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper ends of the classes of answers by their time, in seconds. Beyond the last is [`crate::config::Config::request_timeout`].
const SECONDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.0, 10.0];

/// The numbers of this server since it started.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<AnswerLabels, Counter>,
    seconds: Family<RouteLabels, Histogram, fn() -> Histogram>,
    checks: Family<CheckLabels, Counter>,
    misses: Counter,
    refusals: Family<RefusalLabels, Counter>,
    database_seen: Gauge,
    lists_end: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct AnswerLabels {
    method: &'static str,
    route: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabels {
    route: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct CheckLabels {
    state: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RefusalLabels {
    networks: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("passport");
        let (answers, checks, refusals) = (Family::default(), Family::default(), Family::default());
        let (misses, database_seen, lists_end) = (Counter::default(), Gauge::default(), Gauge::default());
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        registry.register("answers", "Requests answered", answers.clone());
        registry.register_with_unit("answer", "How long answers took", Unit::Seconds, seconds.clone());
        registry.register("checks", "Cards checked by the API, by a typed code or at a desk", checks.clone());
        registry.register("code_misses", "Typed codes that name no card", misses.clone());
        let text = "Typed codes not looked up, since too many from one network, or from all, named no card";
        registry.register("codes_refused", text, refusals.clone());
        let text = "When the database last answered, by the clock, since 1970";
        registry.register_with_unit("database_seen", text, Unit::Seconds, database_seen.clone());
        let text = "When the newest list in memory ends and checking with it, by the clock, since 1970; 0 without lists";
        registry.register_with_unit("lists_end", text, Unit::Seconds, lists_end.clone());
        Self { registry, answers, seconds, checks, misses, refusals, database_seen, lists_end }
    }
}

impl Metrics {
    /// One request was answered.
    pub fn answered(&self, method: &'static str, route: Option<&Route>, status: StatusCode, took: TimeDelta) {
        let route = route.map_or("unknown", |route| route.path);
        let labels = AnswerLabels { method, route, status: status.as_u16() };
        self.answers.get_or_create(&labels).inc();
        // The clock may have been set back meanwhile.
        let took = took.to_std().unwrap_or_default();
        self.seconds.get_or_create(&RouteLabels { route }).observe(took.as_secs_f64());
    }

    /// One card was checked here.
    pub fn checked(&self, state: &'static str) {
        self.checks.get_or_create(&CheckLabels { state }).inc();
    }

    /// One typed code named no card.
    pub fn missed(&self) {
        self.misses.inc();
    }

    /// One typed code was not looked up.
    pub fn refused(&self, everywhere: bool) {
        let networks = if everywhere { "all" } else { "one" };
        self.refusals.get_or_create(&RefusalLabels { networks }).inc();
    }

    /// The database answered.
    pub fn saw_database(&self, at: DateTime<Utc>) {
        self.database_seen.set(at.timestamp());
    }
}

/// What answers there. It is not part of [`super::ROUTES`]: nobody else reaches it.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(tell)).with_state(app)
}

async fn tell(State(app): State<App>) -> Response {
    let metrics = app.metrics();
    let end = app.snapshot().held().trust.newest_exp().unwrap_or(0);
    metrics.lists_end.set(i64::try_from(end).unwrap_or(i64::MAX));
    let mut text = String::new();
    match encode(&mut text, &metrics.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests;
