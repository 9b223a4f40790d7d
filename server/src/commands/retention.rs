//! `passport retention`: what is over goes. The server does it hourly by itself; here it can be looked at first.

use clap::Args;
use passport_server::config::DataSettings;
use serde_json::json;

use super::{Answer, data, output};

/// Delete what is over, as the server does every hour, or count it; docs/security.md says how long what is kept
#[derive(Debug, Args)]
pub struct Retention {
    /// Count, and delete nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Retention {
    /// Counts, and deletes.
    ///
    /// # Errors
    /// With what is wrong; by a clock that leaps nothing is deleted.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let store = data::open(&self.data).await?;
        let counts = store.count_everything_over().await?;
        if !self.dry_run {
            anyhow::ensure!(
                store.may_delete_by_clock().await?,
                "the clock cannot be believed, so nothing is deleted: see `passport doctor`, then `passport clock confirm`"
            );
            store.clear_everything_over().await?;
        }
        if self.json {
            let rows: serde_json::Map<_, _> =
                counts.into_iter().map(|(what, rows)| (what, json!(rows))).collect();
            output::json(&json!({"deleted": !self.dry_run, "rows": rows}))?;
        } else {
            let rows: Vec<[String; 2]> =
                counts.into_iter().map(|(what, rows)| [what, rows.to_string()]).collect();
            output::table(["WHAT", if self.dry_run { "OVER" } else { "DELETED" }], &rows, "nothing")?;
        }
        Ok(Answer::Yes)
    }
}
