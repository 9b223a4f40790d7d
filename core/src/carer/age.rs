//! Ages: a hub looks after people from their 5th birthday to the day before their 26th.

use chrono::{Datelike, NaiveDate};

/// The youngest age on a hub's books, in years.
pub const YOUNGEST: u32 = 5;
/// The eldest age on a hub's books, in years.
pub const ELDEST: u32 = 25;

/// Why somebody born on a day cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BirthError {
    /// Not born yet.
    #[error("the date of birth is still to come")]
    ToCome,
    /// Under [`YOUNGEST`].
    #[error("a young person here is at least 5")]
    TooYoung,
    /// Over [`ELDEST`].
    #[error("a young person here is at most 25")]
    TooOld,
}

/// The day on which somebody reaches an age; who was born on 29 February does so on 1 March in other years.
/// `None` beyond all calendars.
pub fn turns_on(born_on: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = born_on.year().checked_add(i32::try_from(years).ok()?)?;
    born_on.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// Whole years lived on a day; `None` before birth.
pub fn age_on(born_on: NaiveDate, day: NaiveDate) -> Option<u32> {
    let years = u32::try_from(day.year() - born_on.year()).ok()?;
    match turns_on(born_on, years) {
        Some(birthday) if birthday <= day => Some(years),
        _ => years.checked_sub(1),
    }
}

/// Checks that somebody born on a day may be added to the books `today`.
///
/// # Errors
/// See [`BirthError`].
pub fn check_birth(born_on: NaiveDate, today: NaiveDate) -> Result<u32, BirthError> {
    match age_on(born_on, today) {
        None => Err(BirthError::ToCome),
        Some(age) if age < YOUNGEST => Err(BirthError::TooYoung),
        Some(age) if age > ELDEST => Err(BirthError::TooOld),
        Some(age) => Ok(age),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_counts_from_its_morning() {
        assert_eq!(age_on(day("2012-03-04"), day("2026-03-03")), Some(13));
        assert_eq!(age_on(day("2012-03-04"), day("2026-03-04")), Some(14));
        assert_eq!(age_on(day("2026-03-05"), day("2026-03-04")), None);
        assert_eq!(age_on(day("2027-03-05"), day("2026-03-04")), None);
        assert_eq!(age_on(day("2026-03-04"), day("2026-03-04")), Some(0));
    }

    #[test]
    fn a_leap_day_child_is_a_year_older_on_the_first_of_march() {
        assert_eq!(age_on(day("2012-02-29"), day("2025-02-28")), Some(12));
        assert_eq!(age_on(day("2012-02-29"), day("2025-03-01")), Some(13));
        assert_eq!(turns_on(day("2012-02-29"), 16), Some(day("2028-02-29")));
    }

    #[test]
    fn the_books_are_for_five_to_twenty_five() {
        let today = day("2026-11-21");
        assert_eq!(check_birth(day("2021-11-21"), today), Ok(5));
        assert_eq!(check_birth(day("2021-11-22"), today), Err(BirthError::TooYoung));
        assert_eq!(check_birth(day("2000-11-22"), today), Ok(25));
        assert_eq!(check_birth(day("2000-11-21"), today), Err(BirthError::TooOld));
        assert_eq!(check_birth(day("2026-11-22"), today), Err(BirthError::ToCome));
    }
}
