//! The menu: breaks and support, and which of them fit somebody's life.
//!
//! [`Service`] is what everybody reads of one service; an editor writes its [`Details`]. [`Tag`]s carry what young carers ask ("Can I
//! get there?", "What must I bring?") in the words of [`taxonomy`]. [`Wanted`] is what somebody looks for, and [`Index`] finds it: one
//! search for server and phone. The public form of all this is an Open Referral UK 3.0 feed, which the server writes.

mod check;
mod details;
mod find;
mod fresh;
mod grid;
mod near;
mod personal;
mod place;
mod postcode;
mod renewed;
mod schedule;
mod service;
mod square;
mod tag;
pub mod taxonomy;
mod wanted;

pub use check::{
    Fault, LONG_TEXT, LONGEST_CODE, LONGEST_EMAIL, LONGEST_NUMBER, LONGEST_URL, MOST_AREAS, MOST_LANGUAGES,
    OLDEST, SHORT_TEXT, Wrong,
};
pub use details::{
    Ages, Capacity, Cost, Details, Language, Link, MOST_COSTS, MOST_LINKS, MOST_PHONES, MOST_PLACES,
    MOST_SCHEDULES, MOST_TAGS, Telephone, Words,
};
pub use find::{Counts, Found, Hit, Index, NEAR};
pub use fresh::{Freshness, freshness, hides_on, is_to_be_checked};
pub use grid::GridPoint;
pub use near::{Near, NearError};
pub use personal::{Personal, PersonalKind, personal};
pub use place::{Place, Position, metres_between};
pub use postcode::{Outward, Postcode, PostcodeError};
pub use schedule::{MonthDay, Occasion, Repeats, Schedule, WEEK};
pub use service::{Provider, Service, Status};
pub use square::{Square, SquareError};
pub use tag::{Tag, TagError};
pub use wanted::{FARTHEST, LAST_PAGE, LeftOut, MOST_LETTERS, MOST_WORDS, Reading, Wanted, Why};
