//! `passport card print`: the card as one HTML file, front and back in their real size.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use passport_server::print::{Facts, Paper, Press};
use passport_server::store::CardId;

use super::super::output::{self, say};
use super::super::typed;
use super::super::within::Within;
use super::refused::way_on;

/// Write a card's front and back as an HTML file to print
#[derive(Debug, Args)]
pub struct Print {
    /// The card's id from `passport card list`
    #[arg(value_parser = typed::id::<CardId>)]
    card: CardId,
    #[command(flatten)]
    within: Within,
    /// Where to write it; without it, to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Print {
    /// Writes the file.
    ///
    /// # Errors
    /// When the card is withdrawn or not there, or the file cannot be written.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let hub = store.hub(&scope).await?;
        let printable = store.print_card(&scope, self.card).await;
        let printable = printable.map_err(|fault| way_on(fault, &self.within, self.card))?;
        let press = Press::new(&store.base().await?, "en")?;
        let facts = Facts::of(&hub, &printable);
        let face = press.face(&facts, &printable.square, &printable.short_code)?;
        let page = press.print(Paper::Cards, vec![face])?;
        match &self.out {
            None => output::write(page.html())?,
            Some(file) => {
                write(file, page.html()).with_context(|| format!("{} cannot be written", file.display()))?;
                say!("{} is written: open it in a browser and print it at 100 %", file.display())?;
            }
        }
        Ok(())
    }
}

/// The file holds a photo and a code, so only its owner may read it.
fn write(file: &Path, page: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(page.as_bytes())
}
