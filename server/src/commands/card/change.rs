//! `passport card withdraw`, `replace` and `renew`: what becomes of a card.

use chrono::NaiveDate;
use clap::Args;
use passport_server::store::{CardId, Change};
use serde_json::json;

use super::super::UsageError;
use super::super::output::{self, say};
use super::super::typed;
use super::super::within::Within;
use super::issue::{read_all, tell};
use super::refused::way_on;

/// Withdraw a card at once, and earlier ones it renewed: whoever checks them reads "Card not in use", never why
#[derive(Debug, Args)]
pub struct Withdraw {
    /// The card's id from `passport card list`
    #[arg(value_parser = typed::id::<CardId>)]
    card: CardId,
    #[command(flatten)]
    within: Within,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Withdraw a card and issue another in its place, for one that is lost, misprinted or out of date
#[derive(Debug, Args)]
pub struct Replace {
    #[command(flatten)]
    next: Next,
}

/// Issue the next card; this one stays good until its own last day
#[derive(Debug, Args)]
pub struct Renew {
    #[command(flatten)]
    next: Next,
}

/// The card after a card.
#[derive(Debug, Args)]
struct Next {
    /// The card's id from `passport card list`
    #[arg(value_parser = typed::id::<CardId>)]
    card: CardId,
    #[command(flatten)]
    within: Within,
    /// What is arranged from now on, all of it [default: as before]; see `passport card issue --help`
    #[arg(long = "arrange", value_name = "SETTING/CODE:…")]
    arrangements: Vec<String>,
    /// The new card's last day [default: a renewed card lasts a year, a replaced one as long as the old]
    #[arg(long, value_name = "DATE", value_parser = typed::date)]
    until: Option<NaiveDate>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Next {
    fn change(&self) -> Result<Change, UsageError> {
        let arrangements = match self.arrangements.as_slice() {
            [] => None,
            typed => Some(read_all(typed)?),
        };
        Ok(Change { ends_on: self.until, arrangements })
    }
}

/// Tells which earlier cards went out of use together with the first.
fn tell_earlier(withdrawn: &[CardId]) -> anyhow::Result<()> {
    for earlier in withdrawn.iter().skip(1) {
        say!("withdrawn with it: card {earlier}, an earlier one that was still good")?;
    }
    Ok(())
}

impl Withdraw {
    /// Withdraws.
    ///
    /// # Errors
    /// When the card is withdrawn already or not there.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let withdrawn = store.withdraw_card(&scope, self.card).await;
        let withdrawn = withdrawn.map_err(|fault| way_on(fault, &self.within, self.card))?;
        if self.json {
            return output::json(&json!({"hub": self.within.hub(), "withdrawn": withdrawn}));
        }
        say!("withdrawn: online it is refused within seconds, offline after the next sync")?;
        tell_earlier(&withdrawn)
    }
}

impl Replace {
    /// Replaces.
    ///
    /// # Errors
    /// When the card is renewed or withdrawn already, or something chosen cannot stand on it.
    pub async fn run(self) -> anyhow::Result<()> {
        let change = self.next.change()?;
        let (store, scope) = self.next.within.open().await?;
        let Next { card, within, json, .. } = &self.next;
        let issued = store.replace_card(&scope, *card, &change).await;
        let issued = issued.map_err(|fault| way_on(fault, within, *card))?;
        tell(std::slice::from_ref(&issued), within, *json)?;
        if *json { Ok(()) } else { tell_earlier(&issued.withdrawn) }
    }
}

impl Renew {
    /// Renews.
    ///
    /// # Errors
    /// As replacing.
    pub async fn run(self) -> anyhow::Result<()> {
        let change = self.next.change()?;
        let (store, scope) = self.next.within.open().await?;
        let Next { card, within, json, .. } = &self.next;
        let issued = store.renew_card(&scope, *card, &change).await;
        let issued = issued.map_err(|fault| way_on(fault, within, *card))?;
        tell(std::slice::from_ref(&issued), within, *json)?;
        if *json || issued.withdrawn.is_empty() {
            return Ok(());
        }
        say!("the card before is withdrawn, since something on it was taken off or changed")?;
        tell_earlier(&issued.withdrawn)
    }
}
