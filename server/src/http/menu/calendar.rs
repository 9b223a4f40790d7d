//! The dates of a service as a calendar file (RFC 5545), in the time of Europe/London.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;
use passport_core::{
    card::Base,
    issue::today,
    menu::{MonthDay, Place, Repeats, Schedule, Service, Status},
};

/// Octets of a line before it is folded (section 3.1).
const LINE: usize = 75;
/// A first day is looked for among so many: five years.
const LOOKED_AT: usize = 5 * 366;
/// The rules of summer time since 1996, which most programs know by the name alone.
const LONDON: &str = "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19961027T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
TZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nTZNAME:GMT\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19960331T010000\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nTZNAME:BST\nEND:DAYLIGHT\nEND:VTIMEZONE";

/// The calendar of a service: one event for each line of its timetable.
pub fn of(service: &Service, base: &Base, now: DateTime<Utc>) -> String {
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pass//Menu//EN", "METHOD:PUBLISH"]
            .map(str::to_owned)
            .to_vec();
    lines.extend(LONDON.lines().map(str::to_owned));
    if service.status == Status::Running {
        let events = service.details.schedules.iter();
        lines.extend(events.flat_map(|schedule| event(service, schedule, base, now)));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

/// A line of the timetable from today on; nothing for one that is over or never comes.
fn event(service: &Service, schedule: &Schedule, base: &Base, now: DateTime<Utc>) -> Vec<String> {
    // A rule starts on a day that it names (section 3.8.5.3); nobody wants years that are over in their calendar.
    let from = schedule.starts_on.max(today(now));
    let Some(first) = from.iter_days().take(LOOKED_AT).find(|day| schedule.falls_on(*day)) else {
        return Vec::new();
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}", schedule.schedule_id, base.authority()),
        format!("DTSTAMP:{}", utc(now)),
        format!("SUMMARY:{}", text(&service.details.name)),
    ];
    lines.extend(times(first, schedule));
    lines.extend(rule(schedule).map(|rule| format!("RRULE:{rule}{}", until(schedule))));
    lines.extend(place_of(service, schedule).map(|place| format!("LOCATION:{}", text(&place))));
    lines.extend(schedule.note.as_ref().map(|note| format!("DESCRIPTION:{}", text(note))));
    lines.push(format!("URL:{base}/menu/{}", service.service_id));
    lines.push("END:VEVENT".to_owned());
    lines
}

fn times(first: NaiveDate, schedule: &Schedule) -> Vec<String> {
    let Some(opens_at) = schedule.opens_at else {
        return vec![format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d"))];
    };
    let local = |day: NaiveDate, time: NaiveTime| {
        format!("TZID=Europe/London:{}", day.and_time(time).format("%Y%m%dT%H%M%S"))
    };
    let mut lines = vec![format!("DTSTART;{}", local(first, opens_at))];
    if let Some(closes_at) = schedule.closes_at {
        // What ends before it began ends on the next day.
        let last = if closes_at > opens_at { Some(first) } else { first.checked_add_days(Days::new(1)) };
        lines.extend(last.map(|last| format!("DTEND;{}", local(last, closes_at))));
    }
    lines
}

fn rule(schedule: &Schedule) -> Option<String> {
    let code = |day: &Weekday| day.to_string()[..2].to_uppercase();
    match &schedule.repeats {
        Repeats::Once => None,
        Repeats::Weekly { every, days } => {
            let days: Vec<String> = days.iter().map(code).collect();
            Some(format!("FREQ=WEEKLY;INTERVAL={};BYDAY={}", every.max(&1), days.join(",")))
        }
        Repeats::Monthly { every, on: MonthDay::Date(date) } => {
            Some(format!("FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={date}", every.max(&1)))
        }
        Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
            Some(format!("FREQ=MONTHLY;INTERVAL={};BYDAY={nth}{}", every.max(&1), code(day)))
        }
    }
}

/// The end of a rule: a day where the event is of whole days, otherwise a moment (section 3.3.10).
fn until(schedule: &Schedule) -> String {
    let Some(ends_on) = schedule.ends_on else { return String::new() };
    if schedule.opens_at.is_none() {
        return format!(";UNTIL={}", ends_on.format("%Y%m%d"));
    }
    let end = ends_on.and_hms_opt(23, 59, 59).and_then(|end| London.from_local_datetime(&end).latest());
    end.map_or_else(String::new, |end| format!(";UNTIL={}", utc(end.with_timezone(&Utc))))
}

/// The one place where it is then, unless that is, or may be, told to nobody here.
fn place_of(service: &Service, schedule: &Schedule) -> Option<String> {
    let all = &service.details.places;
    let named = |id| all.iter().find(|place| Some(place.place_id) == id);
    let is_sure = all.len() == 1 && !service.place_on_request;
    let place: &Place = named(schedule.place_id).or(if is_sure { all.first() } else { None })?;
    let street = place.street.as_ref().map(|street| street.lines().collect::<Vec<_>>().join(", "));
    let parts = [place.name.clone(), street, place.town.clone(), place.postcode.clone()];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!place.is_hidden && !said.is_empty()).then_some(said)
}

fn utc(moment: DateTime<Utc>) -> String {
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (section 3.3.11).
fn text(value: &str) -> String {
    let mut written = String::new();
    for sign in value.chars() {
        match sign {
            '\\' | ';' | ',' => written.extend(['\\', sign]),
            '\n' => written.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => written.push(sign),
        }
    }
    written
}

/// A line in pieces of 75 octets, cut between letters.
fn folded(line: &str) -> String {
    let (mut written, mut room) = (String::new(), LINE);
    for sign in line.chars() {
        if sign.len_utf8() > room {
            written.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= sign.len_utf8();
        written.push(sign);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_line_and_a_long_line_is_folded_between_letters() {
        assert_eq!(text("a,b;c\\d\r\nEND:VEVENT"), "a\\,b\\;c\\\\d\\nEND:VEVENT");
        let line = format!("SUMMARY:{}", "Żółw ".repeat(40));
        let written = folded(&line);
        assert!(written.split("\r\n").all(|piece| piece.len() <= 75), "{written}");
        assert_eq!(written.replace("\r\n ", ""), line);
    }
}
