//! `passport config`: are the settings right?

use clap::{Args, Subcommand};
use passport_server::config::ServeSettings;

use super::Answer;

/// Check the settings
#[derive(Debug, Args)]
pub struct Config {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check everything that `passport serve` would use, naming file and field of what is wrong
    Check(ServeSettings),
}

impl Config {
    /// Checks and tells.
    pub fn run(self) -> Answer {
        let Command::Check(settings) = self.command;
        match settings.check() {
            Ok(config) => {
                println!("base      {}", config.base);
                println!("listen    {}", config.listen);
                println!("database  {}", config.data.database);
                println!("settings are right");
                Answer::Yes
            }
            Err(bad) => {
                println!("{bad}");
                Answer::No
            }
        }
    }
}
