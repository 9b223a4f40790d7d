//! Whether a timetable makes sense.

use std::collections::HashSet;

use chrono::Datelike;

use super::{Faults, SHORT_TEXT, Wrong};
use crate::menu::{Details, MOST_SCHEDULES, MonthDay, Repeats, Schedule};

/// Years in which something may begin or end.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

pub(super) fn check(details: &Details, faults: &mut Faults) {
    let count = details.schedules.len();
    faults.say_if(count > MOST_SCHEDULES, "schedules", Wrong::TooMany(MOST_SCHEDULES));
    let places: HashSet<_> = details.places.iter().map(|place| place.place_id).collect();
    let mut seen = HashSet::new();
    for (at, one) in details.schedules.iter().enumerate().take(MOST_SCHEDULES) {
        let field = format!("schedules.{at}");
        faults.say_if(!seen.insert(one.schedule_id), &field, Wrong::Twice);
        let is_nowhere = one.place_id.is_some_and(|place_id| !places.contains(&place_id));
        faults.say_if(is_nowhere, format!("{field}.place_id"), Wrong::NoPlace);
        schedule(faults, &field, one);
    }
    let of = details.capacity.and_then(|capacity| Some((capacity.left, capacity.of?)));
    faults.say_if(of.is_some_and(|(left, of)| of < left), "capacity.of", Wrong::Backwards);
}

fn schedule(faults: &mut Faults, field: &str, schedule: &Schedule) {
    faults.say_if(!comes(&schedule.repeats), format!("{field}.repeats"), Wrong::NoDay);
    let is_far = [Some(schedule.starts_on), schedule.ends_on]
        .map(|day| day.is_some_and(|day| !YEARS.contains(&day.year())));
    faults.say_if(is_far[0], format!("{field}.starts_on"), Wrong::NoDay);
    faults.say_if(is_far[1], format!("{field}.ends_on"), Wrong::NoDay);
    let is_ended = schedule.ends_on.is_some_and(|ends_on| ends_on < schedule.starts_on);
    faults.say_if(is_ended, format!("{field}.ends_on"), Wrong::Backwards);
    let closes_at = format!("{field}.closes_at");
    match (schedule.opens_at, schedule.closes_at) {
        (Some(opens), Some(closes)) if closes <= opens => faults.say(closes_at, Wrong::Backwards),
        (None, Some(_)) => faults.say(closes_at, Wrong::NoOpening),
        _ => {}
    }
    if let Some(note) = &schedule.note {
        faults.line(format!("{field}.note"), note, SHORT_TEXT);
    }
}

fn comes(repeats: &Repeats) -> bool {
    match repeats {
        Repeats::Once => true,
        Repeats::Weekly { every, days } => {
            let each: HashSet<_> = days.iter().collect();
            *every > 0 && !days.is_empty() && each.len() == days.len()
        }
        Repeats::Monthly { every, on: MonthDay::Date(day) } => *every > 0 && (1..=31).contains(day),
        Repeats::Monthly { every, on: MonthDay::Nth { nth, .. } } => *every > 0 && matches!(nth, -1 | 1..=5),
    }
}
