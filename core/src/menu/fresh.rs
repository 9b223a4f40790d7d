//! How sure we are that what is written is still right: it grows old, then sinks, then hides.

use chrono::{Months, NaiveDate};

/// How long ago an editor last made sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Less than three months ago.
    Fresh,
    /// Three months ago or more: it is still shown in its place, and its age is said.
    Old,
    /// Four months ago or more: it comes after all that is surer.
    Stale,
    /// Six months ago or more, or never: it is not shown.
    Hidden,
}

/// Months after which a text grows old, sinks and hides.
const MONTHS: [(u32, Freshness); 3] = [(6, Freshness::Hidden), (4, Freshness::Stale), (3, Freshness::Old)];

/// How fresh something is on a day that was last checked on another.
pub fn freshness(checked_on: Option<NaiveDate>, day: NaiveDate) -> Freshness {
    let Some(checked_on) = checked_on else { return Freshness::Hidden };
    let is_over = |months: u32| later(checked_on, months).is_none_or(|end| end <= day);
    MONTHS
        .into_iter()
        .find(|(months, _)| is_over(*months))
        .map_or(Freshness::Fresh, |(_, freshness)| freshness)
}

/// The first day on which something that was checked on a day is no fresher than this. What is fresh is so from the first.
pub(super) fn first_day(checked_on: NaiveDate, than: Freshness) -> NaiveDate {
    let months = MONTHS.into_iter().find(|(_, freshness)| *freshness == than).map_or(0, |(months, _)| months);
    checked_on.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// Months after which editors are asked whether a text is still right; they are asked again at three and four.
const ASKED_AFTER: u32 = 2;

/// Whether editors are asked on a day if a text is still right that was last checked on another.
pub fn is_to_be_checked(checked_on: Option<NaiveDate>, day: NaiveDate) -> bool {
    checked_on.is_none_or(|on| later(on, ASKED_AFTER).is_none_or(|end| end <= day))
}

/// The first day on which a text is hidden that was last checked on a day; none is beyond all calendars.
pub fn hides_on(checked_on: NaiveDate) -> Option<NaiveDate> {
    later(checked_on, MONTHS[0].0)
}

fn later(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_asked_after_two_months_and_told_when_it_hides() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!is_to_be_checked(Some(day("2026-08-31")), day("2026-10-30")));
        assert!(is_to_be_checked(Some(day("2026-08-31")), day("2026-10-31")));
        assert!(is_to_be_checked(None, day("2026-08-31")));
        assert_eq!(hides_on(day("2026-08-31")), Some(day("2027-02-28")));
    }

    #[test]
    fn three_months_are_fresh_four_sink_and_six_hide() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let checked = Some(day("2026-08-31"));
        for (today, expected) in [
            ("2026-08-31", Freshness::Fresh),
            ("2026-11-29", Freshness::Fresh),
            ("2026-11-30", Freshness::Old),
            ("2026-12-30", Freshness::Old),
            ("2026-12-31", Freshness::Stale),
            ("2027-02-27", Freshness::Stale),
            ("2027-02-28", Freshness::Hidden),
        ] {
            assert_eq!(freshness(checked, day(today)), expected, "{today}");
        }
        for (than, first) in [(Freshness::Stale, "2026-12-31"), (Freshness::Hidden, "2027-02-28")] {
            assert_eq!(first_day(day("2026-08-31"), than), day(first));
        }
        assert_eq!(freshness(None, day("2026-08-31")), Freshness::Hidden);
    }
}
