//! Status lists: where every credential has its bit. Lists open when needed, fill at random places, and close.

mod draw;
mod sign;

use passport_core::card::{Base, HubSlug, Issuer};
use passport_core::credential::STATUS_ENTRIES;

use super::{StoreError, Thing, base};

pub(super) use draw::take_indexes;
pub(super) use sign::insist_on_clock;
pub use sign::{RefusedList, SignedLists};

/// What a list's credentials are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    /// Paper.
    Print,
    /// Phones.
    Phone,
}

impl ListKind {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Phone => "phone",
        }
    }

    /// At how many entries a list closes. Paper is rare, so its lists fill almost up; the last entries then take some thirty
    /// draws each. Phones renew every week, so theirs close half full: no draw waits, and a list soon has only ended entries.
    fn closes_at(self) -> i64 {
        match self {
            Self::Print => i64::from(STATUS_ENTRIES) / 32 * 31,
            Self::Phone => i64::from(STATUS_ENTRIES) / 2,
        }
    }
}

/// The issuer under whose address a list was opened.
pub(super) fn issuer_of(stored_base: &str, slug: &str) -> Result<Issuer, StoreError> {
    let base: Base = base::read(stored_base)?;
    let hub = HubSlug::parse(slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
    Ok(Issuer { base, hub })
}

/// A list number as stored.
pub(super) fn read_number(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|_| StoreError::Unreadable(Thing::StatusList))
}
