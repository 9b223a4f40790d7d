//! `passport hub`: who issues cards on this server.

use clap::{Args, Subcommand};
use passport_core::card::{Base, HubSlug};
use passport_server::accent::Accent;
use passport_server::config::DataSettings;
use passport_server::contact::{shown_name, telephone};
use passport_server::store::{Actor, NewHub};
use serde_json::json;

use super::output::say;
use super::{Answer, data, output};

/// Add a hub, or list the hubs
#[derive(Debug, Args)]
pub struct Hub {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(Add),
    /// List the hubs of this server
    List {
        #[command(flatten)]
        data: DataSettings,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
}

/// Add a hub with its first signing key
#[derive(Debug, Args)]
struct Add {
    /// Its short name in addresses, 1 to 16 letters a-z, digits and hyphens; for good
    #[arg(long, value_name = "NAME")]
    slug: HubSlug,
    /// Its name as people know it; it stands on cards, so it must not say "carer"
    #[arg(long, value_parser = shown_name)]
    name: String,
    /// The number that people ring when a card needs help
    #[arg(long, value_parser = telephone)]
    telephone: String,
    /// The colour of its cards, such as #3b3573
    #[arg(long, value_name = "COLOUR", default_value = "#3b3573")]
    accent: Accent,
    /// The address that is printed on cards, if none is set yet
    #[arg(long, value_name = "URL", env = "PASSPORT_BASE", value_parser = super::base::neutral)]
    base: Option<Base>,
    #[command(flatten)]
    data: DataSettings,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Hub {
    /// Adds or lists.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Add(add) => add.run().await?,
            Command::List { data, json } => list(&data, json).await?,
        }
        Ok(Answer::Yes)
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.data.check()?;
        let store = data::open_or_create(&config).await?;
        data::try_journal(&config)?;
        let accent = self.accent.to_string();
        let new = NewHub { slug: self.slug, name: self.name, telephone: self.telephone, accent };
        let scope = match &self.base {
            Some(base) => store.add_hub_with_base(Actor::Operator, &new, base).await?,
            None => store.add_hub(Actor::Operator, &new).await?,
        };
        if self.json {
            return output::json(&json!({"hub": new.slug, "hub_id": scope.hub(), "name": new.name}));
        }
        say!("{} is added as {}", new.name, new.slug)?;
        Ok(())
    }
}

async fn list(settings: &DataSettings, json: bool) -> anyhow::Result<()> {
    let hubs = data::open(settings).await?.hubs().await?;
    if json {
        let rows = hubs.iter().map(|hub| {
            json!({"hub": hub.slug, "hub_id": hub.hub_id, "name": hub.name, "telephone": hub.telephone, "accent": hub.accent})
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    let rows: Vec<[String; 3]> = hubs.into_iter().map(|hub| [hub.slug, hub.name, hub.telephone]).collect();
    output::table(
        ["HUB", "NAME", "TELEPHONE"],
        &rows,
        "no hub yet: passport hub add --slug … --name … --telephone …",
    )
}
