//! `passport card`: cards are issued, printed, renewed, replaced and withdrawn.

mod arrange;
mod change;
mod issue;
mod print;
mod refused;
mod show;

use clap::{Args, Subcommand};

use super::Answer;

pub use arrange::read as read_arrangement;
pub use show::{as_json, print_table};

/// Issue, print, list, renew, replace or withdraw cards
#[derive(Debug, Args)]
pub struct Card {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Issue(issue::Issue),
    Print(print::Print),
    Show(show::Show),
    List(show::List),
    Withdraw(change::Withdraw),
    Replace(change::Replace),
    Renew(change::Renew),
}

impl Card {
    /// Does what was asked.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Issue(issue) => issue.run().await?,
            Command::Print(print) => print.run().await?,
            Command::Show(show) => show.run().await?,
            Command::List(list) => list.run().await?,
            Command::Withdraw(withdraw) => withdraw.run().await?,
            Command::Replace(replace) => replace.run().await?,
            Command::Renew(renew) => renew.run().await?,
        }
        Ok(Answer::Yes)
    }
}
