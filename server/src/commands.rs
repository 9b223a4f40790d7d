//! The commands, and what they share: how they answer, and how they fail.

mod audit;
mod backup;
mod base;
mod card;
mod carer;
mod clock;
mod config;
mod data;
mod demo;
mod doctor;
#[cfg(test)]
mod documented;
mod erase;
mod export;
mod hub;
mod in_use;
mod keys;
mod menu;
mod migrate;
mod organisation;
mod output;
mod postcodes;
mod restore;
mod retention;
mod serve;
mod staff;
mod typed;
mod unpack;
mod verify;
mod within;

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use passport_server::config::holds_password;

pub use card::read_arrangement;
pub use output::{ReaderGone, whole};

/// Young Carer Passport: issue cards, carry them, check them.
#[derive(Debug, Parser)]
#[command(
    name = "passport",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done, and the answer is yes; 1 could not be done; 2 the command line was not \
                  understood; 3 done, and the answer is no (a card that is not good, a broken record, a wrong setting)."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Migrate(migrate::Migrate),
    Base(base::BaseAddress),
    Hub(hub::Hub),
    Organisation(organisation::Organisation),
    Carer(carer::Carer),
    Card(card::Card),
    Staff(staff::Staff),
    Menu(menu::Menu),
    Postcodes(postcodes::Postcodes),
    Keys(keys::Keys),
    Export(export::Export),
    Erase(erase::Erase),
    Retention(retention::Retention),
    Backup(backup::Backup),
    Restore(Box<restore::Restore>),
    Audit(audit::Audit),
    Config(config::Config),
    Clock(clock::ClockCheck),
    Doctor(doctor::Doctor),
    Unpack(unpack::Unpack),
    Verify(verify::Verify),
}

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done.
    Yes,
    /// Done, and what was asked for does not hold.
    No,
}

/// A command line that clap could read and that makes no sense all the same.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

impl Cli {
    /// Reads the command line, or says what is wrong with it and ends the program.
    pub fn read() -> Self {
        let matches = Self::command().get_matches();
        if shows_password(&matches) {
            // Nobody may be listening there; that is no reason to stop.
            writeln!(std::io::stderr(), "passport: warning: {SHOWN_PASSWORD}").ok();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|fault| fault.exit())
    }

    /// Carries out the command.
    ///
    /// # Errors
    /// With what went wrong and what to do about it.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Migrate(migrate) => migrate.run().await,
            Command::Base(base) => base.run().await,
            Command::Demo(demo) => demo.run().await,
            Command::Hub(hub) => hub.run().await,
            Command::Organisation(organisation) => organisation.run().await,
            Command::Carer(carer) => carer.run().await,
            Command::Card(card) => card.run().await,
            Command::Staff(staff) => staff.run().await,
            Command::Menu(menu) => menu.run().await,
            Command::Postcodes(postcodes) => postcodes.run().await,
            Command::Keys(keys) => keys.run().await,
            Command::Export(export) => export.run().await,
            Command::Erase(erase) => erase.run().await,
            Command::Retention(retention) => retention.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Clock(clock) => clock.run().await,
            Command::Doctor(doctor) => doctor.run().await,
            Command::Audit(audit) => audit.run().await,
            Command::Config(config) => config.run().await,
            Command::Unpack(unpack) => unpack.run(),
            Command::Verify(verify) => verify.run(),
        }
    }
}

const SHOWN_PASSWORD: &str = "everybody on this machine can read the password that stands in --database; \
    in PASSPORT_DATABASE, or in the file that --config names, it is kept private";

/// Whether a password was given as an argument, which lists of running programs show to all.
fn shows_password(matches: &ArgMatches) -> bool {
    if let Some((_, below)) = matches.subcommand() {
        return shows_password(below);
    }
    let typed = matches.try_get_one::<String>("database").ok().flatten();
    typed.is_some_and(|url| {
        matches.value_source("database") == Some(ValueSource::CommandLine) && holds_password(url)
    })
}

/// A card's text as an argument, or `-` for standard input, so that it need not stand in a shell's history.
fn text_or_input(argument: &str) -> anyhow::Result<String> {
    if argument != "-" {
        return Ok(argument.trim().to_owned());
    }
    let mut text = String::new();
    // A card is far shorter; whoever pipes a film in gets an answer all the same.
    std::io::stdin()
        .take(64 * 1024)
        .read_to_string(&mut text)
        .context("standard input could not be read as text")?;
    Ok(text.trim().to_owned())
}
