//! Which days a line of a timetable falls on.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;

use super::{MonthDay, Occasion, Repeats, Schedule};

/// How far ahead dates are looked for.
const YEARS: u64 = 4;

/// Monday first.
pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Schedule {
    /// Its next dates that are not over, at most so many and at most four years ahead.
    pub fn dates_after(&self, now: DateTime<Utc>, most: usize) -> Vec<Occasion> {
        let today = now.with_timezone(&London).date_naive();
        // What began yesterday may go on past midnight.
        let first = today.pred_opt().unwrap_or(today).max(self.starts_on);
        let after =
            today.max(self.starts_on).checked_add_days(Days::new(YEARS * 366)).unwrap_or(NaiveDate::MAX);
        let last = self.last_day().unwrap_or(NaiveDate::MAX).min(after);
        first
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| self.falls_on(*day))
            .map(|day| self.occasion(day))
            .filter(|occasion| !occasion.is_over(now))
            .take(most)
            .collect()
    }

    /// The last day on which it may be, if it has one.
    pub fn last_day(&self) -> Option<NaiveDate> {
        if self.repeats == Repeats::Once { Some(self.starts_on) } else { self.ends_on }
    }

    /// Whether it is on a day.
    pub fn falls_on(&self, day: NaiveDate) -> bool {
        let is_within = self.starts_on <= day && self.last_day().is_none_or(|last| day <= last);
        is_within
            && match &self.repeats {
                Repeats::Once => true,
                Repeats::Weekly { every, days } => {
                    days.contains(&day.weekday()) && is_turn(weeks_between(self.starts_on, day), *every)
                }
                Repeats::Monthly { every, on } => {
                    on.is(day) && is_turn(months_between(self.starts_on, day), *every)
                }
            }
    }

    /// The days of the week on which it may be, Monday first. A date of the month may fall on any.
    pub fn weekdays(&self) -> Vec<Weekday> {
        let may_be = |day: &Weekday| match &self.repeats {
            Repeats::Once => self.starts_on.weekday() == *day,
            Repeats::Weekly { days, .. } => days.contains(day),
            Repeats::Monthly { on: MonthDay::Nth { day: one, .. }, .. } => one == day,
            Repeats::Monthly { on: MonthDay::Date(_), .. } => true,
        };
        WEEK.into_iter().filter(may_be).collect()
    }

    fn occasion(&self, day: NaiveDate) -> Occasion {
        let Self { schedule_id, place_id, opens_at, closes_at, .. } = *self;
        Occasion { day, opens_at, closes_at, place_id, schedule_id }
    }
}

impl Occasion {
    /// When it begins: at midnight if no time is told.
    pub fn begins(&self) -> Option<DateTime<Utc>> {
        moment(self.day, self.opens_at.unwrap_or(NaiveTime::MIN))
    }

    /// When it ends: without a time it is over once it has begun, and at midnight if neither is told. What closes no later than it opens
    /// closes on the next day.
    pub fn ends(&self) -> Option<DateTime<Utc>> {
        match (self.opens_at, self.closes_at) {
            (Some(opens), Some(closes)) if closes <= opens => moment(self.day.succ_opt()?, closes),
            (_, Some(closes)) => moment(self.day, closes),
            (Some(opens), None) => moment(self.day, opens),
            (None, None) => moment(self.day.succ_opt()?, NaiveTime::MIN),
        }
    }

    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends().is_none_or(|ends| ends <= now)
    }
}

impl MonthDay {
    fn is(self, date: NaiveDate) -> bool {
        let count = date.day().div_ceil(7);
        match self {
            Self::Date(day) => date.day() == u32::from(day),
            Self::Nth { day, .. } if day != date.weekday() => false,
            Self::Nth { nth: -1, .. } => {
                date.checked_add_days(Days::new(7)).is_none_or(|later| later.month() != date.month())
            }
            Self::Nth { nth, .. } => i64::from(nth) == i64::from(count),
        }
    }
}

/// A time of the clock in London. One that is skipped in spring is an hour later, one that comes twice in autumn the first.
fn moment(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let clock = day.and_time(time);
    let told = London.from_local_datetime(&clock).earliest().map(|moment| moment.with_timezone(&Utc));
    told.or_else(|| Some(clock.and_utc()))
}

fn is_turn(count: i64, every: u8) -> bool {
    every > 0 && count % i64::from(every) == 0
}

/// Between the Mondays of two days' weeks.
fn weeks_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let monday =
        |day: NaiveDate| i64::from(day.num_days_from_ce()) - i64::from(day.weekday().num_days_from_monday());
    (monday(to) - monday(from)) / 7
}

fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    months(to) - months(from)
}
