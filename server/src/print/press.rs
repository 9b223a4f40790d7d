//! Prints cards into files, outside of a server: at the command line and for the demo.

use std::sync::Arc;

use passport_core::card::Base;
use passport_core::short_code::ShortCode;
use passport_words::Speaker;

use super::{Face, Facts, Paper, PrintPage, Printed};
use crate::http::assets::Assets;
use crate::http::pages::Pages;

/// The words and the templates of a language.
pub struct Press {
    pages: Pages,
    speaker: Arc<Speaker>,
}

impl Press {
    /// A press for the cards of a server's address, in a language.
    ///
    /// # Errors
    /// When there are no words in that language.
    pub fn new(base: &Base, language: &str) -> anyhow::Result<Self> {
        let speaker = Arc::new(Speaker::new(language)?);
        Ok(Self { pages: Pages::new(base, Arc::clone(&speaker), Assets::read()?)?, speaker })
    }

    /// A card's faces.
    ///
    /// # Errors
    /// As [`Face::of`].
    pub fn face(&self, facts: &Facts<'_>, square: &str, code: &ShortCode) -> anyhow::Result<Face> {
        Face::of(facts, square, code, &self.speaker).map_err(|_| anyhow::anyhow!("the card has no square"))
    }

    /// Cards on paper, as one file that holds all it needs.
    ///
    /// # Errors
    /// When the page cannot be made.
    pub fn print(&self, paper: Paper, faces: Vec<Face>) -> anyhow::Result<Printed> {
        let page = PrintPage::of(paper, faces).print(&self.pages);
        page.map_err(|_| anyhow::anyhow!("the page of the cards cannot be made"))
    }
}
