//! `passport menu import`: another's directory of services, read into a list that the hub's staff look at.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Args;
use ipnet::IpNet;
use passport_server::feeds::{Allowed, Fetcher, Pages, Patience, Taken, origin};
use passport_server::store::{HubScope, KnownServices, MenuImportId, StagedCounts, StagedRow, Store};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::super::output::{self, say};
use super::super::within::Within;

/// The largest file that is read.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// Pages are counted from here, unless a directory shows that it counts from 0.
const FIRST_PAGE: u64 = 1;
/// So wide is the bar.
const BAR: usize = 30;
/// So many faults are said.
const MOST_SAID: usize = 50;

/// Take a directory in that others publish (Open Referral UK 3.0 or 1.0); hub staff then approve what goes on the menu
#[derive(Debug, Args)]
pub struct Import {
    /// The directory's address, such as https://…/services, or a file of it: JSON, or a service a line
    #[arg(value_name = "URL-or-FILE")]
    from: String,
    #[command(flatten)]
    within: Within,
    /// Only say what would be new, changed and wrong
    #[arg(long)]
    dry_run: bool,
    /// A network to fetch from although it is private, such as 10.1.0.0/16; may be given again
    #[arg(long, value_name = "NETWORK")]
    allow_private: Vec<IpNet>,
    /// The longest that one page may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// The longest that all pages together may take; the same command goes on where it stopped
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=1440))]
    minutes: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Where the directory is.
struct Source {
    /// The address or the file's name, by which it is known the next time.
    name: String,
    /// Of a file, what it holds.
    mark: String,
    found: Found,
}

enum Found {
    Address(reqwest::Url),
    File(Vec<u8>),
}

/// What a reading came to.
struct Outcome {
    import: Option<MenuImportId>,
    counts: StagedCounts,
    resumed: bool,
    services_a_second: u64,
}

impl Import {
    /// Reads the directory; nothing of it goes on the menu.
    ///
    /// # Errors
    /// With what is wrong; what was read so far is kept, and the same command goes on there.
    pub async fn run(self) -> anyhow::Result<()> {
        let source = self.source()?;
        let (store, scope) = self.within.open().await?;
        let began = Instant::now();
        let mut outcome = if self.dry_run {
            self.look(&store, &scope, source).await?
        } else {
            self.read(&store, &scope, source).await?
        };
        let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let count = u64::try_from(outcome.counts.total()).unwrap_or(0);
        outcome.services_a_second = count.saturating_mul(1000) / took;
        self.answer(&outcome)
    }

