//! `passport migrate`: makes the tables, or brings them up to date.

use clap::Args;
use passport_server::config::DataSettings;
use serde_json::json;

use super::output::say;
use super::{Answer, data, output};

/// Make the database's tables, or bring them up to date
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Migrate {
    /// Migrates, and opens the database once, so that a first start makes the server's keys.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let config = self.data.check()?;
        let applied = data::migrate(&config).await?;
        data::open_or_create(&config).await?.close().await;
        match applied {
            steps if self.json => {
                output::json(&json!({"database": config.database.to_string(), "steps": steps}))?;
            }
            0 => say!("{} is up to date", config.database)?,
            steps => say!("{}: {steps} step(s) applied", config.database)?,
        }
        Ok(Answer::Yes)
    }
}
