//! When a service is there, in the terms of RFC 5545 that the profile has. Times are those on clocks in the United Kingdom, without an
//! offset: one would be wrong for half the year.

use chrono::{NaiveDate, NaiveTime, Weekday};
use passport_core::menu::{MonthDay, Repeats, Schedule, Service};

use super::place::{at_place_id, places};
use super::record;
use super::value::told;

/// Where the first day is looked for: it may be every second 31st.
const FIRST_DAYS: usize = 1_500;

/// The record of a line of a timetable.
pub fn schedule<'a>(service: &'a Service, line: &'a Schedule) -> record::Schedule<'a> {
    let place = line.place_id.filter(|id| places(service).any(|place| place.place_id == *id));
    let (freq, interval, byday, bymonthday) = rule(&line.repeats);
    let is_once = line.repeats == Repeats::Once;
    record::Schedule {
        id: line.schedule_id,
        service_id: service.service_id,
        service_at_location_id: place.map(|id| at_place_id(service, id)),
        valid_from: line.starts_on,
        valid_to: if is_once { Some(line.starts_on) } else { line.ends_on },
        dtstart: first_day(line),
        freq,
        interval,
        byday,
        bymonthday,
        opens_at: line.opens_at.map(time),
        closes_at: line.closes_at.map(time),
        notes: told(line.note.as_ref()),
    }
}

type Rule = (Option<&'static str>, Option<u8>, Option<String>, Option<String>);

fn rule(repeats: &Repeats) -> Rule {
    match repeats {
        Repeats::Once => (None, None, None, None),
        Repeats::Weekly { every, days } => {
            let days: Vec<_> = days.iter().map(|day| letters(*day)).collect();
            let byday = (!days.is_empty()).then(|| days.join(","));
            (Some("WEEKLY"), Some((*every).max(1)), byday, None)
        }
        Repeats::Monthly { every, on: MonthDay::Date(date) } => {
            (Some("MONTHLY"), Some((*every).max(1)), None, Some(date.to_string()))
        }
        Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
            (Some("MONTHLY"), Some((*every).max(1)), Some(format!("{nth}{}", letters(*day))), None)
        }
    }
}

/// The first day on which it is, found within its first years: what is never has none.
fn first_day(line: &Schedule) -> Option<NaiveDate> {
    line.starts_on.iter_days().take(FIRST_DAYS).find(|day| line.falls_on(*day))
}

/// A day of the week as RFC 5545 writes it.
pub fn letters(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}

fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
