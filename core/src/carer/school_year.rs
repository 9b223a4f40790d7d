//! The summers in which pupils in England usually change or leave school, told from a birthday alone.
//!
//! Who turns an age between 1 September and 31 August is in one school year with all the others who do. It says where a
//! hub should ask, not what happened: some stay on, some were moved up or down.

use chrono::{Datelike, NaiveDate};

/// What a pupil usually leaves in the summer of their year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// Primary school, after year 6.
    Primary,
    /// Secondary school, after year 11.
    Secondary,
    /// Sixth form or college, after year 13.
    SixthForm,
}

impl Leaving {
    /// All of them, youngest first.
    pub const ALL: [Self; 3] = [Self::Primary, Self::Secondary, Self::SixthForm];

    /// The code on pages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::SixthForm => "sixth-form",
        }
    }

    /// The age on the last day of their last school year, in years.
    fn age(self) -> i32 {
        match self {
            Self::Primary => 11,
            Self::Secondary => 16,
            Self::SixthForm => 18,
        }
    }

    /// The first and the last birthday of those who leave in the summer of a year; `None` beyond all calendars.
    pub fn born(self, summer: i32) -> Option<(NaiveDate, NaiveDate)> {
        let last = summer.checked_sub(self.age())?;
        let first = NaiveDate::from_ymd_opt(last.checked_sub(1)?, 9, 1)?;
        Some((first, NaiveDate::from_ymd_opt(last, 8, 31)?))
    }

    /// What somebody born on a day leaves in the summer of a year, if anything.
    pub fn of(born_on: NaiveDate, summer: i32) -> Option<Self> {
        let leaves =
            |one: &Self| one.born(summer).is_some_and(|(first, last)| (first..=last).contains(&born_on));
        Self::ALL.into_iter().find(leaves)
    }
}

/// The year of the summer that a hub works on: from November the one to come, until October the one that is here or just past.
pub fn summer_of(day: NaiveDate) -> i32 {
    if day.month() >= 11 { day.year().saturating_add(1) } else { day.year() }
}

/// The year that somebody born on a day is in by age, 1 to 13; `None` before and after. A school may have put them elsewhere.
pub fn year_group(born_on: NaiveDate, day: NaiveDate) -> Option<u8> {
    // Who is born before September starts school a September earlier than who is born later in that year.
    let began = |day: NaiveDate| if day.month() >= 9 { day.year() } else { day.year() - 1 };
    let year = began(day).checked_sub(began(born_on))?.checked_sub(5)?;
    u8::try_from(year).ok().filter(|year| (1..=13).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_school_year_runs_from_september_to_august() {
        assert_eq!(Leaving::of(day("2010-09-01"), 2027), Some(Leaving::Secondary));
        assert_eq!(Leaving::of(day("2011-08-31"), 2027), Some(Leaving::Secondary));
        assert_eq!(Leaving::of(day("2010-08-31"), 2027), None);
        assert_eq!(Leaving::of(day("2011-09-01"), 2027), None);
        assert_eq!(Leaving::of(day("2016-02-29"), 2027), Some(Leaving::Primary));
        assert_eq!(Leaving::of(day("2008-12-24"), 2027), Some(Leaving::SixthForm));
    }

    #[test]
    fn year_11_begins_in_the_september_after_the_15th_birthday() {
        assert_eq!(year_group(day("2010-09-01"), day("2026-09-01")), Some(11));
        assert_eq!(year_group(day("2011-08-31"), day("2027-08-31")), Some(11));
        assert_eq!(year_group(day("2011-08-31"), day("2027-09-01")), Some(12));
        assert_eq!(year_group(day("2021-08-31"), day("2026-09-01")), Some(1));
        assert_eq!(year_group(day("2021-09-01"), day("2026-09-01")), None);
        assert_eq!(year_group(day("2008-09-01"), day("2027-09-01")), None);
    }

    #[test]
    fn autumn_still_looks_back_until_november() {
        assert_eq!(summer_of(day("2026-07-24")), 2026);
        assert_eq!(summer_of(day("2026-10-31")), 2026);
        assert_eq!(summer_of(day("2026-11-01")), 2027);
        assert_eq!(summer_of(day("2027-01-01")), 2027);
    }
}
