//! `passport menu`: the directory of breaks and support, taken in from others and given out.

mod export;
mod import;

use clap::{Args, Subcommand};

use super::Answer;

/// Take a directory of services in, or write ours as files
#[derive(Debug, Args)]
pub struct Menu {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(Box<import::Import>),
    Export(Box<export::Export>),
}

impl Menu {
    /// Takes in or gives out.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Import(import) => import.run().await?,
            Command::Export(export) => export.run().await?,
        }
        Ok(Answer::Yes)
    }
}
