//! Reviews in the console: read before they show, decided with a reason, taken down, reported; somebody may be in danger; invitations to
//! write. Nothing here says who wrote one but an envelope that two people open.

mod danger;
mod decide;
mod invitations;
mod list;
mod marked;
mod show;
mod waiting;

pub(in crate::http) use danger::{ask_who, look, open, worry, worry_over};
pub(in crate::http) use decide::{decide, reports_settled};
pub(in crate::http) use invitations::{call_back, invite, invited};
pub(in crate::http) use list::list;
pub(in crate::http) use show::show;
pub(in crate::http) use waiting::EnvelopeLine;
pub(super) use waiting::envelopes;

use super::{At, Staff, StaffForm};
use crate::store::ReviewId;

/// Where reviews are listed.
const LIST: &str = "/hub/menu/reviews";

/// A review's own address.
fn address(review: ReviewId) -> String {
    format!("{LIST}/{review}")
}
