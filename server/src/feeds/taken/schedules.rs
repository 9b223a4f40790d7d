//! When a service is there: weekly, monthly or once, from both forms of Open Referral. What comes in other ways is said in words.

use chrono::{NaiveDate, NaiveTime, Weekday};
use passport_core::menu::{MOST_SCHEDULES, MonthDay, Repeats, Schedule};
use uuid::Uuid;

use super::places::place_id;
use super::texts::{Object, line, number, object, objects};
use super::{FaultCode, Field, Taken};

/// A week that goes on has to begin somewhere.
const BEGINNING: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");

pub(super) fn take(taken: &mut Taken, item: &Object, seed: Uuid) {
    for one in objects(item, &["schedules", "regular_schedules"]) {
        add(taken, one, None, seed);
    }
    for at in objects(item, &["service_at_locations"]) {
        let place = object(at, &["location"]).and_then(|location| place_id(location, seed));
        let place = place.filter(|id| taken.details.places.iter().any(|place| place.place_id == *id));
        for one in objects(at, &["schedules", "regular_schedules"]) {
            add(taken, one, place, seed);
        }
    }
}

fn add(taken: &mut Taken, one: &Object, place_id: Option<Uuid>, seed: Uuid) {
    let Some(mut schedule) = schedule(one) else {
        return taken.note(Field::Schedules, FaultCode::NotUnderstood);
    };
    if taken.details.schedules.len() == MOST_SCHEDULES {
        return taken.note(Field::Schedules, FaultCode::TooMany);
    }
    let own = line(one, &["id"]).unwrap_or_else(|| serde_json::Value::Object(one.clone()).to_string());
    schedule.schedule_id = Uuid::new_v5(&seed, format!("schedule {own} {place_id:?}").as_bytes());
    schedule.place_id = place_id;
    if !taken.details.schedules.iter().any(|there| there.schedule_id == schedule.schedule_id) {
        taken.details.schedules.push(schedule);
    }
}

fn schedule(one: &Object) -> Option<Schedule> {
    let starts = line(one, &["dtstart", "valid_from"]).and_then(|text| day(&text));
    let ends = line(one, &["until", "valid_to"]).and_then(|text| day(&text));
    let time = |names: &[&str]| match line(one, names) {
        Some(text) => clock(&text).map(Some),
        None => Some(None),
    };
    let note = line(one, &["description", "notes"]);
    let repeats = repeats(one, starts, ends)?;
    let starts_on = starts.or(ends.filter(|_| repeats == Repeats::Once)).unwrap_or(BEGINNING);
    let ends_on = ends.filter(|_| repeats != Repeats::Once);
    if ends_on.is_some_and(|ends| ends < starts_on) {
        return None;
    }
    let (opens_at, closes_at) = (time(&["opens_at"])?, time(&["closes_at"])?);
    Some(Schedule {
        schedule_id: Uuid::nil(),
        place_id: None,
        repeats,
        starts_on,
        ends_on,
        opens_at,
        closes_at,
        note,
    })
}

fn repeats(one: &Object, starts: Option<NaiveDate>, ends: Option<NaiveDate>) -> Option<Repeats> {
    let every = number(one, &["interval"]).unwrap_or(1.0);
    let every = [1_u8, 2, 3, 4].into_iter().find(|known| (f64::from(*known) - every).abs() < f64::EPSILON)?;
    let named = line(one, &["byday", "weekday"]).unwrap_or_default();
    match line(one, &["freq"]).unwrap_or_default().to_uppercase().as_str() {
        "MONTHLY" => monthly(one, &named, every),
        // The older form has a weekday and says nothing else.
        "WEEKLY" | "" if !named.is_empty() => {
            let days: Option<Vec<Weekday>> = named.split(',').map(weekday).collect();
            let mut days = days?;
            days.sort_by_key(Weekday::num_days_from_monday);
            days.dedup();
            Some(Repeats::Weekly { every, days })
        }
        "WEEKLY" => {
            use chrono::Datelike as _;
            starts.map(|day| Repeats::Weekly { every, days: vec![day.weekday()] })
        }
        "" if starts.is_some() && (ends.is_none() || starts == ends) => Some(Repeats::Once),
        _ => None,
    }
}

fn monthly(one: &Object, named: &str, every: u8) -> Option<Repeats> {
    if named.is_empty() {
        let date = line(one, &["bymonthday"])?.parse().ok().filter(|date| (1..=31).contains(date))?;
        return Some(Repeats::Monthly { every, on: MonthDay::Date(date) });
    }
    let cut = named.len().checked_sub(2).filter(|cut| named.is_char_boundary(*cut))?;
    let (nth, day) = named.split_at(cut);
    let nth: i8 = nth.trim_start_matches('+').parse().ok()?;
    let is_known = (1..=5).contains(&nth) || nth == -1;
    let day = weekday(day)?;
    is_known.then_some(Repeats::Monthly { every, on: MonthDay::Nth { nth, day } })
}

/// `MO`, `Mon`, `Monday`.
fn weekday(text: &str) -> Option<Weekday> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "mo" => Some(Weekday::Mon),
        "tu" => Some(Weekday::Tue),
        "we" => Some(Weekday::Wed),
        "th" => Some(Weekday::Thu),
        "fr" => Some(Weekday::Fri),
        "sa" => Some(Weekday::Sat),
        "su" => Some(Weekday::Sun),
        long => long.parse().ok(),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

/// `10:00`, `10:00:00Z`, `9:30`, `24:00`.
fn clock(text: &str) -> Option<NaiveTime> {
    let plain = text.trim().trim_end_matches('Z');
    let plain = plain.split(['+', '-']).next().unwrap_or_default();
    if plain == "24:00" || plain == "24:00:00" {
        return NaiveTime::from_hms_opt(23, 59, 0);
    }
    ["%H:%M:%S%.f", "%H:%M"].into_iter().find_map(|form| NaiveTime::parse_from_str(plain, form).ok())
}
