//! The menu: breaks and support, and which of them fit somebody's life.
//!
//! [`Service`] is what everybody reads of one service; an editor writes its [`Details`]. [`Tag`]s carry what young carers ask ("Can I
//! get there?", "What must I bring?") in the words of [`taxonomy`]. [`Wanted`] is what somebody looks for, and [`Index`] finds it: one
//! search for server and phone. The public form of all this is an Open Referral UK 3.0 feed, which the server writes.

mod details;
mod find;
mod fresh;
mod place;
mod schedule;
mod service;
mod tag;
pub mod taxonomy;

pub use details::{
    Ages, Capacity, Cost, Details, Language, Link, MOST_COSTS, MOST_LINKS, MOST_PHONES, MOST_PLACES,
    MOST_SCHEDULES, MOST_TAGS, Telephone, Words,
};
pub use find::{Counts, Found, Hit, Index, Wanted};
pub use fresh::{Freshness, freshness};
pub use place::{Place, Position, metres_between};
pub use schedule::{MonthDay, Repeats, Schedule};
pub use service::{Provider, Service, Status};
pub use tag::{Tag, TagError};
