//! `passport backup`: everything in the database as one sealed file, written while the server goes on.

use std::fs::File;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use passport_server::backup::{BackupKey, BackupRecipient, SealedWriter};
use passport_server::chance::SystemChance;
use passport_server::config::DataSettings;
use passport_server::private_file::private;
use serde_json::json;

use super::output::say;
use super::{Answer, UsageError, data, output};

/// Back up the database into one sealed file, or make the key that backups are sealed to
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Cards, records, photos and sealed keys are in it; the sealing key is not: keep that apart (`passport keys escrow`). \
                  docs/operations.md says how to restore."
)]
pub struct Backup {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    make: Make,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the key that backups are sealed to; its private half is needed to restore alone, and is kept apart from the server
    NewKey {
        /// The file for the private half; there must be none of that name yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
struct Make {
    /// The public half of the backup key, as `passport backup new-key` printed it
    #[arg(long, value_name = "KEY", env = "PASSPORT_BACKUP_TO")]
    to: Option<BackupRecipient>,
    /// The file to write; there must be none of that name yet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Backup {
    /// Backs up, or makes a key.
    ///
    /// # Errors
    /// With what is wrong and what to do; no file is left then.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Some(Command::NewKey { out }) => new_key(&out)?,
            None => self.make.run().await?,
        }
        Ok(Answer::Yes)
    }
}

fn new_key(out: &Path) -> anyhow::Result<()> {
    let (key, recipient) = BackupKey::draw(&SystemChance)?;
    let mut file = new_file(out)?;
    let written = writeln!(file, "{}", key.to_text()).and_then(|()| file.sync_all());
    written.with_context(|| format!("{} cannot be written", out.display()))?;
    eprintln!(
        "{} holds the private half: move it off this machine, and keep it where the copy of the sealing key is not.",
        out.display()
    );
    say!("{recipient}")
}

impl Make {
    async fn run(self) -> anyhow::Result<()> {
        let missing = |what: &str| UsageError(format!("--{what} is needed: see `passport backup --help`"));
        let to = self.to.ok_or_else(|| missing("to"))?;
        let out = self.out.ok_or_else(|| missing("out"))?;
        let store = data::open(&self.data).await?;
        // Whoever finds a file of the wanted name may take it for whole.
        let part = out.with_extension("part");
        anyhow::ensure!(!out.exists(), "{} is there already: give another name", out.display());
        let unfinished = Unfinished(&part);
        let file = BufWriter::new(new_file(&part)?);
        let sealed = SealedWriter::begin(file, &to, &SystemChance).context("the backup cannot be begun")?;
        let (sealed, made) = store.back_up(sealed, |rows| progress(&format!("\r{rows} rows"))).await?;
        progress("\r\x1b[K");
        let written = sealed.finish().and_then(|file| file.into_inner()?.sync_all());
        written
            .and_then(|()| std::fs::rename(&part, &out))
            .with_context(|| format!("{} cannot be written", out.display()))?;
        drop(unfinished);
        let bytes = std::fs::metadata(&out).map_or(0, |about| about.len());
        if let Err(fault) = store.note_backup(made).await {
            eprintln!("the backup is whole, but the database does not note it: {fault}");
        }
        if self.json {
            return output::json(
                &json!({"file": out, "made_at": made.made_at, "rows": made.rows, "bytes": bytes}),
            );
        }
        say!(
            "{}: {} rows as of {}, {bytes} bytes",
            out.display(),
            made.rows,
            made.made_at.format("%Y-%m-%d %H:%M:%S UTC")
        )
    }
}

/// A file that goes away unless it was renamed.
struct Unfinished<'a>(&'a Path);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        std::fs::remove_file(self.0).ok();
    }
}

/// A new file that only its owner can read.
fn new_file(path: &Path) -> anyhow::Result<File> {
    let made = private().write(true).create_new(true).open(path);
    made.with_context(|| format!("{} cannot be made: is it there already?", path.display()))
}

/// How far it is, for somebody who watches.
pub fn progress(said: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("{said}");
        std::io::stderr().flush().ok();
    }
}
