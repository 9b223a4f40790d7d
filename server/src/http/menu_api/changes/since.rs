//! From when on an app asks what changed: the moment up to which it knows all changes, and the day for which it was told what is shown.

use super::super::super::open_referral::asked::moment;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use passport_core::issue::today as day_of;
use passport_core::menu::Service;
use std::fmt;

/// From when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// All that changed before is known.
    pub at: DateTime<Utc>,
    /// What was shown on this day is known.
    pub day: NaiveDate,
}

impl Since {
    /// Reads the `until` of an answer, or a moment alone.
    pub fn read(text: &str) -> Option<Self> {
        let (at, day) = text.split_once(',').unwrap_or((text, ""));
        let at = moment(at.trim())?;
        let day = if day.is_empty() { day_of(at) } else { day.trim().parse().ok()? };
        Some(Self { at, day })
    }

    /// Whether a service that is shown changed, was looked at, or came to be shown by itself.
    pub fn is_new(self, service: &Service) -> bool {
        service.changed_at >= self.at || !service.is_visible(self.day)
    }

    /// Whether one that is not shown today was before, as far as an app may know.
    pub fn has_gone(self, service: &Service, today: NaiveDate) -> bool {
        !service.is_visible(today) && (service.changed_at >= self.at || service.is_visible(self.day))
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.at.to_rfc3339_opts(SecondsFormat::Micros, true), self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_says_is_read_back() {
        let since =
            Since { at: "2026-11-21T08:50:00.25Z".parse().unwrap(), day: "2026-11-23".parse().unwrap() };
        assert_eq!(since.to_string(), "2026-11-21T08:50:00.250000Z,2026-11-23");
        assert_eq!(Since::read(&since.to_string()), Some(since));
        let alone = Since::read("2026-11-21T23:30:00Z").unwrap();
        assert_eq!(alone.day, "2026-11-21".parse().unwrap());
        for wrong in
            ["", ",", "yesterday", "2026-11-21T08:50:00Z,tomorrow", ",2026-11-21", "2026-11-21,2026-11-21,"]
        {
            assert_eq!(Since::read(wrong), None, "{wrong}");
        }
    }
}
