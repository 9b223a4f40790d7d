//! `passport base`: the address that is printed on cards.

use clap::{Args, Subcommand};
use passport_core::card::Base;
use passport_server::config::DataSettings;

use super::output::say;
use super::{Answer, data, output};

/// Show or set the address that is printed on cards
#[derive(Debug, Args)]
pub struct BaseAddress {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the address and the former ones, whose cards are still checked
    Show {
        #[command(flatten)]
        data: DataSettings,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Set the address, or move to a new one; cards of the former one are still checked
    Set {
        /// Such as `https://pass.example.uk`
        #[arg(value_parser = neutral)]
        base: Base,
        #[command(flatten)]
        data: DataSettings,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// An address that does not tell what the cards are for.
///
/// # Errors
/// With what is wrong with it.
pub fn neutral(text: &str) -> Result<Base, String> {
    if text.contains("carer") {
        return Err("must not contain \"carer\": it is printed on every card".to_owned());
    }
    Base::parse(text).map_err(|fault| fault.to_string())
}

impl BaseAddress {
    /// Shows or sets.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Show { data, json } => show(&data, json).await?,
            Command::Set { base, data, json } => set(&base, &data, json).await?,
        }
        Ok(Answer::Yes)
    }
}

async fn set(base: &Base, settings: &DataSettings, json: bool) -> anyhow::Result<()> {
    let store = data::open_or_create(&settings.check()?).await?;
    store.move_base(base).await?;
    let known = store.bases().await?;
    let former: Vec<_> =
        known.iter().filter(|known| known.retired_at.is_some()).map(|known| &known.base).collect();
    if json {
        return output::json(&serde_json::json!({"base": base, "former": former}));
    }
    say!("cards printed from now on say {base}")?;
    former
        .iter()
        .try_for_each(|former| say!("keep {former} pointing to this server: there are cards that say it"))
}

async fn show(settings: &DataSettings, json: bool) -> anyhow::Result<()> {
    let known = data::open(settings).await?.bases().await?;
    if json {
        let rows = known.iter().map(|known| {
            serde_json::json!({"base": known.base, "adopted_at": known.adopted_at, "retired_at": known.retired_at})
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    let rows: Vec<[String; 2]> = known
        .iter()
        .map(|known| {
            let now = if known.retired_at.is_none() { "on cards now" } else { "former" };
            [known.base.to_string(), now.to_owned()]
        })
        .collect();
    output::table(["ADDRESS", ""], &rows, "no address is set yet: passport base set https://…")
}
