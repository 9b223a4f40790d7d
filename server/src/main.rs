//! `passport`: the operator's command line. Each command is a file in `commands/`.

#![warn(clippy::print_stdout, reason = "it panics when the reader has gone; `say!` does not")]

mod commands;
mod demo;

use std::process::ExitCode;

use commands::{Answer, Cli, ReaderGone, UsageError, whole};

/// Could not be done.
const FAILED: u8 = 1;
/// The command line cannot be understood, as clap also says.
const USAGE: u8 = 2;
/// Done, and the answer is no: a card that is not good, a broken chain, a setting that is wrong.
const NO: u8 = 3;
/// Whoever read the answer has gone, as the shell says it of any program (128 and SIGPIPE). Never a yes to what was not said.
const READER_GONE: u8 = 141;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::read().run().await {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(NO),
        Err(fault) if fault.is::<ReaderGone>() => ExitCode::from(READER_GONE),
        Err(fault) => {
            eprintln!("passport: {}", whole(&fault));
            ExitCode::from(if fault.is::<UsageError>() { USAGE } else { FAILED })
        }
    }
}
