//! `passport carer import`: the young people of a spreadsheet, looked at first, then added step by step.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_server::clock::SystemClock;
use passport_server::spreadsheet::{self, RowFault};
use passport_server::store::{
    HubScope, ImportChoices, ImportCounts, ImportId, NewImport, NewRow, RowChoice, SchoolChoice, Store,
};
use serde_json::json;

use super::super::output::{self, say};
use super::super::typed;
use super::super::within::Within;

/// Add the young people of a CSV or XLSX file
#[derive(Debug, Args)]
pub struct Import {
    /// The file; its first row says which column is which
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    within: Within,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// What to do with people who may be on the books already: leave, add, or fill (in what is empty on their record)
    #[arg(long, value_name = "CHOICE", default_value = "leave", value_parser = typed::row_choice)]
    alike: RowChoice,
    /// Add schools that are not on the books; without it their pupils are added without a school
    #[arg(long)]
    add_schools: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Reads the file, says what is wrong with it, and adds the people of the other rows.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<()> {
        let name = || self.file.display().to_string();
        let file = std::fs::read(&self.file).with_context(|| format!("{} cannot be read", name()))?;
        let sheet = spreadsheet::read(&file).with_context(name)?;
        let (store, scope) = self.within.open().await?;
        let import_id = store.draw_import_id()?;
        let today = today(SystemClock.now());
        let rows = sheet.rows.into_iter().map(|row| NewRow {
            number: row.number,
            person: row.written.person(today).ok(),
            written: row.written,
        });
        let file_name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (ignored, letters_guessed) = (sheet.ignored, sheet.letters_guessed);
        let new = NewImport { import_id, file_name, rows: rows.collect(), ignored, letters_guessed };
        for row in new.rows.iter().filter(|row| row.person.is_none()) {
            for RowFault { column, fault } in row.written.person(today).err().unwrap_or_default() {
                eprintln!("row {}: {}: {}", row.number, column.code(), fault.code());
            }
        }
        store.read_in(&scope, &new).await?;
        let counts = if self.dry_run {
            let counts = would_be(&store, &scope, import_id, self.alike).await?;
            store.leave_import(&scope, import_id).await?;
            counts
        } else {
            self.add(&store, &scope, import_id).await?
        };
        self.answer(&counts)
    }

    async fn add(&self, store: &Store, scope: &HubScope, import: ImportId) -> anyhow::Result<ImportCounts> {
        let unknown = store.review_import(scope, import).await?.schools;
        let choice = if self.add_schools { SchoolChoice::Add } else { SchoolChoice::Leave };
        let schools: Vec<_> = unknown.into_iter().map(|school| (school, choice)).collect();
        store.settle_schools(scope, import, &schools).await?;
        store.start_import(scope, import, &ImportChoices { all: self.alike, rows: Vec::new() }).await?;
        while !store.go_on_with_import(scope, import).await? {
            let counts = store.import(scope, import).await?.counts;
            if std::io::stderr().is_terminal() {
                eprint!("\r{} of {} rows", counts.done(), counts.total);
                std::io::stderr().flush().ok();
            }
        }
        if std::io::stderr().is_terminal() {
            eprintln!();
        }
        Ok(store.import(scope, import).await?.counts)
    }

    fn answer(&self, counts: &ImportCounts) -> anyhow::Result<()> {
        let ImportCounts { total, added, filled, left_out, faulty, .. } = *counts;
        if self.json {
            return output::json(
                &json!({"hub": self.within.hub(), "dry_run": self.dry_run, "rows": total, "added": added,
                "filled": filled, "left_out": left_out, "faulty": faulty}),
            );
        }
        let would = if self.dry_run { "would be added" } else { "added" };
        say!(
            "{added} {would}, {filled} filled in, {left_out} left out, {faulty} with something wrong, of {total} rows"
        )
    }
}

/// What a run would come to.
async fn would_be(
    store: &Store,
    scope: &HubScope,
    import: ImportId,
    alike: RowChoice,
) -> anyhow::Result<ImportCounts> {
    let review = store.review_import(scope, import).await?;
    let mut counts = review.import.counts;
    counts.added = review.plain;
    match alike {
        RowChoice::Add => counts.added += review.alike_count,
        RowChoice::Fill => counts.filled = review.alike_count,
        RowChoice::Leave => counts.left_out = review.alike_count,
    }
    Ok(counts)
}
