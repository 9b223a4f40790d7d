//! `passport`: the operator's command line. Each command is a file in `commands/`.

mod commands;
mod demo;

use std::process::ExitCode;

use clap::Parser as _;

use commands::{Answer, Cli, UsageError, whole};

/// Could not be done.
const FAILED: u8 = 1;
/// The command line cannot be understood, as clap also says.
const USAGE: u8 = 2;
/// Done, and the answer is no: a card that is not good, a broken chain, a setting that is wrong.
const NO: u8 = 3;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.run().await {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(NO),
        Err(fault) => {
            eprintln!("passport: {}", whole(&fault));
            ExitCode::from(if fault.is::<UsageError>() { USAGE } else { FAILED })
        }
    }
}
