//! Speaks what core decides, in one language.

mod arrangement;
mod coded;
mod date;
mod menu;
mod verdict;

pub use menu::{SpokenTaxonomy, SpokenTerm};
pub use verdict::Spoken;

use crate::{Catalogue, NoSuchLanguage};

/// Speaks verdicts, arrangements and dates; the plain messages stand in its [`Catalogue`].
pub struct Speaker {
    words: Catalogue,
}

impl Speaker {
    /// A speaker of a language, named as its folder (`en`).
    ///
    /// # Errors
    /// [`NoSuchLanguage`] when there is no such catalogue.
    pub fn new(language: &str) -> Result<Self, NoSuchLanguage> {
        Catalogue::new(language).map(|words| Self { words })
    }

    /// The messages of this language, one function each.
    pub fn words(&self) -> &Catalogue {
        &self.words
    }
}
