//! When a service is there.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

/// When a service is there (RFC 5545). Times are those on clocks in the United Kingdom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Schedule<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// At which of its places alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_at_location_id: Option<Uuid>,
    /// The first day on which it may be.
    pub valid_from: NaiveDate,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The first day on which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtstart: Option<NaiveDate>,
    /// `WEEKLY` or `MONTHLY`; what is once has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<&'static str>,
    /// 2 is every other week or month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u8>,
    /// `MO,TH`, or `2MO` and `-1FR` of a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byday: Option<String>,
    /// `15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bymonthday: Option<String>,
    /// From when, `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<&'a str>,
}
