//! `passport postcodes`: where postcodes are, so that distances are worked out here and nowhere else.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use passport_server::code_point::{LARGEST_FILE, Row, RowFault, Rows};
use passport_server::config::DataSettings;
use passport_server::store::{POSTCODES_AT_ONCE, Store};
use serde_json::json;

use super::output::say;
use super::{Answer, data, output};

/// So many faults of a file are said in full.
const MOST_SAID: u64 = 20;

/// Load where postcodes are
#[derive(Debug, Args)]
pub struct Postcodes {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(Import),
}

/// Load files of Ordnance Survey's Code-Point Open; what is there already is replaced
#[derive(Debug, Args)]
struct Import {
    /// Files as in Data/CSV of the download, without a heading: postcode, quality, easting, northing
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What became of the rows.
#[derive(Default)]
struct Counts {
    rows: u64,
    loaded: u64,
    nowhere: u64,
    faulty: u64,
}

impl Postcodes {
    /// Loads.
    ///
    /// # Errors
    /// With what is wrong with a file; what was loaded before it stays, and the same command loads the rest.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let Command::Import(import) = self.command;
        import.run().await?;
        Ok(Answer::Yes)
    }
}

impl Import {
    async fn run(self) -> anyhow::Result<()> {
        // All are opened first: a name that is wrong loads nothing.
        let files = self.files.iter().map(|path| open(path).map(|file| (path.display().to_string(), file)));
        let files = files.collect::<anyhow::Result<Vec<_>>>()?;
        let store = data::open(&self.data).await?;
        let (began, mut counts) = (Instant::now(), Counts::default());
        for (name, file) in files {
            let loaded = counts.load(&store, &name, file).await;
            if loaded.is_err() {
                store.settle_outward_codes().await?;
            }
            loaded.with_context(|| name.clone())?;
        }
        let (postcodes, outward_codes) = store.settle_outward_codes().await?;
        let a_second = rate(counts.rows, began);
        let Counts { rows, loaded, nowhere, faulty } = counts;
        if self.json {
            return output::json(
                &json!({"rows": rows, "loaded": loaded, "without_position": nowhere, "faulty": faulty,
                "postcodes": postcodes, "outward_codes": outward_codes, "rows_a_second": a_second}),
            );
        }
        say!(
            "{loaded} loaded, {nowhere} without a position, {faulty} with something wrong, of {rows} rows ({a_second} a second)"
        )?;
        say!("{postcodes} postcodes and {outward_codes} outward codes are known now")
    }
}

impl Counts {
    async fn load(&mut self, store: &Store, name: &str, file: File) -> anyhow::Result<()> {
        let (mut rows, mut found, mut faults) = (Rows::of(file), BTreeMap::new(), 0);
        while let Some((number, row)) = rows.next_row()? {
            self.rows += 1;
            match row {
                Ok(Row::At(postcode, position)) => {
                    self.loaded += 1;
                    found.insert(postcode, position);
                }
                Ok(Row::Nowhere) => self.nowhere += 1,
                Err(fault) => {
                    faults += 1;
                    tell(name, number, fault, faults);
                }
            }
            if found.len() >= POSTCODES_AT_ONCE {
                store.put_postcodes(&std::mem::take(&mut found)).await?;
                progress(&format!("\r{name}: {number} rows"));
            }
        }
        store.put_postcodes(&found).await?;
        self.faulty += faults;
        if faults > MOST_SAID {
            eprintln!("{name}: {} more rows have something wrong", faults - MOST_SAID);
        }
        progress("\r\x1b[K");
        Ok(())
    }
}

fn open(path: &Path) -> anyhow::Result<File> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let length = file.metadata().map_or(0, |about| about.len());
    anyhow::ensure!(length <= LARGEST_FILE, "{} has more than 512 MB", path.display());
    Ok(file)
}

fn tell(name: &str, number: u64, fault: RowFault, faults: u64) {
    if faults <= MOST_SAID {
        eprintln!("{name}: row {number}: {fault}");
    }
}

fn progress(said: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("{said}");
        std::io::stderr().flush().ok();
    }
}

fn rate(rows: u64, began: Instant) -> u64 {
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
    rows.saturating_mul(1000) / took
}
