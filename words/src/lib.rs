//! What the product says, in every language it speaks.
//!
//! The words stand in Fluent catalogues, a folder for each language (`en/` first); the rest of the product holds
//! codes, numbers and dates only, so that page, API, phone and printed card say the same. A language is added
//! by adding a folder with the same keys: the build refuses it while one is missing.
//!
//! * [`Speaker`] speaks verdicts and arrangements: the words of the domain.
//! * [`Catalogue`] has one function for each message, and [`Catalogue::say`] for templates that name keys as text.

mod catalogue;
mod months;
mod speaker;

pub use catalogue::{Catalogue, NoSuchLanguage, NoSuchWords};
pub use fluent_bundle::FluentValue;
pub use months::month_named;
pub use speaker::{Speaker, Spoken, SpokenTaxonomy, SpokenTerm};
