//! Dates worked out by hand and by a calendar on the wall.

use super::*;
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue};
use chrono::{DateTime, Utc};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn line(repeats: Repeats, starts_on: &str) -> Schedule {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    Schedule {
        schedule_id: Uuid::nil(),
        place_id: None,
        repeats,
        starts_on: day(starts_on),
        ends_on: None,
        opens_at: time(16),
        closes_at: time(18),
        note: None,
    }
}

fn dates(schedule: &Schedule, now: &str, most: usize) -> Vec<String> {
    schedule.dates_after(at(now), most).iter().map(|one| one.day.to_string()).collect()
}

#[test]
fn a_club_comes_each_week_until_its_end() {
    let mut club = line(Repeats::Weekly { every: 1, days: vec![Tue, Thu] }, "2026-11-01");
    assert_eq!(dates(&club, "2026-11-22T10:00:00Z", 3), ["2026-11-24", "2026-11-26", "2026-12-01"]);
    club.ends_on = Some(day("2026-11-26"));
    assert_eq!(dates(&club, "2026-11-22T10:00:00Z", 3), ["2026-11-24", "2026-11-26"]);
    assert_eq!(dates(&club, "2026-11-26T18:00:00Z", 3), [""; 0]);
    assert_eq!(dates(&club, "2020-01-01T00:00:00Z", 1), ["2026-11-03"]);
}

#[test]
fn every_other_week_is_counted_from_the_week_it_began() {
    // It began in the week of Monday 2 November, on a Wednesday; its Monday of that week was over already.
    let club = line(Repeats::Weekly { every: 2, days: vec![Mon, Sat] }, "2026-11-04");
    let expected = ["2026-11-07", "2026-11-16", "2026-11-21", "2026-11-30"];
    assert_eq!(dates(&club, "2026-11-01T00:00:00Z", 4), expected);
    assert_eq!(dates(&club, "2026-11-17T00:00:00Z", 2), expected[2..]);
    let never = line(Repeats::Weekly { every: 0, days: vec![Mon] }, "2026-11-04");
    assert_eq!(dates(&never, "2026-11-01T00:00:00Z", 4), [""; 0]);
}

#[test]
fn months_without_the_day_have_none() {
    let on = |every, on| line(Repeats::Monthly { every, on }, "2026-12-01");
    let now = "2026-12-01T00:00:00Z";
    assert_eq!(dates(&on(1, MonthDay::Date(31)), now, 3), ["2026-12-31", "2027-01-31", "2027-03-31"]);
    assert_eq!(dates(&on(1, MonthDay::Date(29)), "2027-02-01T00:00:00Z", 2), ["2027-03-29", "2027-04-29"]);
    assert_eq!(dates(&on(2, MonthDay::Date(1)), now, 3), ["2026-12-01", "2027-02-01", "2027-04-01"]);
    let nth = |nth, day| on(1, MonthDay::Nth { nth, day });
    assert_eq!(dates(&nth(5, Fri), now, 3), ["2027-01-29", "2027-04-30", "2027-07-30"]);
    assert_eq!(dates(&nth(-1, Sun), now, 3), ["2026-12-27", "2027-01-31", "2027-02-28"]);
    assert_eq!(dates(&nth(1, Tue), now, 3), ["2026-12-01", "2027-01-05", "2027-02-02"]);
    assert_eq!(dates(&nth(0, Tue), now, 3), [""; 0]);
    // Each year in April, on its 31st: never, and found out in bounded time.
    let mut never = on(12, MonthDay::Date(31));
    never.starts_on = day("2026-04-01");
    assert_eq!(dates(&never, now, 3), [""; 0]);
}

#[test]
fn what_is_on_is_not_over_by_the_clock_in_london() {
    let mut club = line(Repeats::Weekly { every: 1, days: vec![Sun] }, "2026-01-04");
    // The clocks go forward on 29 March 2026 and back on 25 October: 18:00 is 17:00 UTC between.
    for (now, next) in [
        ("2026-03-22T17:59:59Z", "2026-03-22"),
        ("2026-03-22T18:00:00Z", "2026-03-29"),
        ("2026-03-29T16:59:59Z", "2026-03-29"),
        ("2026-03-29T17:00:00Z", "2026-04-05"),
        ("2026-10-18T17:00:00Z", "2026-10-25"),
        ("2026-10-25T17:00:00Z", "2026-10-25"),
        ("2026-10-25T18:00:00Z", "2026-11-01"),
    ] {
        assert_eq!(dates(&club, now, 1), [next], "{now}");
    }
    // Midnight in London is 23:00 UTC in summer.
    (club.opens_at, club.closes_at) = (None, None);
    assert_eq!(dates(&club, "2026-07-05T22:59:59Z", 1), ["2026-07-05"]);
    assert_eq!(dates(&club, "2026-07-05T23:00:00Z", 1), ["2026-07-12"]);
    assert_eq!(club.dates_after(at("2026-07-05T12:00:00Z"), 1)[0].begins(), Some(at("2026-07-04T23:00:00Z")));
}

#[test]
fn a_night_goes_on_past_midnight_and_a_skipped_hour_is_an_hour_later() {
    let mut night = line(Repeats::Once, "2026-03-28");
    night.opens_at = NaiveTime::from_hms_opt(20, 0, 0);
    night.closes_at = NaiveTime::from_hms_opt(1, 30, 0);
    let one = night.dates_after(at("2026-03-29T00:30:00Z"), 3);
    assert_eq!(one.len(), 1);
    // 01:30 is skipped that night, so it is 02:30 by the new clock.
    assert_eq!(one[0].ends(), Some(at("2026-03-29T01:30:00Z")));
    assert!(night.dates_after(at("2026-03-29T01:30:00Z"), 3).is_empty());
}

#[test]
fn dates_at_the_ends_of_the_calendar_do_no_harm() {
    let mut club = line(Repeats::Weekly { every: 1, days: vec![Tue] }, "2026-11-01");
    for starts_on in [NaiveDate::MIN, NaiveDate::MAX] {
        club.starts_on = starts_on;
        assert!(club.dates_after(at("2026-11-22T10:00:00Z"), 3).len() <= 3);
        assert!(club.dates_after(at("9999-12-31T23:59:59Z"), 3).len() <= 3);
    }
}
