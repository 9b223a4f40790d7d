//! A fault of the database that has no words of its own: what it was, without any value of any row.
//!
//! A driver's own message may quote what was to be written (`Key (email)=(…) already exists`), so it is never kept: whatever
//! holds this can be logged.

use std::fmt;

/// What the driver said, in codes and names of tables only.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct DriverFault(String);

impl From<&sqlx::Error> for DriverFault {
    fn from(error: &sqlx::Error) -> Self {
        Self(match error {
            sqlx::Error::Database(fault) => {
                let code = fault.code().unwrap_or_default();
                let part = |name: &str, value: Option<&str>| {
                    value.map(|value| format!(", {name} {value}")).unwrap_or_default()
                };
                format!(
                    "code {code}{}{}",
                    part("table", fault.table()),
                    part("constraint", fault.constraint())
                )
            }
            sqlx::Error::ColumnDecode { index, .. } => format!("column {index} cannot be read"),
            sqlx::Error::ColumnNotFound(name) => format!("there is no column {name}"),
            sqlx::Error::RowNotFound => "a row is missing".to_owned(),
            sqlx::Error::Encode(_) => "a value cannot be written".to_owned(),
            sqlx::Error::Decode(_) => "a value cannot be read".to_owned(),
            sqlx::Error::Protocol(_) => "the database was not understood".to_owned(),
            sqlx::Error::Configuration(_) => "the address is not understood".to_owned(),
            sqlx::Error::Migrate(_) => "a migration failed".to_owned(),
            _ => "the driver failed".to_owned(),
        })
    }
}

impl fmt::Display for DriverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DriverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DriverFault({})", self.0)
    }
}
