//! When a service is there: once, or again and again. The days are those of Europe/London.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod days;

pub use days::WEEK;

/// One line of a timetable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Its id, which stays the same from version to version.
    pub schedule_id: Uuid,
    /// At which of the service's places; none is at all of them, or at none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<Uuid>,
    /// How it comes again.
    pub repeats: Repeats,
    /// The first day, and the only one of [`Repeats::Once`].
    pub starts_on: NaiveDate,
    /// The last day on which it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// From when; none is all day, or not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<NaiveTime>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<NaiveTime>,
    /// What else there is to say: "term time only".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How something comes again (RFC 5545 §3.3.10, as far as Open Referral UK goes).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Repeats {
    /// It does not.
    Once,
    /// On days of the week.
    Weekly {
        /// 1 is each week, 2 every other.
        every: u8,
        /// Which, Monday first, none twice.
        days: Vec<Weekday>,
    },
    /// On a day of the month.
    Monthly {
        /// 1 is each month, 2 every other.
        every: u8,
        /// Which.
        on: MonthDay,
    },
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MonthDay {
    /// 1 to 31; months that are shorter have none.
    Date(u8),
    /// The first Tuesday is 1, the last −1.
    Nth {
        /// 1 to 5, or −1.
        nth: i8,
        /// Which day of the week.
        day: Weekday,
    },
}

/// A date on which a service is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The day.
    pub day: NaiveDate,
    /// From when, by the clock in London.
    pub opens_at: Option<NaiveTime>,
    /// Until when.
    pub closes_at: Option<NaiveTime>,
    /// At which place.
    pub place_id: Option<Uuid>,
    /// The line of the timetable.
    pub schedule_id: Uuid,
}

#[cfg(test)]
mod tests;
