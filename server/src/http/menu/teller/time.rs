//! When a service is, as people say it.

use super::Teller;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use passport_core::menu::{MonthDay, Occasion, Repeats, Schedule};

impl Teller<'_> {
    /// "Every Tuesday, 4:30pm to 6pm".
    pub fn schedule(&self, schedule: &Schedule) -> String {
        let words = self.words();
        let mut said = self.hours(self.repeats(schedule), (schedule.opens_at, schedule.closes_at));
        if schedule.repeats != Repeats::Once {
            if schedule.starts_on > self.today {
                said = words.menu_starts(self.speaker().day(schedule.starts_on), said);
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

    /// "Tuesday 3 March, 4:30pm to 6pm".
    pub fn occasion(&self, one: &Occasion) -> String {
        self.hours(self.full_day(one.day), (one.opens_at, one.closes_at))
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
            (0, 0) => words.menu_time_midnight(),
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
        self.words().menu_date(self.speaker().day(on), self.weekday(on.weekday()))
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
