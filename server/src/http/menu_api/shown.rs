//! A service as apps get it: what is written of it, and what follows from that today.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use passport_core::issue::today;
use passport_core::menu::{Freshness, Occasion, Service, freshness};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A service. Beside what follows it has all that is written of it (docs/menu.md): `service_id`, `hub`, `provider`, `name`, `description`,
/// `ages`, `tags`, `places`, `schedules`, `costs`, `words` and more. What is not said is left out. `place_on_request` says that people are
/// told where it is, or where else, when they get in touch; nothing else is known here of such a place.
#[derive(Serialize, ToSchema)]
pub struct Shown<'a> {
    /// What is written of it.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    service: &'a Service,
    /// How sure it is: fresh, old (three months), stale (four).
    #[schema(example = "fresh")]
    freshness: &'static str,
    /// Whole metres to its nearest place, as the crow flies, if `near` was given and it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    metres: Option<u32>,
    /// The next three dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    next_dates: Vec<Next>,
}

/// A date, in the time of the United Kingdom.
#[derive(Serialize, ToSchema)]
pub struct Next {
    /// The day.
    #[schema(value_type = String, example = "2026-11-24")]
    day: NaiveDate,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false, example = "16:00:00")]
    opens_at: Option<NaiveTime>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false, example = "18:00:00")]
    closes_at: Option<NaiveTime>,
    /// At which of its places alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false)]
    place_id: Option<Uuid>,
}

impl<'a> Shown<'a> {
    /// The service at a moment, so far away.
    pub fn of(service: &'a Service, metres: Option<u32>, now: DateTime<Utc>) -> Self {
        let next_dates = service.next_dates(now, Service::DATES_TOLD).into_iter().map(Next::of).collect();
        let freshness = match freshness(service.checked_on, today(now)) {
            Freshness::Fresh => "fresh",
            Freshness::Old => "old",
            Freshness::Stale | Freshness::Hidden => "stale",
        };
        Self { service, freshness, metres, next_dates }
    }
}

impl Next {
    fn of(Occasion { day, opens_at, closes_at, place_id, .. }: Occasion) -> Self {
        Self { day, opens_at, closes_at, place_id }
    }
}
