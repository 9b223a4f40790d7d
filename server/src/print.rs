//! Cards on paper: their two faces, and the pages that printers take.
//!
//! [`Face`] is one card as `web/templates/print/faces.html` takes it, of a signed card ([`Face::of`]) or of one that is still being
//! chosen ([`sample`]). [`Chosen`] lays cards out on their paper; [`Printed`] is a page of them that holds all it needs.

mod chosen;
mod density;
mod face;
mod fit;
mod kind_letter;
mod letter;
mod page;
mod phone_letter;
mod press;
mod review_sheet;
mod sample;
mod style;

pub use chosen::{Chosen, Piece};
pub use density::{Density, LEAST_MODULE_MM};
pub use face::{Face, Facts, Photo};
pub(crate) use kind_letter::KindLetter;
pub use kind_letter::Occasion;
pub use letter::Letter;
pub(crate) use page::PrintPage;
pub use page::Printed;
pub(crate) use phone_letter::PhoneLetter;
pub use press::Press;
pub(crate) use review_sheet::ReviewSheet;
pub use sample::sample;
use style::style;
