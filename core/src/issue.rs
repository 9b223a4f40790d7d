//! What may be issued: lifetimes, what goes onto which card, and the name a card shows. "Lifetimes" and "Claims" of the plan;
//! the store remembers what is decided here.

mod narrowing;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::London;

use crate::card::{
    Arrangement, Arrangements, ArrangementsError, Issuer, LineText, LineTextError, Setting, StatusRef,
};
use crate::credential::{Claims, Kind};
use crate::keys::PublicKey;
use crate::verify::consent_is_over;

pub use narrowing::is_narrowed;

/// A phone credential lives so many days at most.
pub const PHONE_DAYS: i64 = 14;
/// A card may end at most so many months ahead.
pub const LONGEST_CARD_MONTHS: u32 = 36;
/// Grace after caring has ended, in months.
pub const GRACE_MONTHS: u32 = 3;

/// The kinds of card a carer may hold, one active of each of the two printed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// Printed, with a name and the settings chosen for paper.
    Printed,
    /// Printed, nameless, for transport alone.
    Fare,
    /// On a phone: one credential a setting.
    Phone,
}

impl CardKind {
    /// The code in the store and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Fare => "fare",
            Self::Phone => "phone",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Printed, Self::Fare, Self::Phone].into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a card may not be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// No arrangement was chosen.
    #[error("choose at least one arrangement")]
    NothingChosen,
    /// The last day is past already.
    #[error("the card's last day must be today or later")]
    EndsInThePast,
    /// The last day is too far ahead.
    #[error("the card's last day must be within three years")]
    EndsTooLate,
    /// The last day lies beyond the grace after caring has ended.
    #[error("caring has ended, so the card's last day must be by {0}")]
    EndsAfterGrace(NaiveDate),
    /// A consent is dated in the future.
    #[error("\"{0}\" cannot be noted on a day still to come")]
    NotedInTheFuture(String),
    /// A consent was noted so long ago that no setting is shown it any more.
    #[error("\"{0}\" was noted more than a year ago: ask again, and note the new day")]
    ConsentOver(String),
    /// Arrangements that cannot stand together.
    #[error(transparent)]
    Arrangements(#[from] ArrangementsError),
    /// A name that cannot stand on a card.
    #[error("the name {0}")]
    Name(#[from] LineTextError),
}

/// What was chosen with a young person, as the cards it becomes: the fare prints on a card of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// For the printed card; `None` when only a fare was chosen.
    pub printed: Option<Arrangements>,
    /// For the fare card.
    pub fare: Option<Arrangements>,
}

/// Checks what was chosen on `today` and parts it into cards.
///
/// # Errors
/// See [`IssueError`].
pub fn choose(arrangements: Vec<Arrangement>, today: NaiveDate) -> Result<Chosen, IssueError> {
    if arrangements.is_empty() {
        return Err(IssueError::NothingChosen);
    }
    if let Some(early) = arrangements.iter().find(|a| a.noted().is_some_and(|noted| noted > today)) {
        return Err(IssueError::NotedInTheFuture(early.code().to_owned()));
    }
    let over = |a: &&Arrangement| a.noted().is_some_and(|noted| consent_is_over(noted, today));
    if let Some(late) = arrangements.iter().find(over) {
        return Err(IssueError::ConsentOver(late.code().to_owned()));
    }
    let (fare, printed): (Vec<_>, Vec<_>) =
        arrangements.into_iter().partition(|a| a.setting() == Some(Setting::Transport));
    let some =
        |part: Vec<Arrangement>| if part.is_empty() { Ok(None) } else { Arrangements::new(part).map(Some) };
    Ok(Chosen { printed: some(printed)?, fare: some(fare)? })
}

/// The last day of a card unless the hub chooses another: a year from today.
pub fn usual_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

/// The last day after caring has ended: three months' grace.
pub fn grace_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(GRACE_MONTHS)).unwrap_or(today)
}

/// The last day of a card unless the hub chooses another, for somebody whose caring may have ended on a day.
pub fn usual_end_after(today: NaiveDate, caring_ended_on: Option<NaiveDate>) -> NaiveDate {
    caring_ended_on.map_or(usual_end(today), |ended_on| usual_end(today).min(grace_end(ended_on)))
}

