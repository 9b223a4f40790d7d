//! `passport menu export`: the directory as files, the same records that the server gives.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_server::clock::SystemClock;
use passport_server::config::DataSettings;
use passport_server::menu::Menu;
use passport_server::open_referral::{Depth, Feed, PROFILE, VERSION};
use passport_words::Speaker;
use serde::Serialize;
use serde_json::json;

use super::super::data;
use super::super::output::{self, say};

/// Write the directory as files (Open Referral UK 3.0): services, organisations, places, taxonomies
#[derive(Debug, Args)]
pub struct Export {
    /// A folder that is not there yet; it appears when all files in it are whole
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The language of taxonomies and labels: a folder of words/
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// How many records of each kind were written.
#[derive(Debug, Default, Serialize)]
struct Counts {
    services: usize,
    service_at_locations: usize,
    organizations: usize,
    taxonomies: usize,
    taxonomy_terms: usize,
}

impl Export {
    /// Writes the files beside the folder's name, and gives them the name when all are on the disk.
    ///
    /// # Errors
    /// When the folder is there, or cannot be written; nothing is left of it then.
    pub async fn run(self) -> anyhow::Result<()> {
        let name = self.folder.display();
        anyhow::ensure!(!self.folder.exists(), "{name} is there already: name a new folder");
        let store = data::open(&self.data).await?;
        let speaker = Arc::new(Speaker::new(&self.language)?);
        let menu = Menu::default();
        menu.look_again(&store, &speaker).await?;
        let feed = Feed::of(&menu.held(), &store.base().await?, &speaker, today(SystemClock.now()));
        let above =
            self.folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Beside it, so that the new name is given on one disk, in one step.
        let begun = tempfile::Builder::new().prefix(".menu-export-").tempdir_in(above);
        let begun = begun.with_context(|| format!("{} cannot be written", above.display()))?;
        let counts = write_all(begun.path(), &feed, store.base().await?.as_str())?;
        std::fs::rename(begun.path(), &self.folder).with_context(|| format!("{name} cannot be made"))?;
        // It bears its own name now.
        let _ = begun.keep();
        if self.json {
            return output::json(&counts);
        }
        let Counts { services, service_at_locations, organizations, taxonomies, taxonomy_terms } = counts;
        say!(
            "{name}: {services} services, {organizations} organisations, {service_at_locations} services at places, {taxonomies} \
             taxonomies, {taxonomy_terms} terms"
        )
    }
}

fn write_all(folder: &Path, feed: &Feed, base: &str) -> anyhow::Result<Counts> {
    let services = feed.services().iter().map(|service| feed.service(service, Depth::Whole));
    let at_places = feed.places().iter().map(|at| feed.service_at_location(at, Depth::Whole));
    let ids = feed.organizations().keys();
    let organizations = ids.filter_map(|id| feed.organization_with_services(*id, Depth::Basic));
    let taxonomies = feed.terms().taxonomies();
    let counts = Counts {
        services: lines(folder, "services.ndjson", services)?,
        service_at_locations: lines(folder, "service_at_locations.ndjson", at_places)?,
        organizations: lines(folder, "organizations.ndjson", organizations)?,
        taxonomies: lines(folder, "taxonomies.ndjson", taxonomies.iter().map(|one| &one.taxonomy))?,
        taxonomy_terms: lines(folder, "taxonomy_terms.ndjson", taxonomies.iter().flat_map(|one| &one.terms))?,
    };
    let about = json!({"version": VERSION, "profile": PROFILE, "openapi_url": format!("{base}/api/openapi.json"),
        "written_at": SystemClock.now().to_rfc3339(), "files": counts});
    lines(folder, "index.json", [about].into_iter())?;
    Ok(counts)
}

/// A record a line, on the disk when it returns; gives how many.
fn lines<T: Serialize>(folder: &Path, name: &str, records: impl Iterator<Item = T>) -> anyhow::Result<usize> {
    let write = || -> anyhow::Result<usize> {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        let mut count = 0;
        for record in records {
            serde_json::to_writer(&mut file, &record)?;
            file.write_all(b"\n")?;
            count += 1;
        }
        file.into_inner()?.sync_all()?;
        Ok(count)
    };
    write().with_context(|| format!("{name} cannot be written"))
}
