//! Days of the week and hours of the day in words.

use super::form::hour;
use chrono::{NaiveTime, Weekday};
use passport_words::Catalogue;

pub(super) fn day_name(words: &Catalogue, day: Weekday) -> String {
    match day {
        Weekday::Mon => words.menu_day_mon(),
        Weekday::Tue => words.menu_day_tue(),
        Weekday::Wed => words.menu_day_wed(),
        Weekday::Thu => words.menu_day_thu(),
        Weekday::Fri => words.menu_day_fri(),
        Weekday::Sat => words.menu_day_sat(),
        Weekday::Sun => words.menu_day_sun(),
    }
}

pub(super) fn hours(words: &Catalogue, from: Option<NaiveTime>, to: Option<NaiveTime>) -> Option<String> {
    match (from.map(hour), to.map(hour)) {
        (Some(from), Some(to)) => Some(words.menu_hours_between(from, to)),
        (Some(from), None) => Some(words.menu_hours_from(from)),
        (None, Some(to)) => Some(words.menu_hours_to(to)),
        (None, None) => None,
    }
}
