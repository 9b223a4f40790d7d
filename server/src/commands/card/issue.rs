//! `passport card issue`: what was chosen with a young person becomes a printed card, a fare card, or both.

use chrono::NaiveDate;
use clap::Args;
use passport_core::card::Arrangement;
use passport_core::clock::Clock as _;
use passport_core::credential::Credential;
use passport_core::issue::today;
use passport_core::packed::pack;
use passport_core::square::square;
use passport_server::clock::SystemClock;
use passport_server::store::{CardId, CarerId, IssuedCard, Wish};
use serde_json::{Value, json};

use super::super::output::say;
use super::super::typed;
use super::super::within::Within;
use super::super::{UsageError, output};
use super::arrange;

/// Issue a card with what was chosen with the young person
#[derive(Debug, Args)]
#[command(after_help = arrange::GRAMMAR)]
pub struct Issue {
    #[command(flatten)]
    within: Within,
    /// The young person's id from `passport carer list`
    #[arg(long, value_name = "ID", value_parser = typed::id::<CarerId>, required_unless_present = "like")]
    carer: Option<CarerId>,
    /// What is arranged, such as school/time-out:10:library; once for each
    #[arg(long = "arrange", value_name = "SETTING/CODE:…", required_unless_present = "like")]
    arrangements: Vec<String>,
    /// An earlier card: the same arrangements for the same young person, as after a wrong withdrawal
    #[arg(long, value_name = "CARD", value_parser = typed::id::<CardId>, conflicts_with_all = ["carer", "arrangements"])]
    like: Option<CardId>,
    /// The card's last day [default: a year from today; with --like that of the earlier card, unless it has passed]
    #[arg(long, value_name = "DATE", value_parser = typed::date)]
    until: Option<NaiveDate>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Issue {
    /// Issues the cards and prints their codes.
    ///
    /// # Errors
    /// With the part that is wrong and what may stand there.
    pub async fn run(self) -> anyhow::Result<()> {
        let arrangements = read_all(&self.arrangements)?;
        let (store, scope) = self.within.open().await?;
        let mut wish = match (self.carer, self.like) {
            (Some(carer), _) => Wish { carer, ends_on: None, arrangements },
            (None, Some(card)) => Wish::like(&store.open_card(&scope, card).await?, today(SystemClock.now())),
            (None, None) => {
                return Err(UsageError("name --carer, or an earlier card with --like".into()).into());
            }
        };
        wish.ends_on = self.until.or(wish.ends_on);
        let issued = store.issue_cards(&scope, &wish).await?;
        tell(&issued, &self.within, self.json)
    }
}

/// Reads every `--arrange`.
pub fn read_all(typed: &[String]) -> Result<Vec<Arrangement>, UsageError> {
    let today = today(SystemClock.now());
    typed
        .iter()
        .map(|typed| arrange::read(typed, today).map_err(|fault| UsageError(fault.to_string())))
        .collect()
}

/// Tells what was issued, and how to print it.
pub fn tell(issued: &[IssuedCard], within: &Within, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&json!({"cards": issued.iter().map(as_json).collect::<Vec<_>>()}));
    }
    for card in issued {
        say!("{} card {} until {}", card.kind.code(), card.card_id, card.ends_on)?;
        say!("  code {}", card.short_code)?;
        say!("  passport card print {} --hub {} --out card.html", card.card_id, within.hub())?;
    }
    Ok(())
}

fn as_json(card: &IssuedCard) -> Value {
    json!({"card_id": card.card_id, "kind": card.kind.code(), "ends_on": card.ends_on,
        "short_code": card.short_code.to_string(), "square": square_of(&card.text), "text": card.text,
        "withdrawn": card.withdrawn})
}

/// The square of a signed text; every card that was issued has one.
fn square_of(text: &str) -> Option<String> {
    let issuer = Credential::parse(text).ok()?.claims.issuer;
    Some(square(&issuer.base, &pack(text).ok()?))
}
