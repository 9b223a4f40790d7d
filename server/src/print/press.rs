//! Prints cards into files, outside of a server: at the command line and for the demo.

use std::sync::Arc;

use chrono::NaiveDate;
use passport_core::card::Base;
use passport_core::paper::Paper;
use passport_core::short_code::ShortCode;
use passport_words::Speaker;

use super::{Chosen, Face, Facts, Piece, PrintPage, Printed};
use crate::http::assets::Assets;
use crate::http::pages::Pages;
use crate::store::{ForPaper, Hub, HubTexts};

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
        Ok(Self { pages: Pages::new(base, Arc::clone(&speaker), Arc::new(Assets::read()?))?, speaker })
    }

    /// One card with its faces alone.
    ///
    /// # Errors
    /// When the text of its square is none.
    pub fn card(&self, facts: &Facts<'_>, square: &str, code: &ShortCode) -> anyhow::Result<Printed> {
        let face = Face::of(facts, square, code, &self.speaker);
        let face = face.map_err(|_| anyhow::anyhow!("the card has no square"))?;
        self.print(Paper::Cards, vec![Piece { face, letter: None, notices: Vec::new() }])
    }

    /// The cards of a hub on their paper, on a day; those that are left out are left out.
    ///
    /// # Errors
    /// When the page cannot be made.
    pub fn cards(
        &self,
        hub: (&Hub, &HubTexts),
        cards: &[ForPaper],
        paper: Paper,
        today: NaiveDate,
    ) -> anyhow::Result<Printed> {
        let chosen = Chosen::of(hub, cards, paper, today, &self.speaker);
        let chosen = chosen.map_err(|_| anyhow::anyhow!("a card has no square"))?;
        self.print(paper, chosen.pieces)
    }

    fn print(&self, paper: Paper, pieces: Vec<Piece>) -> anyhow::Result<Printed> {
        let page = PrintPage::file(paper, pieces).print(&self.pages);
        page.map_err(|_| anyhow::anyhow!("the page of the cards cannot be made"))
    }
}
