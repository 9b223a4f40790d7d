//! The lists that people work from: whose card ends, who lost one, whose school may know, who leaves, who turns 18.
//!
//! Each is one query for all its lines, and opening one is a look, recorded with how many it showed.

mod birthdays;
mod cards;
mod pupils;
mod schools;

use super::{CarerId, full_name};

pub use birthdays::{BirthdayLine, LeaverLine};
pub use cards::{CardLine, CardList};
pub(super) use pupils::of_school;
pub use pupils::{Pupil, PupilCard};
pub use schools::SchoolThatKnows;

/// The most lines of one list: more than a person works through before the next time.
pub const MOST_LINES: u16 = 2_000;

/// Somebody on a list.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Named {
    /// The young person.
    pub carer_id: CarerId,
    /// First name.
    pub given_name: String,
    /// Surname.
    pub family_name: Option<String>,
    /// What they are called, if not by their first name.
    pub known_as: Option<String>,
}

impl Named {
    /// First name and surname.
    pub fn full_name(&self) -> String {
        full_name(&self.given_name, self.family_name.as_deref())
    }
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Named({})", self.carer_id)
    }
}
