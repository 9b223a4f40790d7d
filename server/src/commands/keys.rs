//! `passport keys`: the keys that sign a hub's cards, and the root key that checkers pin.

mod escrow;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use passport_core::keys::{Kid, PublicKey};
use passport_server::config::DataSettings;
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, data, output, typed};

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
    /// Make a hub's next key; no reader knows it until it is published
    New {
        #[command(flatten)]
        within: Within,
        /// Make it in the module of the settings (PKCS#11), which never gives it away
        #[arg(long)]
        pkcs11: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Publish a key that was made: readers fetch its public half from now on; it signs nothing until it is activated
    Publish {
        /// Such as k2
        #[arg(value_parser = typed::kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Let a published key sign from now on; the one before is retired, its cards stay good
    Activate {
        /// Such as k2
        #[arg(value_parser = typed::kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Retire a key that was never used, published or not
    Retire {
        /// Such as k2
        #[arg(value_parser = typed::kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// In an emergency: every card signed with this key reads "Card not in use" from now on
    Refuse {
        /// Such as k1
        #[arg(value_parser = typed::kid)]
        kid: Kid,
        #[command(flatten)]
        within: Within,
        /// Say that all its cards may become useless
        #[arg(long, required = true)]
        all_its_cards_end: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Seal everything anew with another sealing key; whatever was stopped goes on when this is run again
    Reseal {
        /// The file with the new key, which is made if it is not there
        #[arg(long, value_name = "FILE")]
        new: PathBuf,
        #[command(flatten)]
        data: DataSettings,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show that there is a copy of the sealing key in safe keeping
    #[command(subcommand)]
    Escrow(escrow::Escrow),
    /// Print the root key's public half, which checkers pin when they are installed
    Root {
        #[command(flatten)]
        data: DataSettings,
    },
}

impl Keys {
    /// Does what was asked.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::List { within, json } => list(&within, json).await?,
            Command::New { within, pkcs11, json } => {
                let (store, scope) = within.open().await?;
                let kid = if pkcs11 {
                    store.make_key_in_module(&scope).await?
                } else {
                    store.make_key(&scope).await?
                };
                if json {
                    output::json(&json!({"hub": within.hub(), "kid": kid.to_string()}))?;
                } else {
                    say!("{kid} is made; publish it a week before it is to sign")?;
                }
            }
            Command::Publish { kid, within, json } => {
                let (store, scope) = within.open().await?;
                store.publish_key(&scope, kid).await?;
                let said =
                    format!("{kid} is published; activate it once every checker has had time to fetch it");
                tell(json, &within, (kid, "published"), &said)?;
            }
            Command::Activate { kid, within, json } => {
                let (store, scope) = within.open().await?;
                store.activate_key(&scope, kid).await?;
                tell(json, &within, (kid, "active"), &format!("{kid} signs from now on"))?;
            }
            Command::Retire { kid, within, json } => {
                let (store, scope) = within.open().await?;
                store.retire_key(&scope, kid).await?;
                tell(json, &within, (kid, "retired"), &format!("{kid} is retired"))?;
            }
            Command::Refuse { kid, within, all_its_cards_end: _, json } => {
                let (store, scope) = within.open().await?;
                let what = || format!("{kid} is not published, or is refused already: `passport keys list`");
                let now_signing = store.refuse_key(&scope, kid).await.with_context(what)?;
                if json {
                    let (refused, signs) = (kid.to_string(), now_signing.to_string());
                    output::json(&json!({"hub": within.hub(), "refused": refused, "signs": signs}))?;
                } else {
                    say!("{kid} is refused: issue its cards again; {now_signing} signs from now on")?;
                }
            }
            Command::Reseal { new, data, json } => reseal(&data, &new, json).await?,
            Command::Escrow(escrow) => escrow.run().await?,
            Command::Root { data } => say!("{}", data::open(&data).await?.root_public_key().to_text())?,
        }
        Ok(Answer::Yes)
    }
}

/// What a key is from now on.
fn tell(json: bool, within: &Within, (kid, state): (Kid, &str), said: &str) -> anyhow::Result<()> {
    if json {
        return output::json(&json!({"hub": within.hub(), "kid": kid.to_string(), "state": state}));
    }
    say!("{said}")
}

async fn list(within: &Within, json: bool) -> anyhow::Result<()> {
    let (store, scope) = within.open().await?;
    let (keys, made) = (store.hub_keys(&scope).await?, store.made_keys(&scope).await?);
    let places = store.key_places(&scope).await?;
    let place = |kid: Kid| places.get(&kid).map_or("", |place| place.code());
    if json {
        let published = keys.iter().map(|key| {
            json!({"kid": key.kid.to_string(), "state": key.state.code(), "kept_in": place(key.kid),
                "public_key": key.public.to_text(), "published_at": key.published_at, "activated_at": key.activated_at})
        });
        let made = made.iter().map(|key| {
            json!({"kid": key.kid.to_string(), "state": "made", "kept_in": place(key.kid),
                "public_key": key.public.to_text(), "made_at": key.made_at})
        });
        return output::json(&published.chain(made).collect::<Vec<_>>());
    }
    let published = keys.iter().map(|key| (key.kid, key.state.code(), &key.public));
    let made = made.iter().map(|key| (key.kid, "made", &key.public));
    let row = |(kid, state, public): (Kid, &str, &PublicKey)| {
        [kid.to_string(), state.to_owned(), place(kid).to_owned(), public.to_text()]
    };
    let rows: Vec<[String; 4]> = published.chain(made).map(row).collect();
    output::table(["KEY", "STATE", "KEPT IN", "PUBLIC HALF"], &rows, "no key yet")
}

async fn reseal(settings: &DataSettings, file: &Path, json: bool) -> anyhow::Result<()> {
    let (store, new) = data::open_to_reseal(settings, file).await?;
    let done = store.reseal(&new).await?;
    let left = store.sealed_with_others(&new).await?;
    let name = new.name();
    if json {
        return output::json(&json!({"key": name, "file": file, "sealed_anew": done, "left": left}));
    }
    let file = file.display();
    say!("{done} secrets were sealed anew with {name}, the key of {file}")?;
    if left > 0 {
        say!("{left} are not, since servers changed them meanwhile: run this again")?;
    } else if store.sealing_key().name() == name {
        say!("No other sealing key opens anything: other_sealing_key_file is needed no more")?;
    } else {
        say!(
            "No other sealing key opens anything: let sealing_key_file be {file} now, and keep a copy of it apart"
        )?;
    }
    Ok(())
}
