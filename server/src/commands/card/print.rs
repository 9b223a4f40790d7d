//! `passport card print`: cards as one HTML file in their real size, for a card printer, on sheets, or in letters.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_core::paper::{LeftOut, Paper};
use passport_server::clock::SystemClock;
use passport_server::print::Press;
use passport_server::private_file::private;
use passport_server::store::{CardId, CardRefused, ForPaper, StoreError};

use super::super::output::{self, say};
use super::super::typed;
use super::super::within::Within;
use super::refused::way_on;

/// Write cards as an HTML file to print
#[derive(Debug, Args)]
pub struct Print {
    /// The cards' ids from `passport card list`
    #[arg(value_parser = typed::id::<CardId>, value_name = "CARD", required = true)]
    cards: Vec<CardId>,
    /// What they are printed as
    #[arg(long = "as", value_enum, default_value = "cards")]
    paper: As,
    #[command(flatten)]
    within: Within,
    /// Where to write it; without it, to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum As {
    /// Front and back, each a page of a card's size, for a card printer
    Cards,
    /// Five on an A4 sheet, to cut out and fold
    Sheet,
    /// An A4 letter each, with the card to cut out
    Letter,
}

impl From<As> for Paper {
    fn from(chosen: As) -> Self {
        match chosen {
            As::Cards => Self::Cards,
            As::Sheet => Self::Sheet,
            As::Letter => Self::Letter,
        }
    }
}

impl Print {
    /// Writes the file.
    ///
    /// # Errors
    /// When one of the cards is not there, or the file cannot be written; when one is left out, after the others are printed.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let (hub, texts) = (store.hub(&scope).await?, store.hub_texts(&scope).await?);
        let (ids, paper) = (each_once(&self.cards), Paper::from(self.paper));
        let cards = store.print_cards(&scope, &ids, paper).await?;
        if cards.iter().any(|one| one.card.is_ok()) {
            let press = Press::new(&store.base().await?, "en")?;
            self.hand_out(press.cards((&hub, &texts), &cards, paper, today(SystemClock.now()))?.html())?;
        }
        ids.iter().zip(&cards).try_for_each(|(id, one)| self.insist_on(*id, one))
    }

    fn hand_out(&self, page: &str) -> anyhow::Result<()> {
        let Some(file) = &self.out else { return output::write(page) };
        write(file, page).with_context(|| format!("{} cannot be written", file.display()))?;
        say!("{} is written: open it in a browser and print it at 100%", file.display())
    }

    /// No card is left out unsaid.
    fn insist_on(&self, id: CardId, one: &ForPaper) -> anyhow::Result<()> {
        match &one.card {
            Ok(_) => Ok(()),
            Err(LeftOut::Withdrawn) => {
                Err(way_on(StoreError::Card(CardRefused::Withdrawn), &self.within, id))
            }
            Err(why) => Err(anyhow::anyhow!("card {id}: {why}")),
        }
    }
}

fn each_once(cards: &[CardId]) -> Vec<CardId> {
    let mut once = Vec::with_capacity(cards.len());
    for card in cards {
        if !once.contains(card) {
            once.push(*card);
        }
    }
    once
}

/// The file holds photos and codes, so only its owner may read it.
fn write(file: &Path, page: &str) -> std::io::Result<()> {
    private().write(true).create(true).truncate(true).open(file)?.write_all(page.as_bytes())
}
