//! When a service is, as people say it.

use super::{Teller, place::place_name};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use passport_core::menu::{MonthDay, Occasion, Repeats, Schedule, Service};
use uuid::Uuid;

/// A day as far ahead as this has its year beside it, so that nobody takes it for a nearer one.
const DAYS_OF_A_YEAR: i64 = 365;

impl Teller<'_> {
    /// The lines of the timetable that are not over; where all of them are, that no dates are known.
    pub fn timetable(&self, service: &Service) -> Vec<String> {
        let all = &service.details.schedules;
        let is_over = |one: &Schedule| one.last_day().is_some_and(|last| last < self.today);
        let said: Vec<String> =
            all.iter().filter(|one| !is_over(one)).map(|one| self.schedule(service, one)).collect();
        if said.is_empty() && !all.is_empty() { vec![self.words().menu_no_dates()] } else { said }
    }

    /// "Every Tuesday, 4:30pm to 6pm, at Riverton Hall".
    fn schedule(&self, service: &Service, schedule: &Schedule) -> String {
        let words = self.words();
        let said = self.hours(self.repeats(schedule), (schedule.opens_at, schedule.closes_at));
        let mut said = self.at_place(service, schedule.place_id, said);
        if schedule.repeats != Repeats::Once {
            if schedule.starts_on > self.today {
                said = words.menu_starts(self.day(schedule.starts_on), said);
            }
            if let Some(ends_on) = schedule.ends_on {
                said = words.menu_ends(self.speaker().date(ends_on), said);
            }
        }
        match &schedule.note {
            Some(note) => format!("{said}. {note}"),
            None => said,
        }
    }

    /// "Tuesday 3 March, 4:30pm to 6pm, at Riverton Hall".
    pub fn occasion(&self, service: &Service, one: &Occasion) -> String {
        let said = self.hours(self.full_day(one.day), (one.opens_at, one.closes_at));
        self.at_place(service, one.place_id, said)
    }

    /// The same with the place where it is then, of a service that has several.
    fn at_place(&self, service: &Service, place: Option<Uuid>, said: String) -> String {
        let places = &service.details.places;
        let has_several = places.len() > 1 || service.place_on_request;
        let place = places.iter().find(|one| has_several && Some(one.place_id) == place && !one.is_hidden);
        match place.and_then(place_name) {
            Some(name) => self.words().menu_hours_at(name, said),
            None => said,
        }
    }

    /// "4:30pm".
    pub fn time(&self, time: NaiveTime) -> String {
        let words = self.words();
        let (is_pm, hour) = time.hour12();
        let said = match time.minute() {
            0 => hour.to_string(),
            minute => format!("{hour}:{minute:02}"),
        };
        match (time.hour(), time.minute()) {
            // Many write the end of the day so.
            (0, 0) | (23, 59) => words.menu_time_midnight(),
            (12, 0) => words.menu_time_noon(),
            _ if is_pm => words.menu_time_pm(said),
            _ => words.menu_time_am(said),
        }
    }

    /// "Tuesday".
    pub fn weekday(&self, day: Weekday) -> String {
        self.words().menu_day(day.number_from_monday())
    }

    fn full_day(&self, on: NaiveDate) -> String {
        self.words().menu_date(self.day(on), self.weekday(on.weekday()))
    }

    /// "3 March", "3 March 2028".
    fn day(&self, on: NaiveDate) -> String {
        let is_far = (on - self.today).num_days() >= DAYS_OF_A_YEAR;
        if is_far { self.speaker().date(on) } else { self.speaker().day(on) }
    }

    fn hours(&self, when: String, hours: (Option<NaiveTime>, Option<NaiveTime>)) -> String {
        match hours {
            (Some(from), Some(to)) => self.words().menu_told_hours(self.time(from), self.time(to), when),
            (Some(from), None) => self.words().menu_told_hours_from(self.time(from), when),
            _ => when,
        }
    }

    fn repeats(&self, schedule: &Schedule) -> String {
        let words = self.words();
        match &schedule.repeats {
            Repeats::Once => self.full_day(schedule.starts_on),
            Repeats::Weekly { every: 0 | 1, days } if days.len() == 7 => words.menu_daily(),
            Repeats::Weekly { every: 0 | 1, days } if is_workdays(days) => words.menu_weekdays(),
            Repeats::Weekly { every: 0 | 1, days } => words.menu_weekly(self.weekdays(days)),
            Repeats::Weekly { every: 2, days } => words.menu_weekly_other(self.weekdays(days)),
            Repeats::Weekly { every, days } => words.menu_weekly_weeks(self.weekdays(days), *every),
            Repeats::Monthly { every: 0 | 1, on: MonthDay::Date(date) } => words.menu_monthly_date(*date),
            Repeats::Monthly { every: 0 | 1, on: MonthDay::Nth { nth, day } } => {
                words.menu_monthly_nth(self.weekday(*day), words.menu_nth(*nth))
            }
            Repeats::Monthly { every, on: MonthDay::Date(date) } => words.menu_months_date(*date, *every),
            Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
                words.menu_months_nth(self.weekday(*day), *every, words.menu_nth(*nth))
            }
        }
    }

    /// "Monday, Tuesday and Friday".
    fn weekdays(&self, days: &[Weekday]) -> String {
        let said: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
        match said.split_last() {
            Some((last, some)) if !some.is_empty() => self.words().menu_and(last.as_str(), some.join(", ")),
            _ => said.concat(),
        }
    }
}

fn is_workdays(days: &[Weekday]) -> bool {
    days == [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
}
