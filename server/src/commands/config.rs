//! `passport config`: are the settings right?

use clap::{Args, Subcommand};
use passport_server::config::{Config as Checked, ServeSettings};
use passport_server::store::StoreError;

use super::output::say;
use super::{Answer, data, output};

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
    ///
    /// # Errors
    /// Only when the answer cannot be printed; whatever is wrong is an answer.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let Command::Check(settings) = self.command;
        let looked = match settings.data.check() {
            Ok(data) => data::stored_base(&data).await,
            // That is said below, with the rest.
            Err(_) => Ok(None),
        };
        let stored = looked.as_ref().ok().and_then(Option::as_ref);
        match settings.check_beside(stored) {
            Ok(config) => match stored.filter(|stored| **stored != config.base) {
                Some(stored) => say!("--base or PASSPORT_BASE: {}", StoreError::OtherBase(stored.clone()))?,
                None => return tell(&config),
            },
            Err(bad) => {
                say!("{bad}")?;
                if let Err(fault) = looked {
                    say!("{}", output::whole(&fault))?;
                }
            }
        }
        Ok(Answer::No)
    }
}

fn tell(config: &Checked) -> anyhow::Result<Answer> {
    say!("base      {}", config.base)?;
    say!("listen    {}", config.listen)?;
    say!("database  {}", config.data.database)?;
    match &config.security_contact {
        Some(contact) => say!("security  {contact}")?,
        None => say!("security  nobody to tell of a weakness: set security_contact")?,
    }
    say!("settings are right")?;
    Ok(Answer::Yes)
}
