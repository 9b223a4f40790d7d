//! `passport retention`: what is over goes. The server does it hourly by itself; here it can be looked at first.

use clap::Args;
use passport_server::config::DataSettings;
use passport_server::store::Store;
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
        let counts = count(&store).await?;
        if !self.dry_run {
            anyhow::ensure!(
                store.may_delete_by_clock().await?,
                "the clock cannot be believed, so nothing is deleted: see `passport doctor`, then `passport clock confirm`"
            );
            delete(&store).await?;
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

/// What is over, by rule; records by hub.
async fn count(store: &Store) -> anyhow::Result<Vec<(String, u64)>> {
    let mut counts: Vec<(String, u64)> =
        store.count_what_is_over().await?.into_iter().map(|(what, rows)| (what.to_owned(), rows)).collect();
    counts.push(("names of staff who left".to_owned(), store.count_who_left().await?));
    let records = store.count_records_to_erase().await?;
    counts.extend(records.into_iter().map(|(hub, rows)| (format!("records of {hub}"), rows)));
    Ok(counts)
}

/// Everything that the server does by itself.
async fn delete(store: &Store) -> anyhow::Result<()> {
    store.clear_what_is_over().await?;
    store.clear_old_sessions().await?;
    store.clear_old_reviews().await?;
    store.clear_old_desk_notes().await?;
    store.clear_old_imports().await?;
    store.forget_who_left().await?;
    store.erase_due_records().await?;
    Ok(())
}
