//! `passport backup`: everything in the database as one sealed file, written while the server goes on.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use passport_server::backup::{BackupKey, BackupRecipient, SealedWriter};
use passport_server::chance::SystemChance;
use passport_server::config::DataSettings;
use passport_server::private_file;
use passport_server::store::Store;
use serde_json::json;
use tempfile::NamedTempFile;

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
    // Read later: what is wrong with it is said without it, since somebody may have taken the private half.
    /// The public half of the backup key, as `passport backup new-key` printed it
    #[arg(long, value_name = "KEY", env = "PASSPORT_BACKUP_TO", hide_env_values = true)]
    to: Option<String>,
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
    let mut file = private_file::make(out)?;
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
        let to: BackupRecipient = to.parse().map_err(|fault| UsageError(format!("--to: {fault}")))?;
        let out = self.out.ok_or_else(|| missing("out"))?;
        anyhow::ensure!(!out.exists(), "{} is there already: give another name", out.display());
        let store = data::open(&self.data).await?;
        // An index that leaves rows out would leave them out of the backup, night after night.
        let whole = Store::examine_indexes(self.data.check()?.database.reveal()).await;
        whole.context("no backup was made")?;
        // Whoever finds a file of the wanted name may take it for whole: it gets that name at the end.
        let file = BufWriter::new(unfinished(&out)?);
        let sealed = SealedWriter::begin(file, &to, &SystemChance).context("the backup cannot be begun")?;
        let (sealed, made) = store.back_up(sealed, |rows| progress(&format!("\r{rows} rows"))).await?;
        progress("\r\x1b[K");
        let written = sealed.finish().and_then(|file| {
            let file = file.into_inner()?;
            file.as_file().sync_all()?;
            Ok(file.persist_noclobber(&out)?)
        });
        written.with_context(|| format!("{} cannot be written", out.display()))?;
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

/// A file of a name of its own beside the wanted one, which only its owner can read, and which goes away unless it is given that.
fn unfinished(out: &Path) -> anyhow::Result<NamedTempFile> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let made = tempfile::Builder::new().prefix(".backup-").suffix(".part").tempfile_in(folder);
    made.with_context(|| format!("no file can be made in {}", folder.display()))
}

/// How far it is, for somebody who watches.
pub fn progress(said: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("{said}");
        std::io::stderr().flush().ok();
    }
}
