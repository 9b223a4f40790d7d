//! What is asked of every service in a search but its words and tags, side by side in memory, so that 20,000 are looked at in a moment.

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use crate::menu::fresh::first_day;
use crate::menu::taxonomy::{DELIVERY, HELP_NOW};
use crate::menu::{Ages, Freshness, Schedule, Service, Status, Wanted};

/// What is asked of one service.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    visible_from: NaiveDate,
    visible_until: NaiveDate,
    sinks_on: NaiveDate,
    hides_on: NaiveDate,
    ages: Ages,
    provider: Uuid,
    /// It is paused.
    is_paused: bool,
    /// Help that is there at once.
    pub is_help_now: bool,
    /// It comes by phone, text or online.
    pub is_remote: bool,
    lines: Box<[Line]>,
}

/// One line of a timetable.
#[derive(Clone, Debug)]
struct Line {
    /// The days of the week, Monday in the lowest bit.
    days: u8,
    last: NaiveDate,
    opens: NaiveTime,
    closes: NaiveTime,
}

/// The last moment of a clock's day.
const END: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
    Some(end) => end,
    None => NaiveTime::MIN,
};

impl Facts {
    pub fn of(service: &Service) -> Self {
        let details = &service.details;
        let on = |freshness| service.checked_on.map_or(NaiveDate::MIN, |day| first_day(day, freshness));
        let is_remote = |tag: &&crate::menu::Tag| {
            tag.taxonomy() == DELIVERY && matches!(tag.term(), "phone" | "text" | "online")
        };
        Self {
            visible_from: service.visible_from.unwrap_or(NaiveDate::MIN),
            visible_until: service.visible_until.unwrap_or(NaiveDate::MAX),
            sinks_on: on(Freshness::Stale),
            hides_on: on(Freshness::Hidden),
            ages: details.ages,
            provider: service.provider.provider_id,
            is_paused: service.status == Status::Paused,
            is_help_now: details.tags.iter().any(|tag| tag.as_str() == HELP_NOW),
            is_remote: details.tags.iter().any(|tag| is_remote(&tag)),
            lines: details.schedules.iter().map(Line::of).collect(),
        }
    }

    /// Whether it is shown on a day, to somebody of this age, and of this provider.
    pub fn fit(&self, wanted: &Wanted, day: NaiveDate) -> bool {
        self.visible_from <= day
            && day <= self.visible_until
            && day < self.hides_on
            && wanted.age.is_none_or(|age| self.ages.contain(age))
            && wanted.provider.is_none_or(|provider| self.provider == provider)
    }

    /// Whether others come before it: it is paused, or was not checked for long.
    pub fn sinks(&self, day: NaiveDate) -> bool {
        self.is_paused || self.sinks_on <= day
    }

    /// The days of the week on which it may be from a day on at the times wanted, Monday in the lowest bit.
    pub fn days(&self, wanted: &Wanted, day: NaiveDate) -> u8 {
        let is_then = |line: &&Line| {
            day <= line.last
                && wanted.from.is_none_or(|from| from < line.closes)
                && wanted.until.is_none_or(|until| line.opens < until)
        };
        self.lines.iter().filter(is_then).fold(0, |days, line| days | line.days)
    }
}

impl Line {
    fn of(line: &Schedule) -> Self {
        let opens = line.opens_at.unwrap_or(NaiveTime::MIN);
        // What closes no later than it opens goes on past midnight.
        let closes = line.closes_at.filter(|closes| *closes > opens).unwrap_or(END);
        let days = line.weekdays().into_iter().fold(0, |days, day| days | bit(day));
        Self { days, last: line.last_day().unwrap_or(NaiveDate::MAX), opens, closes }
    }
}

/// Days of the week as they are kept here.
pub(super) fn bit(day: chrono::Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

const _: () = assert!(size_of::<Facts>() <= 80);
