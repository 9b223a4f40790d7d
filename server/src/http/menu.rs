//! The public menu at `/menu`: breaks, fun things and people who help, for a young person on a phone and whoever sits beside her.
//!
//! Everything is in the address, which holds an outward code or a square kilometre and never a postcode; nothing is kept here and no
//! cookie is set. All answers come from the menu in memory; only where a postcode is asks the database. What a list on a phone
//! needs stands in `kept`; the page that shows it is kept by the browser (`offline_app.rs`).

mod asked;
mod calendar;
mod kept;
mod list;
mod near;
mod one;
mod paper;
mod poster;
mod sentences;
mod shared;
mod teller;

pub use kept::kept;
pub use list::list;
pub use near::typed;
pub use one::{dates, foretold, one};
pub use paper::{booklet, easy_read, easy_read_of_one, print};
pub use poster::{poster, poster_of_one};
pub use shared::shared;
