//! `passport audit`: the tamper-evident record of who did what.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use passport_server::config::DataSettings;
use passport_server::store::Head;
use serde_json::json;

use super::output::say;
use super::{Answer, data, output};

/// Check the record of who did what
#[derive(Debug, Args)]
pub struct Audit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Recompute every entry, and say where something was changed, removed, moved or put in
    Verify {
        #[command(flatten)]
        data: DataSettings,
        /// Heads that `passport audit heads` printed earlier and that were kept elsewhere
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print the ends of all chains as JSON; kept elsewhere, they show later that nothing was cut off
    Heads {
        #[command(flatten)]
        data: DataSettings,
    },
}

impl Audit {
    /// Verifies or prints heads.
    ///
    /// # Errors
    /// With what is wrong and what to do; a record that does not add up is an answer, not an error.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Verify { data, heads, json } => verify(&data, heads, json).await,
            Command::Heads { data } => {
                output::json(&data::open(&data).await?.audit_heads().await?)?;
                Ok(Answer::Yes)
            }
        }
    }
}

async fn verify(settings: &DataSettings, heads: Option<PathBuf>, json: bool) -> anyhow::Result<Answer> {
    let kept: Vec<Head> = match &heads {
        None => Vec::new(),
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            let what = || format!("{} is not what `passport audit heads` printed", file.display());
            let kept: Vec<Head> = serde_json::from_str(&text).with_context(what)?;
            anyhow::ensure!(!kept.is_empty(), "{} holds no heads, so it shows nothing", file.display());
            kept
        }
    };
    let report = data::open(settings).await?.verify_audit(&kept).await?;
    if json {
        let breaks: Vec<_> = report
            .breaks
            .iter()
            .map(|found| {
                json!({"hub": found.hub, "chain": found.chain, "seq": found.seq, "last": found.last, "fault": found.fault.to_string()})
            })
            .collect();
        let answer = json!({"sound": report.is_sound(), "entries": report.entries, "erased": report.erased, "breaks": breaks});
        output::json(&answer)?;
    } else {
        for found in &report.breaks {
            say!("BROKEN: {found}")?;
        }
        let others = if report.is_sound() { "" } else { "other " };
        say!("{} {others}entries add up ({} with erased details)", report.entries, report.erased)?;
    }
    Ok(if report.is_sound() { Answer::Yes } else { Answer::No })
}
