//! What a row means: somebody to add, or what is wrong with it, cell by cell.

use chrono::NaiveDate;
use passport_core::card::is_unseen;
use passport_core::carer::{BirthError, check_birth};
use passport_core::issue::card_name;
use serde::{Deserialize, Serialize};

use super::{Column, Written};
use crate::store::LONGEST_NAME;
use crate::typed_day::typed_day;

/// Somebody as a file describes them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// First name.
    pub given_name: String,
    /// Surname.
    pub family_name: Option<String>,
    /// What they are called.
    pub known_as: Option<String>,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// The name of their school.
    pub school: Option<String>,
    /// Whether somebody may not be safe.
    pub protected: bool,
}

/// What is wrong with one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Where.
    pub column: Column,
    /// What.
    pub fault: CellFault,
}

/// How a cell can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// Nothing stands there, and something must.
    Empty,
    /// It has more than 100 letters.
    Long,
    /// It has a character that nobody sees.
    Unseen,
    /// The name does not fit on a card.
    NotOnCard,
    /// It is not a day of the calendar.
    NoDay,
    /// The birthday is still to come.
    ToCome,
    /// Younger than 5.
    TooYoung,
    /// Older than 25.
    TooOld,
    /// Neither yes nor no.
    Unclear,
}

impl CellFault {
    /// The code in words: `import-fault-` and this.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Long => "long",
            Self::Unseen => "unseen",
            Self::NotOnCard => "not-on-card",
            Self::NoDay => "no-day",
            Self::ToCome => "to-come",
            Self::TooYoung => "too-young",
            Self::TooOld => "too-old",
            Self::Unclear => "unclear",
        }
    }
}

/// Names never reach a log by way of `{:?}`.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person")
    }
}

impl Written {
    /// The person of this row, or all that is wrong with it.
    ///
    /// # Errors
    /// Each cell's first fault, in the order of the columns.
    pub fn person(&self, today: NaiveDate) -> Result<Person, Vec<RowFault>> {
        let mut faults = Vec::new();
        let mut note = |column: Column, fault: CellFault| faults.push(RowFault { column, fault });
        let mut name = |column: Column| {
            let name = self.cell(column);
            if let Err(fault) = check_name(name) {
                note(column, fault);
            }
            Some(name.to_owned()).filter(|name| !name.is_empty())
        };
        let given_name = name(Column::GivenName);
        let [family_name, known_as, school] =
            [Column::FamilyName, Column::KnownAs, Column::School].map(&mut name);
        let family = family_name.as_deref().unwrap_or_default();
        match (&given_name, &known_as) {
            (None, _) => note(Column::GivenName, CellFault::Empty),
            (_, Some(called)) if card_name(called, family).is_err() => {
                note(Column::KnownAs, CellFault::NotOnCard);
            }
            (Some(given), None) if card_name(given, family).is_err() => {
                note(Column::KnownAs, CellFault::NotOnCard);
            }
            _ => {}
        }
        let born_on = birthday(self.cell(Column::BornOn), today).map_err(|fault| note(Column::BornOn, fault));
        let protected =
            yes_or_no(self.cell(Column::Protected)).map_err(|fault| note(Column::Protected, fault));
        match (given_name, born_on, protected) {
            (Some(given_name), Ok(born_on), Ok(protected)) if faults.is_empty() => {
                Ok(Person { given_name, family_name, known_as, born_on, school, protected })
            }
            _ => {
                // One sentence a cell is enough.
                faults.dedup_by_key(|fault| fault.column);
                Err(faults)
            }
        }
    }
}

fn check_name(name: &str) -> Result<(), CellFault> {
    if name.chars().count() > LONGEST_NAME {
        return Err(CellFault::Long);
    }
    if name.chars().any(is_unseen) { Err(CellFault::Unseen) } else { Ok(()) }
}

fn birthday(cell: &str, today: NaiveDate) -> Result<NaiveDate, CellFault> {
    if cell.is_empty() {
        return Err(CellFault::Empty);
    }
    let born_on = typed_day(without_time(cell)).ok_or(CellFault::NoDay)?;
    match check_birth(born_on, today) {
        Ok(_) => Ok(born_on),
        Err(BirthError::ToCome) => Err(CellFault::ToCome),
        Err(BirthError::TooYoung) => Err(CellFault::TooYoung),
        Err(BirthError::TooOld) => Err(CellFault::TooOld),
    }
}

/// Databases write a birthday as a midnight: "2012-03-27 00:00:00", "2012-03-27T00:00".
fn without_time(cell: &str) -> &str {
    match cell.rsplit_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day,
        _ => cell,
    }
}

fn yes_or_no(cell: &str) -> Result<bool, CellFault> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "protected" => Ok(true),
        "" | "no" | "n" | "false" | "0" | "-" => Ok(false),
        _ => Err(CellFault::Unclear),
    }
}
