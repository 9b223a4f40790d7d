//! `passport organisation`: the schools, pharmacies and practices a hub works with.

use clap::{Args, Subcommand};
use passport_server::store::{OrganisationId, OrganisationKind};
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, output, typed};

/// Add, list or close the schools, pharmacies and practices of a hub
#[derive(Debug, Args)]
pub struct Organisation {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add an organisation
    Add {
        #[command(flatten)]
        within: Within,
        /// hub, school, pharmacy, gp, transport or charity
        #[arg(long, value_parser = kind)]
        kind: OrganisationKind,
        /// Its name
        #[arg(long)]
        name: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List the organisations by name
    List {
        #[command(flatten)]
        within: Within,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Note that the hub no longer works with an organisation
    Close {
        /// The id from `passport organisation list`
        #[arg(value_parser = typed::id::<OrganisationId>)]
        organisation: OrganisationId,
        #[command(flatten)]
        within: Within,
    },
}

fn kind(code: &str) -> Result<OrganisationKind, &'static str> {
    OrganisationKind::from_code(code).ok_or("choose hub, school, pharmacy, gp, transport or charity")
}

impl Organisation {
    /// Adds, lists or closes.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Add { within, kind, name, json } => {
                let (store, scope) = within.open().await?;
                let organisation = store.add_organisation(&scope, kind, &name).await?;
                if json {
                    output::json(&json!({"hub": within.hub(), "organisation_id": organisation}))?;
                } else {
                    say!("{organisation}")?;
                }
            }
            Command::List { within, json } => list(&within, json).await?,
            Command::Close { organisation, within } => {
                let (store, scope) = within.open().await?;
                store.close_organisation(&scope, organisation).await?;
                say!("closed; what was written with it stays")?;
            }
        }
        Ok(Answer::Yes)
    }
}

async fn list(within: &Within, json: bool) -> anyhow::Result<()> {
    let (store, scope) = within.open().await?;
    let organisations = store.organisations(&scope).await?;
    if json {
        let rows = organisations.iter().map(|one| {
            json!({"organisation_id": one.organisation_id, "kind": one.kind.code(), "name": one.name,
                "closed_at": one.closed_at})
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    let rows: Vec<[String; 4]> = organisations
        .into_iter()
        .map(|one| {
            let closed = if one.closed_at.is_some() { "closed" } else { "" };
            [one.organisation_id.to_string(), one.kind.code().to_owned(), one.name, closed.to_owned()]
        })
        .collect();
    let empty = "no organisation yet: passport organisation add --kind school --name …";
    output::table(["ID", "KIND", "NAME", ""], &rows, empty)
}
