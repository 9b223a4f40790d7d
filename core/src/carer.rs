//! Who may be on a hub's books, and who may agree to what.

mod age;
mod agreement;
mod school_year;
mod term;

pub use age::{BirthError, ELDEST, YOUNGEST, age_on, check_birth, turns_on};
pub use agreement::{AgreedBy, AgreementError, PHONE_AGE, Purpose, check_agreement, counts_on};
pub use school_year::{Leaving, summer_of, year_group};
pub use term::term_start;
