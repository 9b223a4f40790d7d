//! `passport config`: are the settings right?

use std::net::IpAddr;

use clap::{Args, Subcommand};
use passport_server::config::{Config as Checked, ServeSettings};
use passport_server::store::StoreError;
use serde_json::json;

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
    Check {
        #[command(flatten)]
        settings: ServeSettings,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

impl Config {
    /// Checks and tells.
    ///
    /// # Errors
    /// Only when the answer cannot be printed; whatever is wrong is an answer.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let Command::Check { settings, json } = self.command;
        let wrong = match check(&settings).await {
            Ok(config) => {
                if json {
                    as_json(&config)?;
                } else {
                    tell(&config)?;
                }
                return Ok(Answer::Yes);
            }
            Err(wrong) => wrong,
        };
        if json {
            output::json(&json!({"right": false, "wrong": wrong}))?;
        } else {
            wrong.iter().try_for_each(|line| say!("{line}"))?;
        }
        Ok(Answer::No)
    }
}

/// The settings, or a line for each thing that is wrong with them.
async fn check(settings: &ServeSettings) -> Result<Checked, Vec<String>> {
    let looked = match settings.data.check() {
        Ok(data) => data::stored_base(&data).await,
        // That is said below, with the rest.
        Err(_) => Ok(None),
    };
    let stored = looked.as_ref().ok().and_then(Option::as_ref);
    match (settings.check_beside(stored), stored) {
        (Ok(config), Some(stored)) if *stored != config.base => {
            Err(vec![format!("--base or PASSPORT_BASE: {}", StoreError::OtherBase(stored.clone()))])
        }
        (Ok(config), _) => Ok(config),
        (Err(bad), _) => {
            let lines = bad.0.iter().map(|one| format!("{}: {}", one.place, one.what));
            Err(lines.chain(looked.err().map(|fault| output::whole(&fault))).collect())
        }
    }
}

fn as_json(config: &Checked) -> anyhow::Result<()> {
    output::json(&json!({
        "right": true,
        "base": config.base,
        "listen": config.listen,
        "metrics_listen": config.metrics_listen,
        "database": config.data.database.to_string(),
        "security_contact": config.security_contact.as_ref().map(ToString::to_string),
    }))
}

fn tell(config: &Checked) -> anyhow::Result<()> {
    say!("base      {}", config.base)?;
    say!("listen    {}", config.listen)?;
    if let Some(address) = config.metrics_listen {
        let open =
            if is_near(address.ip()) { "" } else { ", which others may reach: let a firewall close it" };
        say!("figures   {address}{open}")?;
    }
    say!("database  {}", config.data.database)?;
    match &config.security_contact {
        Some(contact) => say!("security  {contact}")?,
        None => say!("security  nobody to tell of a weakness: set security_contact")?,
    }
    say!("settings are right")
}

/// Whether only this machine, or one of its own network, reaches that address.
fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}
