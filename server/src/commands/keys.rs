//! `passport keys`: the keys that sign a hub's cards, and the root key that checkers pin.

use clap::{Args, Subcommand};
use passport_core::keys::Kid;
use passport_server::config::DataSettings;
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, data, output};

/// List, add, activate, retire or refuse signing keys; show the root key
#[derive(Debug, Args)]
pub struct Keys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List a hub's keys, public halves only
    List {
        #[command(flatten)]
        within: Within,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Make a hub's next key and publish its public half; it signs nothing until it is activated
    New {
        #[command(flatten)]
        within: Within,
    },
    /// Let a published key sign from now on; the one before is retired, its cards stay good
    Activate {
        /// Such as k2
        #[arg(value_parser = kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
    },
    /// Retire a published key that was never used
    Retire {
        /// Such as k2
        #[arg(value_parser = kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
    },
    /// In an emergency: every card signed with this key reads "Card not in use" from now on
    Refuse {
        /// Such as k1
        #[arg(value_parser = kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
        /// Say that all its cards may become useless
        #[arg(long, required = true)]
        all_its_cards_end: bool,
    },
    /// Print the root key's public half, which checkers pin when they are installed
    Root {
        #[command(flatten)]
        data: DataSettings,
    },
}

fn kid(text: &str) -> Result<Kid, &'static str> {
    Kid::parse(text).ok_or("is not a key's number such as k1")
}

impl Keys {
    /// Does what was asked.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::List { within, json } => list(&within, json).await?,
            Command::New { within } => {
                let (store, scope) = within.open().await?;
                let kid = store.publish_key(&scope).await?;
                say!("{kid} is published; activate it once every checker has had time to fetch it")?;
            }
            Command::Activate { kid, within } => {
                let (store, scope) = within.open().await?;
                store.activate_key(&scope, kid).await?;
                say!("{kid} signs from now on")?;
            }
            Command::Retire { kid, within } => {
                let (store, scope) = within.open().await?;
                store.retire_key(&scope, kid).await?;
                say!("{kid} is retired")?;
            }
            Command::Refuse { kid, within, all_its_cards_end: _ } => {
                let (store, scope) = within.open().await?;
                let now_signing = store.refuse_key(&scope, kid).await?;
                say!("{kid} is refused: issue its cards again; {now_signing} signs from now on")?;
            }
            Command::Root { data } => say!("{}", data::open(&data).await?.root_public_key().to_text())?,
        }
        Ok(Answer::Yes)
    }
}

async fn list(within: &Within, json: bool) -> anyhow::Result<()> {
    let (store, scope) = within.open().await?;
    let keys = store.hub_keys(&scope).await?;
    if json {
        let rows = keys.iter().map(|key| {
            json!({"kid": key.kid.to_string(), "state": key.state.code(), "public_key": key.public.to_text(),
                "published_at": key.published_at, "activated_at": key.activated_at})
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    let rows: Vec<[String; 3]> = keys
        .iter()
        .map(|key| [key.kid.to_string(), key.state.code().to_owned(), key.public.to_text()])
        .collect();
    output::table(["KEY", "STATE", "PUBLIC HALF"], &rows, "no key yet")
}
