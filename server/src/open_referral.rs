//! The menu as an Open Referral UK 3.0 feed (a profile of HSDS 3.0): what is written of each service, place, organisation and term.
//!
//! [`Feed`] is what everybody may read of one moment on one day; [`record`] is the form it is written in. Nothing here knows HTTP, so files
//! are written of the same. A value that is not there is left out: never `null`, never `""`. Every id is a UUID that stays the same: of
//! what has none of its own it is made from its service's id and what it is.
//!
//! Not in the feed: reviews, drafts, what is archived or shown no more, hidden places, and whoever keeps a service.

mod description;
mod feed;
mod organization;
mod place;
mod published;
pub mod record;
mod schedule;
mod service;
mod terms;
mod value;

pub use feed::{Depth, Feed, PlaceOfService};
pub use published::{FeedOfDay, Published};
pub use terms::{Terms, TermsOf};

/// The version that readers and the official validator know this by, to the letter.
pub const VERSION: &str = "HSDS-UK-3.0";
/// What the profile is described at.
pub const PROFILE: &str = "https://docs.openreferraluk.org/en/latest/";

use uuid::Uuid;

/// The id of a part that has none of its own: the same as long as its service and what it says stay the same.
fn part_id(of: Uuid, what: &str) -> Uuid {
    Uuid::new_v5(&of, what.as_bytes())
}