    fn source(&self) -> anyhow::Result<Source> {
        if self.from.contains("://") {
            let url = reqwest::Url::parse(&self.from).context("the address cannot be read as one")?;
            let name = url.as_str().chars().take(500).collect();
            return Ok(Source { name, mark: String::new(), found: Found::Address(url) });
        }
        let path = Path::new(&self.from);
        let length = std::fs::metadata(path).with_context(|| format!("{} cannot be read", self.from))?.len();
        anyhow::ensure!(length <= LARGEST_FILE, "{} has more than 64 MB", self.from);
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", self.from))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().chars().take(200).collect();
        let mark = URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes));
        Ok(Source { name, mark, found: Found::File(bytes) })
    }

    fn pages(&self, found: Found, first: u64) -> anyhow::Result<Pages> {
        match found {
            Found::File(bytes) => Pages::of_file(&bytes, first).with_context(|| self.from.clone()),
            Found::Address(url) => {
                let allowed = Allowed(self.allow_private.clone());
                let patience =
                    Patience::of(Duration::from_secs(self.seconds), Duration::from_secs(self.minutes * 60));
                let fetcher = Fetcher::new(allowed, patience).with_context(|| self.from.clone())?;
                Ok(Pages::at(url, fetcher, first))
            }
        }
    }

    /// Reads and compares, and writes nothing down.
    async fn look(&self, store: &Store, scope: &HubScope, source: Source) -> anyhow::Result<Outcome> {
        let mut known = store.known_services(scope, &source.name).await?;
        let (mut counts, mut said) = (StagedCounts::default(), Said::default());
        let mut pages = self.pages(source.found, FIRST_PAGE)?;
        loop {
            let before = counts.total();
            let page = pages.next_page(&mut |done, total| bar(before, done, total)).await;
            clear_bar_if(&page);
            let Some(page) = page.with_context(|| self.from.clone())? else { break };
            let first = before + 1;
            for row in judged(page.taken(origin(scope.slug(), &source.name)), &mut known, first, &mut said) {
                counts.add(row.judged.kind, 1);
            }
            bar(counts.total(), 0, page.total);
        }
        clear_bar();
        Ok(Outcome { import: None, counts, resumed: false, services_a_second: 0 })
    }

    async fn read(&self, store: &Store, scope: &HubScope, source: Source) -> anyhow::Result<Outcome> {
        let mut known = store.known_services(scope, &source.name).await?;
        let reading = store.begin_reading(scope, &source.name, &source.mark, FIRST_PAGE).await?;
        let (import, resumed) = (reading.import_id, reading.next_page != FIRST_PAGE);
        let mut pages = self.pages(source.found, reading.next_page)?;
        pages.remember(reading.ids.iter().cloned());
        known.meet(reading.ids);
        let (mut rows_so_far, mut said) = (reading.rows, Said::default());
        loop {
            let page = pages.next_page(&mut |done, total| bar(rows_so_far, done, total)).await;
            clear_bar_if(&page);
            let Some(page) = page.with_context(|| self.interrupted(rows_so_far))? else { break };
            let taken = page.taken(origin(scope.slug(), &source.name));
            let rows = judged(taken, &mut known, rows_so_far + 1, &mut said);
            let place = (page.number, page.total, page.is_last);
            store.stage_page(scope, import, place, &rows).await?;
            rows_so_far += i64::try_from(rows.len()).unwrap_or(0);
            bar(rows_so_far, 0, page.total);
        }
        clear_bar();
        let counts = store.menu_import(scope, import).await?.counts;
        Ok(Outcome { import: Some(import), counts, resumed, services_a_second: 0 })
    }

    fn interrupted(&self, rows: i64) -> String {
        if rows == 0 {
            return self.from.clone();
        }
        format!("{} ({rows} services were read and are kept: the same command goes on there)", self.from)
    }

    fn answer(&self, outcome: &Outcome) -> anyhow::Result<()> {
        let StagedCounts { new, changed, unchanged, gone, faulty, .. } = outcome.counts;
        if self.json {
            return output::json(
                &json!({"hub": self.within.hub(), "import_id": outcome.import, "dry_run": self.dry_run,
                "resumed": outcome.resumed, "services": outcome.counts.total(), "new": new, "changed": changed,
                "unchanged": unchanged, "gone": gone, "faulty": faulty,
                "services_a_second": outcome.services_a_second}),
            );
        }
        let would = if self.dry_run { "would be " } else { "" };
        say!(
            "{new} {would}new, {changed} changed, {unchanged} unchanged, {gone} gone, {faulty} with something wrong, of {} services \
             ({} a second)",
            outcome.counts.total(),
            outcome.services_a_second
        )?;
        if !self.dry_run && new + changed + gone > 0 {
            say!("Nothing is on the menu yet: hub staff look at them at /hub/menu/imports")?;
        }
        Ok(())
    }
}

/// The faults said so far.
#[derive(Default)]
struct Said {
    count: usize,
}

impl Said {
    fn tell(&mut self, number: i64, taken: &Taken, is_twice: bool) {
        let faults =
            taken.faults.iter().map(|fault| format!("{}: {}", fault.field.code(), fault.code.code()));
        for fault in faults.chain(is_twice.then(|| "whole: twice".to_owned())) {
            self.count += 1;
            if self.count <= MOST_SAID {
                clear_bar();
                eprintln!("service {number}: {fault}");
            } else if self.count == MOST_SAID + 1 {
                eprintln!("there are more; the console shows all of them");
            }
        }
    }
}

fn judged(taken: Vec<Taken>, known: &mut KnownServices, first: i64, said: &mut Said) -> Vec<StagedRow> {
    let rows = (first..).zip(taken).map(|(number, taken)| {
        let judged = known.judge(&taken);
        said.tell(number, &taken, judged.is_twice);
        StagedRow { taken, judged }
    });
    rows.collect()
}

/// How far it is, for somebody who waits at a terminal: pages that are done, and so many services of the next.
fn bar(before: i64, of_page: usize, total: Option<u64>) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let done = before.saturating_add(i64::try_from(of_page).unwrap_or(0));
    match total.and_then(|total| i64::try_from(total).ok()).filter(|total| *total > 0) {
        Some(total) => {
            let filled =
                usize::try_from(done.min(total)).unwrap_or(0) * BAR / usize::try_from(total).unwrap_or(1);
            eprint!("\r[{}{}] {done} of {total}", "#".repeat(filled), " ".repeat(BAR - filled));
        }
        None => eprint!("\r{done} services"),
    }
    std::io::stderr().flush().ok();
}

fn clear_bar() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}

fn clear_bar_if<T, E>(page: &Result<T, E>) {
    if page.is_err() {
        clear_bar();
    }
}
