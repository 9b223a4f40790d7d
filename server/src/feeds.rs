//! Directories of services that others publish, as Open Referral UK 3.0 or 1.0: fetched with care, read, and turned into what an editor
//! of ours could have written. Knows no database.
//!
//! [`Pages`] gives the items of a feed page by page, from an address ([`Fetcher`]) or a file, each with its whole record; [`Taken`] is one of them in our terms, with
//! what is wrong with it and what was left aside.

mod answer;
mod fetch;
mod listing;
mod mend;
mod pages;
mod patience;
mod plain_text;
mod public_address;
mod records;
mod taken;

pub use answer::{Answer, AnswerFault};
pub use fetch::{Allowed, FetchFault, Fetched, Fetcher};
pub use pages::{FeedFault, MOST_ITEMS, Page, Pages, Told};
pub use patience::Patience;
pub use plain_text::plain_text;
pub use taken::{Fault, FaultCode, Field, Taken, TakenProvider};

use passport_core::card::HubSlug;
use uuid::Uuid;

/// What the ids of a directory's places are made from: the same for the same hub and directory, another for any other.
pub fn origin(hub: &HubSlug, source: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{hub} {source}").as_bytes())
}
