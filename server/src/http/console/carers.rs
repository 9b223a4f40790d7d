//! Young people in the console: found, added, changed, their agreements and photo, and erased.

mod agreement;
mod caring;
mod erase;
mod photo;
mod record;
mod search;
mod wishes;
mod write;

pub(in crate::http) use agreement::{agreement, note_agreement, take_back};
pub(in crate::http) use caring::{caring, end_caring};
pub(in crate::http) use erase::{erase, erase_for_good};
pub(in crate::http) use photo::{LARGEST_FORM, jpeg, keep_photo, photo, remove_photo};
pub(super) use record::Wishes;
pub(in crate::http) use record::record;
pub(in crate::http) use search::{found, search};
pub(in crate::http) use wishes::{keep_wishes, wishes};
pub(in crate::http) use write::{add, added, change, changed};

use super::{At, again};
use crate::store::{self, CarerDetails, CarerId};

/// A record's own address.
pub(super) fn address(carer: CarerId) -> String {
    format!("/hub/carers/{carer}")
}

/// First name and surname.
pub(super) fn full_name(details: &CarerDetails) -> String {
    store::full_name(&details.given_name, details.family_name.as_deref())
}
