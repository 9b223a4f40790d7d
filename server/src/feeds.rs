//! Directories of services that others publish, as Open Referral UK 3.0 or 1.0: fetched with care, read, and turned into what an editor
//! of ours could have written. Knows no database.
//!
//! [`Pages`] gives the items of a feed page by page, from an address ([`Fetcher`]) or a file; [`Taken`] is one of them in our terms, with
//! what is wrong with it and what was left aside.

mod answer;
mod fetch;
mod mend;
mod pages;
mod plain_text;
mod public_address;
mod taken;

pub use answer::{Answer, AnswerFault};
pub use fetch::{Allowed, FetchFault, Fetcher, Patience};
pub use pages::{FeedFault, MOST_ITEMS, Page, Pages};
pub use plain_text::plain_text;
pub use taken::{Fault, FaultCode, Field, Taken, TakenProvider};

use passport_core::card::HubSlug;
use uuid::Uuid;

/// What the ids of a directory's places are made from: the same for the same hub and directory, another for any other.
pub fn origin(hub: &HubSlug, source: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{hub} {source}").as_bytes())
}
