//! `passport`: the operator's command line. Each command is a file in `commands/`.

#![warn(clippy::print_stdout, reason = "it panics when the reader has gone; `say!` does not")]

mod commands;
mod demo;

use std::panic::PanicHookInfo;
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
    std::panic::set_hook(Box::new(|panic| eprintln!("{}", place_of(panic))));
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

/// What is said of a panic: where it happened. Its message may quote anything, a name too, so it is kept to itself.
fn place_of(panic: &PanicHookInfo<'_>) -> String {
    match panic.location() {
        Some(place) => format!("passport: a fault of ours at {place}"),
        None => "passport: a fault of ours".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{catch_unwind, set_hook, take_hook};
    use std::sync::mpsc;

    #[test]
    fn a_panic_tells_its_place_and_never_what_it_was_about() {
        let (say, said) = mpsc::channel();
        set_hook(Box::new(move |panic| say.send(place_of(panic)).unwrap()));
        let caught = catch_unwind(|| panic!("the name is Zoë B"));
        drop(take_hook());
        assert!(caught.is_err());
        let said = said.recv().unwrap();
        assert!(said.contains("main.rs:") && !said.contains("Zoë"), "{said}");
    }
}
