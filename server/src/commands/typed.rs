//! What people type, read with a message that shows how it is written.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::keys::Kid;
use passport_server::store::RowChoice;

/// A date, YYYY-MM-DD.
///
/// # Errors
/// With the form of a date.
pub fn date(text: &str) -> Result<NaiveDate, &'static str> {
    text.parse().map_err(|_| "is not a date: write 31 August 2027 as 2027-08-31")
}

/// A moment, RFC 3339.
///
/// # Errors
/// With the form of a moment.
pub fn moment(text: &str) -> Result<DateTime<Utc>, &'static str> {
    text.parse().map_err(|_| "is not a time: write noon of 31 August 2027 as 2027-08-31T12:00:00Z")
}

/// An id, as the lists print it.
///
/// # Errors
/// With where ids are printed.
pub fn id<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse()
        .map_err(|_| "is not an id: copy it whole from `carer list`, `card list` or `organisation list`")
}

/// The number of a hub's key.
///
/// # Errors
/// With how it is written.
pub fn kid(text: &str) -> Result<Kid, &'static str> {
    Kid::parse(text).ok_or("is not a key's number such as k1")
}

/// What to do with somebody who may be on the books already.
///
/// # Errors
/// With what may be written.
pub fn row_choice(text: &str) -> Result<RowChoice, &'static str> {
    RowChoice::from_code(text).ok_or("is not a choice: write leave, add or fill")
}
