//! The menu: breaks and support, and which of them fit somebody's life.
//!
//! [`Service`] is what everybody reads of one service; an editor writes its [`Details`]. [`Tag`]s carry what young carers ask ("Can I
//! get there?", "What must I bring?") in the words of [`taxonomy`]. [`Wanted`] is what somebody looks for, and [`Index`] finds it: one
//! search for server and phone. A phone keeps a [`MenuCopy`]. The public form of all this is an Open Referral UK 3.0 feed, which the server writes.

mod carried;
mod check;
mod copy;
mod details;
mod find;
mod fresh;
mod grid;
mod near;
mod page;
mod personal;
mod place;
mod postcode;
mod renewed;
mod review;
mod review_words;
mod schedule;
mod service;
mod square;
mod tag;
pub mod taxonomy;
mod wanted;

pub(crate) use carried::post;
pub use carried::{MENU_TIMEOUT, NoAnswer, done, found, own_review, reviews_page, sent};
pub use check::{
    Fault, LONG_TEXT, LONGEST_CODE, LONGEST_EMAIL, LONGEST_NUMBER, LONGEST_URL, MOST_AREAS, MOST_LANGUAGES,
    OLDEST, SHORT_TEXT, Wrong,
};
pub use copy::{Looked, MenuCopy, NotACopy, NotListed, NotUnderstood, Question, Taken, Term};
pub use details::{
    Ages, Capacity, Cost, Details, Language, Link, MOST_COSTS, MOST_LINKS, MOST_PHONES, MOST_PLACES,
    MOST_SCHEDULES, MOST_TAGS, Telephone, Words,
};
pub use find::{Counts, Found, Hit, Index, NEAR};
pub use fresh::{Freshness, freshness, hides_on, is_to_be_checked};
pub use grid::GridPoint;
pub use near::{Near, NearError};
pub use page::Page;
pub use personal::{Personal, PersonalKind, personal};
pub use place::{Place, Position, metres_between};
pub use postcode::{Outward, Postcode, PostcodeError};
pub use review::{
    FEWEST_FOR_MEAN, MOST_ANSWER, MOST_STORY, MeanStars, OwnReview, ReviewFault, ReviewsPage, SentReview,
    ShownReview, WrittenReview, read_answer, report_body,
};
pub use review_words::{MOST_REPORT, ReviewContact, ReviewReason, ReviewState, WhyReported};
pub use schedule::{MonthDay, Occasion, Repeats, Schedule, WEEK};
pub use service::{Provider, Service, Status};
pub use square::{Square, SquareError};
pub use tag::{Tag, TagError};
pub use wanted::{FARTHEST, LAST_PAGE, LeftOut, MOST_LETTERS, MOST_WORDS, Reading, Wanted, Why};

/// The most services of a list that somebody keeps, prints or shares.
pub const MOST_LISTED: usize = 50;
