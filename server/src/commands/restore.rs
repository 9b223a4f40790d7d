//! `passport restore`: a backup into a new database, with what happened since taken into account.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use passport_server::backup::lines::{BadBackup, LineReader};
use passport_server::backup::{BackupKey, Opened};
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::config::DataSettings;
use passport_server::journal::{Entry, Journal};
use passport_server::seal::SealingKey;
use passport_server::snapshot::last::LastBundle;
use passport_server::store::{LostSince, Opening, Restored, Restoring, Store};
use serde_json::json;

use super::backup::progress;
use super::output::say;
use super::{Answer, UsageError, data, output};

/// A bundle of a nation is smaller.
const LARGEST_PUBLISHED: usize = 8 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
/// Restore a backup into a new, empty database of either kind
#[derive(Debug, Args)]
#[command(
    after_help = "Put the sealing key of the server that was backed up in its place first. Cards that were withdrawn since the backup \
                        stay withdrawn by what was published last, people who were erased stay erased by the journal."
)]
pub struct Restore {
    /// The backup
    file: PathBuf,
    /// The file with the private half of the backup key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The last offline bundle, or status lists, as files or https addresses where they are still served; may be given several times
    /// [default: last-bundle.jwt beside the journal]
    #[arg(long, value_name = "FILE-OR-URL")]
    published: Vec<String>,
    /// Say that cards that were withdrawn since the backup may be good again
    #[arg(long, conflicts_with = "published")]
    without_published: bool,
    /// The journals of all servers [default: that of --data]; may be given several times
    #[arg(long = "from-journal", value_name = "FILE")]
    from_journal: Vec<PathBuf>,
    /// Say that people who were erased since the backup may be back, and keys that were retired
    #[arg(long, conflicts_with = "from_journal")]
    without_journal: bool,
    /// Restore into a database in the system's folder for temporary files, which is thrown away
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Restore {
    /// Restores.
    ///
    /// # Errors
    /// With what is wrong and what to do; then nothing was written.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let config = self.data.check()?;
        let mut given = self.published.clone();
        let last = LastBundle::beside(&config.journal);
        if given.is_empty() && !self.without_published && last.file().exists() {
            given.push(last.file().display().to_string());
        }
        if given.is_empty() && !self.without_published && !self.dry_run {
            let what = "--published is needed: the last offline bundle that anybody fetched; or say --without-published";
            return Err(UsageError(what.to_owned()).into());
        }
        let text = std::fs::read_to_string(&self.key)
            .with_context(|| format!("{} cannot be read", self.key.display()))?;
        let key = BackupKey::parse(&text).with_context(|| self.key.display().to_string())?;
        let sealing = data::sealing_key(&config)?;
        let journal = self.journal(&config.journal)?;
        let mut published = Vec::new();
        for name in &given {
            published.push((name.clone(), fetch(name).await.with_context(|| name.clone())?));
        }
        let open = || open(&self.file, &key, &sealing);
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
        let thrown_away = tempfile::tempdir()?;
        let url = if self.dry_run {
            Store::insist_on_empty(config.database.reveal()).await?;
            format!("sqlite:{}", thrown_away.path().join("rehearsal.db").display())
        } else {
            data::create_folder(&config.data_folder)?;
            config.database.reveal().to_owned()
        };
        let opening = Opening { url: &url, sealing: sealing.clone(), clock, chance };
        let lost_is_accepted = self.without_published || given.is_empty();
        let lost = if lost_is_accepted { LostSince::Accepted } else { LostSince::Refused };
        let restoring = Restoring { opening, open, published: &published, journal: &journal, lost };
        let restored = Store::restore(restoring, |rows| progress(&format!("\r{rows} rows"))).await;
        progress("\r\x1b[K");
        let restored = restored.with_context(|| self.file.display().to_string())?;
        match (self.json, self.dry_run) {
            (true, _) => as_json(&restored)?,
            (false, true) => {
                say!("{} is whole, and can be restored. Nothing was kept of this:", self.file.display())?;
                tell(&restored)?;
            }
            (false, false) => {
                tell(&restored)?;
                say!(
                    "next: `passport doctor`; if the pause was longer than a day, `passport clock confirm`; then `passport serve`"
                )?;
            }
        }
        Ok(Answer::Yes)
    }

    /// What must not be undone.
    fn journal(&self, usual: &Path) -> anyhow::Result<Vec<Entry>> {
        let files = match (&self.from_journal[..], self.without_journal) {
            (_, true) => return Ok(Vec::new()),
            ([], false) if usual.exists() => vec![usual.to_owned()],
            ([], false) => {
                let what = format!(
                    "there is no journal at {}: name it with --from-journal, or say --without-journal",
                    usual.display()
                );
                return Err(UsageError(what).into());
            }
            (files, false) => files.to_vec(),
        };
        let mut entries = Vec::new();
        for file in files {
            entries.extend(Journal::at(file).read()?);
        }
        entries.sort_by_key(|entry| entry.at);
        Ok(entries)
    }
}

fn open(file: &Path, key: &BackupKey, sealing: &SealingKey) -> Result<LineReader<Opened<File>>, BadBackup> {
    LineReader::begin(Opened::open(File::open(file)?, key)?, sealing)
}

/// A file, or what an address answers.
async fn fetch(name: &str) -> anyhow::Result<String> {
    if !name.starts_with("https://") && !name.starts_with("http://") {
        return Ok(std::fs::read_to_string(name)?);
    }
    let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
    let mut answer = client.get(name).send().await?.error_for_status()?;
    let mut body = Vec::new();
    while let Some(some) = answer.chunk().await? {
        body.extend_from_slice(&some);
        anyhow::ensure!(body.len() <= LARGEST_PUBLISHED, "is larger than any bundle");
    }
    Ok(String::from_utf8(body)?)
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> impl std::fmt::Display {
    at.format("%Y-%m-%d %H:%M:%S UTC")
}

fn as_json(restored: &Restored) -> anyhow::Result<()> {
    output::json(&json!({"made_at": restored.made_at, "rows": restored.rows, "withdrawn": restored.withdrawn,
        "lists_since": restored.lists, "erased": restored.erased, "access_ended": restored.access_ended,
        "taken_back": restored.taken_back,
        "keys": restored.keys, "unknown_hubs": restored.unknown_hubs, "missing_lists": restored.missing_lists}))
}

fn tell(restored: &Restored) -> anyhow::Result<()> {
    let Restored {
        made_at,
        rows,
        withdrawn,
        lists,
        erased,
        access_ended,
        taken_back,
        keys,
        unknown_hubs,
        missing_lists,
    } = restored;
    say!("{rows} rows are back, as of {}", moment(*made_at))?;
    say!(
        "since then, and taken into account: {withdrawn} places withdrawn, {lists} lists opened, {erased} records erased, {access_ended} people's access ended, {taken_back} agreements, photos and reviews taken back, {keys} keys"
    )?;
    for hub in unknown_hubs {
        say!("LOST: hub {hub} was added after the backup, and nothing of it is here")?;
    }
    for list in missing_lists {
        say!(
            "UNKNOWN: {list} was not given: cards of it that were withdrawn since the backup read good again"
        )?;
    }
    say!("everybody signs in anew; open invitations have to be made again")?;
    say!(
        "cards that were issued after the backup stay good until their end, and nobody can look them up: ask your hubs who came"
    )?;
    say!(
        "heads of the record that were kept between the backup and now do not fit any more: keep new ones (`passport audit heads`)"
    )?;
    Ok(())
}