/// Checks a last day that a hub chose, for somebody whose caring may have ended on a day.
///
/// # Errors
/// [`IssueError::EndsInThePast`], [`IssueError::EndsTooLate`] or [`IssueError::EndsAfterGrace`].
pub fn check_end(
    today: NaiveDate,
    ends_on: NaiveDate,
    caring_ended_on: Option<NaiveDate>,
) -> Result<(), IssueError> {
    if ends_on < today {
        return Err(IssueError::EndsInThePast);
    }
    if let Some(grace) = caring_ended_on.map(grace_end).filter(|grace| ends_on > *grace) {
        return Err(IssueError::EndsAfterGrace(grace));
    }
    match today.checked_add_months(Months::new(LONGEST_CARD_MONTHS)) {
        Some(latest) if ends_on <= latest => Ok(()),
        _ => Err(IssueError::EndsTooLate),
    }
}

/// Today's date where the cards are used.
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&London).date_naive()
}

/// The last second of a day in Europe/London, as seconds since 1970; 0 for a day before that or beyond all calendars.
pub fn paper_exp(ends_on: NaiveDate) -> u64 {
    let next_midnight = ends_on
        .checked_add_days(Days::new(1))
        // Clocks in London change at 01:00 UTC, so its midnights exist once.
        .and_then(|next| next.and_time(NaiveTime::MIN).and_local_timezone(London).single());
    next_midnight.and_then(|midnight| u64::try_from(midnight.timestamp() - 1).ok()).unwrap_or(0)
}

/// When a phone credential issued now ends: a midnight UTC at most 14 days ahead, or with its card, at midnight in London, if that is
/// sooner, so that a phone shows the card on all of its last day in summer too. `None` when the card has ended.
pub fn phone_exp(now: DateTime<Utc>, ends_on: NaiveDate) -> Option<u64> {
    let latest = u64::try_from((now + TimeDelta::days(PHONE_DAYS)).timestamp()).ok()?;
    let end = (latest - latest % (24 * 3600)).min(paper_exp(ends_on) + 1);
    (i64::try_from(end).ok()? > now.timestamp()).then_some(end)
}

/// The name on a card: known-as name and the initial of the surname, "Zoë M". The initial is left out where there is no surname or
/// its script has no initials, and where it would not fit.
///
/// # Errors
/// [`LineTextError`] when the known-as name alone cannot stand on a card.
pub fn card_name(known_as: &str, family_name: &str) -> Result<LineText, LineTextError> {
    let initial = family_name.trim().chars().next().filter(|c| c.is_lowercase() || c.is_uppercase());
    let with_initial = initial
        .and_then(|initial| LineText::parse(&format!("{} {}", known_as.trim(), initial.to_uppercase())).ok());
    match with_initial {
        Some(name) if !known_as.trim().is_empty() => Ok(name),
        _ => LineText::parse(known_as),
    }
}

/// The claims of a printed card or a fare card; the name is left off where the arrangements are transport's.
pub fn paper_claims(
    issuer: Issuer,
    name: LineText,
    arrangements: Arrangements,
    ends_on: NaiveDate,
    status: StatusRef,
) -> Claims {
    let name = (!arrangements.any_of(Setting::Transport)).then_some(name);
    Claims { issuer, kind: Kind::Printed, exp: paper_exp(ends_on), name, arrangements, status }
}

