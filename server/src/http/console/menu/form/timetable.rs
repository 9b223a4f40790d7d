//! One line of the timetable, out of its row and back.

use super::rows::get;
use super::time_of_day::typed_time;
use super::{Row, read::Notes};
use crate::typed_day::typed_day;
use chrono::{NaiveTime, Weekday};
use passport_core::menu::{MonthDay, Repeats, Schedule};
use uuid::Uuid;

/// The days of the week, Monday first, as fields are called.
pub(in super::super) const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// Which day of that name in a month: the first to the fifth, or the last.
const NTH: [i8; 6] = [1, 2, 3, 4, 5, -1];

/// Reads a row; what is wrong goes to `notes` under the row's own fields.
pub(super) fn schedule(notes: &mut Notes<'_>, n: usize, row: &Row, places: &[Uuid]) -> Option<Schedule> {
    let words = notes.words;
    let at = |field: &str| format!("time-{n}-{field}");
    let starts_on = typed_day(get(row, "starts"));
    if starts_on.is_none() {
        notes.wrong(at("starts"), words.menu_form_day_wrong());
    }
    let ends_on = match get(row, "ends") {
        "" => None,
        typed => {
            let day = typed_day(typed);
            match (starts_on, day) {
                (_, None) => notes.wrong(at("ends"), words.menu_form_day_wrong()),
                (Some(first), Some(last)) if last < first => {
                    notes.wrong(at("ends"), words.menu_form_ends_early());
                }
                _ => {}
            }
            day
        }
    };
    let opens_at = time(notes, at("opens"), get(row, "opens"));
    let closes_at = time(notes, at("closes"), get(row, "closes"));
    let note = notes.text(at("note"), get(row, "note"), 200);
    let repeats = repeats(notes, n, row);
    let place_id = get(row, "place").parse().ok().filter(|id| places.contains(id));
    Some(Schedule {
        schedule_id: notes.id(get(row, "id")),
        place_id,
        repeats: repeats?,
        starts_on: starts_on?,
        ends_on,
        opens_at,
        closes_at,
        note,
    })
}

fn time(notes: &mut Notes<'_>, field: String, typed: &str) -> Option<NaiveTime> {
    if typed.is_empty() {
        return None;
    }
    let time = typed_time(typed);
    if time.is_none() {
        notes.wrong(field, notes.words.menu_form_time_wrong());
    }
    time
}

fn repeats(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Repeats> {
    let words = notes.words;
    let every = match get(row, "every") {
        "" => Some(1),
        typed => typed.parse::<u8>().ok().filter(|every| (1..=12).contains(every)),
    };
    if every.is_none() {
        notes.wrong(format!("time-{n}-every"), words.menu_form_every_wrong());
    }
    match get(row, "how") {
        "weekly" => {
            let days: Vec<_> =
                DAYS.into_iter().filter(|(day, _)| !get(row, day).is_empty()).map(|(_, day)| day).collect();
            if days.is_empty() {
                notes.wrong(format!("time-{n}-mon"), words.menu_form_days_empty());
                return None;
            }
            Some(Repeats::Weekly { every: every?, days })
        }
        "monthly-date" => {
            let date = get(row, "date").parse::<u8>().ok().filter(|date| (1..=31).contains(date));
            if date.is_none() {
                notes.wrong(format!("time-{n}-date"), words.menu_form_date_wrong());
            }
            Some(Repeats::Monthly { every: every?, on: MonthDay::Date(date?) })
        }
        "monthly-day" => {
            let nth = get(row, "nth").parse::<i8>().ok().filter(|nth| NTH.contains(nth));
            let day = DAYS.into_iter().find(|(day, _)| *day == get(row, "weekday")).map(|(_, day)| day);
            if nth.is_none() || day.is_none() {
                notes.wrong(format!("time-{n}-nth"), words.menu_form_nth_empty());
            }
            Some(Repeats::Monthly { every: every?, on: MonthDay::Nth { nth: nth?, day: day? } })
        }
        _ => Some(Repeats::Once),
    }
}

/// The row of a line.
pub(super) fn row(speaker: &passport_words::Speaker, one: &Schedule) -> Row {
    let mut row = Row::new();
    let mut put = |field: &str, value: String| {
        row.insert(field.to_owned(), value);
    };
    let code =
        |day: Weekday| DAYS.into_iter().find(|(_, one)| *one == day).map_or("", |(code, _)| code).to_owned();
    put("id", one.schedule_id.to_string());
    put("place", one.place_id.map(|id| id.to_string()).unwrap_or_default());
    put("starts", speaker.date(one.starts_on));
    put("ends", one.ends_on.map(|day| speaker.date(day)).unwrap_or_default());
    put("opens", one.opens_at.map(hour).unwrap_or_default());
    put("closes", one.closes_at.map(hour).unwrap_or_default());
    put("note", one.note.clone().unwrap_or_default());
    match &one.repeats {
        Repeats::Once => put("how", "once".to_owned()),
        Repeats::Weekly { every, days } => {
            put("how", "weekly".to_owned());
            put("every", every.to_string());
            for day in days {
                put(&code(*day), "yes".to_owned());
            }
        }
        Repeats::Monthly { every, on: MonthDay::Date(date) } => {
            put("how", "monthly-date".to_owned());
            put("every", every.to_string());
            put("date", date.to_string());
        }
        Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
            put("how", "monthly-day".to_owned());
            put("every", every.to_string());
            put("nth", nth.to_string());
            put("weekday", code(*day));
        }
    }
    row
}

/// A time as it is typed and said: "16:30".
pub(in super::super) fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
