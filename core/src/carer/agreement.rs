//! Agreements: photo, school and phone are agreed to one by one, by the young person or by a named adult for them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::age::{age_on, turns_on};

/// Below this age, in years, a phone card needs a named adult's agreement, or the hub's reason why not.
pub const PHONE_AGE: u32 = 13;
/// From this age, in years, nobody agrees for somebody else.
const GROWN_UP: u32 = 18;

/// What is agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A photo on the card.
    Photo,
    /// "My school may know": they appear at their school's desk.
    School,
    /// A card on a phone.
    Phone,
}

/// Who agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgreedBy {
    /// The young person, who understands what it means.
    YoungPerson,
    /// An adult for them, named in the books.
    Adult,
    /// Nobody but the hub, which wrote down why no adult was asked.
    Hub,
}

/// Why an agreement cannot be noted so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// Under 13, a phone needs more than the young person's own word.
    #[error("under 13, a phone card needs a named adult, or the hub's reason why not")]
    NeedsAnAdult,
    /// The hub decides without an adult only about a phone under 13.
    #[error("the hub cannot agree to this itself: the young person or an adult does")]
    NotTheHubs,
    /// From 18 on they agree themselves.
    #[error("from 18 on, the young person agrees for themselves")]
    GrownUp,
    /// The record is protected: no school may know.
    #[error("the record is protected, so no school may know")]
    Protected,
    /// No school is named that could know.
    #[error("name the school first")]
    NoSchool,
    /// Agreed on a day still to come.
    #[error("the day they agreed is still to come")]
    ToCome,
}

impl Purpose {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Photo, Self::School, Self::Phone];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::School => "school",
            Self::Phone => "phone",
        }
    }

    /// The purpose of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

impl AgreedBy {
    const ALL: [Self; 3] = [Self::YoungPerson, Self::Adult, Self::Hub];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::YoungPerson => "young-person",
            Self::Adult => "adult",
            Self::Hub => "hub",
        }
    }

    /// The one of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// Checks who may agree to what for somebody born on a day, `agreed_on` being the day and `today` the present one.
///
/// # Errors
/// See [`AgreementError`]; a protected record and a missing school are the books' matter and found there.
pub fn check_agreement(
    purpose: Purpose,
    by: AgreedBy,
    born_on: NaiveDate,
    agreed_on: NaiveDate,
    today: NaiveDate,
) -> Result<(), AgreementError> {
    if agreed_on > today {
        return Err(AgreementError::ToCome);
    }
    let age = age_on(born_on, agreed_on).unwrap_or_default();
    let young_with_phone = purpose == Purpose::Phone && age < PHONE_AGE;
    match by {
        AgreedBy::YoungPerson if young_with_phone => Err(AgreementError::NeedsAnAdult),
        AgreedBy::Hub if !young_with_phone => Err(AgreementError::NotTheHubs),
        AgreedBy::Adult if age >= GROWN_UP => Err(AgreementError::GrownUp),
        _ => Ok(()),
    }
}

/// Whether an agreement that nobody withdrew still counts on a day: what others agreed to ends at 18, and what the hub
/// decided for a child ends at 13.
pub fn counts_on(by: AgreedBy, born_on: NaiveDate, day: NaiveDate) -> bool {
    let until = match by {
        AgreedBy::YoungPerson => return true,
        AgreedBy::Adult => GROWN_UP,
        AgreedBy::Hub => PHONE_AGE,
    };
    turns_on(born_on, until).is_some_and(|birthday| day < birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(purpose: Purpose, by: AgreedBy, born_on: &str) -> Result<(), AgreementError> {
        let today = "2026-11-21".parse().unwrap();
        check_agreement(purpose, by, born_on.parse().unwrap(), today, today)
    }

    #[test]
    fn under_13_a_phone_needs_an_adult_or_the_hubs_reason() {
        let twelve = "2013-11-22";
        assert_eq!(check(Purpose::Phone, AgreedBy::YoungPerson, twelve), Err(AgreementError::NeedsAnAdult));
        assert_eq!(check(Purpose::Phone, AgreedBy::Adult, twelve), Ok(()));
        assert_eq!(check(Purpose::Phone, AgreedBy::Hub, twelve), Ok(()));
        assert_eq!(check(Purpose::Phone, AgreedBy::YoungPerson, "2013-11-21"), Ok(()));
    }

    #[test]
    fn the_hub_agrees_to_no_photo_and_no_school_by_itself() {
        for purpose in [Purpose::Photo, Purpose::School] {
            assert_eq!(check(purpose, AgreedBy::Hub, "2016-01-01"), Err(AgreementError::NotTheHubs));
            assert_eq!(check(purpose, AgreedBy::YoungPerson, "2016-01-01"), Ok(()));
        }
        assert_eq!(check(Purpose::Phone, AgreedBy::Hub, "2010-01-01"), Err(AgreementError::NotTheHubs));
    }

    #[test]
    fn from_18_on_they_agree_for_themselves() {
        assert_eq!(check(Purpose::Photo, AgreedBy::Adult, "2008-11-21"), Err(AgreementError::GrownUp));
        assert_eq!(check(Purpose::Photo, AgreedBy::Adult, "2008-11-22"), Ok(()));
        let born_on = "2008-11-22".parse().unwrap();
        let counts = |by, day: &str| counts_on(by, born_on, day.parse().unwrap());
        assert!(counts(AgreedBy::Adult, "2026-11-21") && !counts(AgreedBy::Adult, "2026-11-22"));
        assert!(counts(AgreedBy::YoungPerson, "2030-01-01"));
        assert!(counts(AgreedBy::Hub, "2021-11-21") && !counts(AgreedBy::Hub, "2021-11-22"));
    }

    #[test]
    fn nobody_agreed_tomorrow() {
        let [today, tomorrow, born] =
            ["2026-11-21", "2026-11-22", "2012-01-01"].map(|day| day.parse().unwrap());
        let refused = check_agreement(Purpose::Photo, AgreedBy::YoungPerson, born, tomorrow, today);
        assert_eq!(refused, Err(AgreementError::ToCome));
    }
}
