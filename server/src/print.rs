//! Cards on paper: their two faces, and the pages that printers take.
//!
//! [`Face`] is one card as `web/templates/print/faces.html` takes it, of a signed card ([`Face::of`]) or of one that is still being
//! chosen ([`sample`]); [`Printed`] is a page of them that holds all it needs.

mod density;
mod face;
mod fit;
mod page;
mod paper;
mod press;
mod sample;

pub use density::{Density, LEAST_MODULE_MM};
pub use face::{Face, Facts, Photo};
pub(crate) use page::PrintPage;
pub use page::Printed;
pub use paper::Paper;
pub use press::Press;
pub use sample::sample;
