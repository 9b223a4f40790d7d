//! Dates and times as people say them, in Europe/London.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime};
use chrono_tz::Europe::London;

use super::Speaker;

impl Speaker {
    /// "3 March 2027".
    pub fn date(&self, date: NaiveDate) -> String {
        self.words.date_full(date.day(), date.month(), date.year().to_string())
    }

    /// "3 March", for a day that can only be the last one of that name.
    pub fn day(&self, date: NaiveDate) -> String {
        self.words.date_day(date.day(), date.month())
    }

    /// "31 Aug", and with its year when it lies a year or more ahead: the day alone could be taken for a nearer one.
    pub fn short_date(&self, date: NaiveDate, today: NaiveDate) -> String {
        if (date - today).num_days() >= 365 {
            self.words.date_short_year(date.day(), date.month(), date.year().to_string())
        } else {
            self.words.date_short(date.day(), date.month())
        }
    }

    /// "09:10 today", "09:10 yesterday", "09:10 on 3 March": when `then` was, seen from `now` (seconds since 1970).
    pub fn when(&self, then: u64, now: u64) -> String {
        let (then, today) = (in_london(then), in_london(now).date());
        let time = then.format("%H:%M").to_string();
        match (today - then.date()).num_days() {
            0 => self.words.when_today(time),
            1 => self.words.when_yesterday(time),
            _ => self.words.when_on(self.day(then.date()), time),
        }
    }
}

/// The date in Europe/London at this many seconds since 1970.
pub(super) fn date_in_london(seconds: u64) -> NaiveDate {
    in_london(seconds).date()
}

fn in_london(seconds: u64) -> NaiveDateTime {
    // Past the year 262,000 chrono has no date; a clock that says so is shown as the one it can say.
    let utc = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    utc.unwrap_or_default().with_timezone(&London).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn seconds(text: &str) -> u64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp().try_into().unwrap()
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        let speaker = Speaker::new("en").unwrap();
        assert_eq!(speaker.date(date("2027-03-03")), "3 March 2027");
        assert_eq!(speaker.day(date("2027-03-03")), "3 March");
        assert_eq!(speaker.short_date(date("2027-08-31"), date("2026-11-21")), "31 Aug");
        assert_eq!(speaker.short_date(date("2028-08-31"), date("2026-11-21")), "31 Aug 2028");
    }

    #[test]
    fn times_are_londons_in_summer_and_winter() {
        let speaker = Speaker::new("en").unwrap();
        let summer = seconds("2026-07-01T12:00:00Z");
        assert_eq!(speaker.when(seconds("2026-07-01T08:10:00Z"), summer), "09:10 today");
        assert_eq!(speaker.when(seconds("2026-06-30T22:59:00Z"), summer), "23:59 yesterday");
        assert_eq!(speaker.when(seconds("2026-06-30T23:00:00Z"), summer), "00:00 today");
        let winter = seconds("2026-12-01T12:00:00Z");
        assert_eq!(speaker.when(seconds("2026-11-29T09:10:00Z"), winter), "09:10 on 29 November");
    }

    #[test]
    fn a_clock_beyond_all_dates_is_said_without_panic() {
        assert_eq!(date_in_london(u64::MAX), date("1970-01-01"));
    }
}
