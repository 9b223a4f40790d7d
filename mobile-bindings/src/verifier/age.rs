//! How old the lists are, and what to fetch.

use passport_core::checker;

use super::signed;

/// How old the lists are that answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ListAge {
    /// No bundle ever came: nothing can be checked before one is taken.
    NeverLoaded,
    /// The bundle names no list: nothing can be checked.
    NoList,
    /// This device's clock is wrong.
    ClockWrong,
    /// Too old: nothing can be checked before a bundle is taken.
    TooOld {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
    /// Older than a day: say so, in amber.
    Old {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
    /// Younger than a day.
    Fresh {
        /// Seconds since 1970.
        oldest_list_at: i64,
    },
}

/// What to fetch, by GET.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Fetch {
    /// The bundle of `{server}/api/offline-bundle`; give its text to `takeBundle`.
    Bundle,
    /// A list; give its text to `takeList`.
    List {
        /// Its address.
        uri: String,
    },
}

impl From<checker::Age> for ListAge {
    fn from(age: checker::Age) -> Self {
        match age {
            checker::Age::NeverLoaded => Self::NeverLoaded,
            checker::Age::NoList => Self::NoList,
            checker::Age::ClockWrong => Self::ClockWrong,
            checker::Age::TooOld { oldest_list_at } => {
                Self::TooOld { oldest_list_at: signed(oldest_list_at) }
            }
            checker::Age::Old { oldest_list_at } => Self::Old { oldest_list_at: signed(oldest_list_at) },
            checker::Age::Fresh { oldest_list_at } => Self::Fresh { oldest_list_at: signed(oldest_list_at) },
        }
    }
}