/// The claims of a phone's credential for one setting, out of a card's arrangements.
pub fn phone_claims(
    issuer: Issuer,
    name: LineText,
    (setting, device): (Setting, PublicKey),
    arrangements: &Arrangements,
    exp: u64,
    status: StatusRef,
) -> Claims {
    let arrangements = arrangements.of(setting);
    let name = (setting != Setting::Transport).then_some(name);
    Claims { issuer, kind: Kind::Phone { setting, device }, exp, name, arrangements, status }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::FareBand;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn seconds(text: &str) -> u64 {
        at(text).timestamp().try_into().unwrap()
    }

    #[test]
    fn a_card_lasts_until_midnight_in_london() {
        assert_eq!(paper_exp(day("2027-01-31")), seconds("2027-01-31T23:59:59Z"));
        assert_eq!(paper_exp(day("2027-08-31")), seconds("2027-08-31T22:59:59Z"));
        assert_eq!(paper_exp(day("2027-03-28")), seconds("2027-03-28T22:59:59Z"));
        assert_eq!(paper_exp(day("2027-10-31")), seconds("2027-10-31T23:59:59Z"));
    }

    #[test]
    fn a_phone_credential_ends_at_a_midnight_and_never_outlives_its_card() {
        let now = at("2026-11-21T15:00:00Z");
        assert_eq!(phone_exp(now, day("2027-08-31")), Some(seconds("2026-12-05T00:00:00Z")));
        assert_eq!(phone_exp(now, day("2026-11-25")), Some(seconds("2026-11-26T00:00:00Z")));
        assert_eq!(phone_exp(now, day("2026-11-20")), None);
        let summer = at("2027-07-01T10:00:00Z");
        assert_eq!(phone_exp(summer, day("2027-07-05")), Some(seconds("2027-07-05T23:00:00Z")));
        let last_evening = at("2027-07-05T22:59:59Z");
        assert_eq!(phone_exp(last_evening, day("2027-07-05")), Some(seconds("2027-07-05T23:00:00Z")));
        assert_eq!(phone_exp(at("2027-07-05T23:00:00Z"), day("2027-07-05")), None);
    }

    #[test]
    fn the_fare_prints_on_a_card_of_its_own() {
        let fare = Arrangement::Fare { band: FareBand::Child };
        let chosen = choose(vec![fare.clone(), Arrangement::PhoneOnSilent], day("2026-11-21")).unwrap();
        assert_eq!(chosen.fare.unwrap().iter().collect::<Vec<_>>(), [&fare]);
        assert_eq!(chosen.printed.unwrap().iter().collect::<Vec<_>>(), [&Arrangement::PhoneOnSilent]);
        assert_eq!(choose(vec![], day("2026-11-21")), Err(IssueError::NothingChosen));
    }

    #[test]
    fn a_consent_of_tomorrow_is_refused_today() {
        let noted = Arrangement::CollectArranged { noted: day("2026-11-22") };
        assert!(matches!(
            choose(vec![noted.clone()], day("2026-11-21")),
            Err(IssueError::NotedInTheFuture(_))
        ));
        assert!(choose(vec![noted], day("2026-11-22")).is_ok());
    }

    #[test]
    fn a_last_day_lies_between_today_and_three_years_ahead() {
        let today = day("2026-11-21");
        let check = |ends_on: &str| check_end(today, day(ends_on), None);
        assert_eq!(check("2026-11-20"), Err(IssueError::EndsInThePast));
        assert_eq!(check("2029-11-22"), Err(IssueError::EndsTooLate));
        assert!(check("2026-11-21").is_ok() && check("2029-11-21").is_ok());
        assert_eq!((usual_end(today), grace_end(day("2026-11-30"))), (day("2027-11-21"), day("2027-02-28")));
    }

    #[test]
    fn once_caring_has_ended_no_card_outlives_the_grace() {
        let today = day("2026-11-21");
        let ended_on = Some(day("2026-10-01"));
        assert_eq!(usual_end_after(today, ended_on), day("2027-01-01"));
        assert_eq!(usual_end_after(today, None), day("2027-11-21"));
        assert!(check_end(today, day("2027-01-01"), ended_on).is_ok());
        let late = check_end(today, day("2027-01-02"), ended_on);
        assert_eq!(late, Err(IssueError::EndsAfterGrace(day("2027-01-01"))));
    }

    #[test]
    fn a_consent_that_no_setting_would_see_is_asked_for_again() {
        let noted = |text| choose(vec![Arrangement::CollectArranged { noted: day(text) }], day("2026-11-21"));
        assert_eq!(noted("2025-11-21"), Err(IssueError::ConsentOver("collect-arranged".into())));
        assert!(noted("2025-11-22").is_ok());
    }

    #[test]
    fn the_name_on_a_card_is_the_known_as_name_and_an_initial_where_there_is_one() {
        for (known_as, family, shown) in [
            ("Zoë", "Marsh", "Zoë M"),
            ("Łukasz", "kowalski", "Łukasz K"),
            ("Aoife", "O'Neill", "Aoife O"),
            ("Sukarno", "", "Sukarno"),
            ("美咲", "田中", "美咲"),
            ("Maximiliana-Josephine-XY", "Ólafsdóttir", "Maximiliana-Josephine-XY"),
        ] {
            assert_eq!(card_name(known_as, family).unwrap().as_str(), shown);
        }
        assert!(card_name(" ", "Marsh").is_err());
    }
}
