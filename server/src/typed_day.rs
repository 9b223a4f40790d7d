//! Days as people type them: "27/3/2012", "27.03.2012", "27 March 2012", "2012-03-27". The day comes before the month.

use chrono::NaiveDate;
use passport_words::month_named;

/// The day that was typed; `None` when there is none such (31/02) or the year has fewer than four digits.
pub(crate) fn typed_day(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = typed.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month(second)?, day.parse().ok()?)
}

fn month(typed: &str) -> Option<u32> {
    typed.parse().ok().or_else(|| month_named(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let day = NaiveDate::from_ymd_opt(2012, 3, 27);
        for typed in ["27/3/2012", "27.03.2012", " 27-3-2012 ", "27 March 2012", "27 mar 2012", "2012-03-27"]
        {
            assert_eq!(typed_day(typed), day, "{typed}");
        }
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_none() {
        for typed in ["31/02/2012", "3/27/2012", "27/3/12", "27/3", "", "x/y/2012", "0/1/2012", "27 ma 2012"]
        {
            assert_eq!(typed_day(typed), None, "{typed}");
        }
    }
}
