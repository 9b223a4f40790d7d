//! `passport card show` and `card list`: what the hub's books say of cards.

use chrono::NaiveDate;
use clap::Args;
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_core::keys::Kid;
use passport_server::clock::SystemClock;
use passport_server::store::{Card, CardId, CarerId};
use passport_words::Speaker;
use serde_json::{Value, json};

use super::super::output::{self, say};
use super::super::typed;
use super::super::within::Within;

/// Show a card: its state, what is arranged, its code and its square; the look is recorded
#[derive(Debug, Args)]
pub struct Show {
    /// The card's id from `passport card list`
    #[arg(value_parser = typed::id::<CardId>)]
    card: CardId,
    #[command(flatten)]
    within: Within,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// List the cards of a young person, or all that a key signed; the look is recorded
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    within: Within,
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Whose {
    /// The young person's id from `passport carer list`: their cards, newest first
    #[arg(long, value_name = "ID", value_parser = typed::id::<CarerId>)]
    carer: Option<CarerId>,
    /// A key such as k1: the cards that it signed and that are neither withdrawn nor over, oldest first
    #[arg(long, value_name = "KEY", value_parser = typed::kid)]
    signed_by: Option<Kid>,
}

impl List {
    /// Lists.
    ///
    /// # Errors
    /// When there is no such young person in the hub.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let cards = match (self.whose.carer, self.whose.signed_by) {
            (Some(carer), _) => store.cards_of(&scope, carer).await?,
            (None, Some(kid)) => store.cards_signed_by(&scope, kid).await?,
            (None, None) => Vec::new(),
        };
        let today = today(SystemClock.now());
        if self.json {
            return output::json(&cards.iter().map(|card| as_json(card, today)).collect::<Vec<_>>());
        }
        print_table(&cards, today)
    }
}

/// Cards as rows.
///
/// # Errors
/// When they cannot be printed.
pub fn print_table(cards: &[Card], today: NaiveDate) -> anyhow::Result<()> {
    let rows: Vec<[String; 4]> = cards
        .iter()
        .map(|card| {
            let state = card.state(today).code().to_owned();
            [card.card_id.to_string(), card.kind.code().to_owned(), state, card.ends_on.to_string()]
        })
        .collect();
    output::table(
        ["CARD", "KIND", "STATE", "UNTIL"],
        &rows,
        "no card: passport card issue --carer … --arrange …",
    )
}

/// A card as programs read it.
pub fn as_json(card: &Card, today: NaiveDate) -> Value {
    let arrangements: Value = serde_json::from_str(&card.arrangements.to_json()).unwrap_or_default();
    json!({"card_id": card.card_id, "carer_id": card.carer_id, "kind": card.kind.code(),
        "state": card.state(today).code(), "ends_on": card.ends_on, "arrangements": arrangements,
        "follows": card.follows, "created_at": card.created_at, "lost_at": card.lost_at,
        "superseded_at": card.superseded_at, "withdrawn_at": card.withdrawn_at})
}

impl Show {
    /// Shows.
    ///
    /// # Errors
    /// When there is no such card in the hub.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let card = store.open_card(&scope, self.card).await?;
        let today = today(SystemClock.now());
        // A withdrawn card has no code any more and is not printed again.
        let printable = match card.withdrawn_at {
            None => Some(store.print_card(&scope, self.card).await?),
            Some(_) => None,
        };
        if self.json {
            let mut body = as_json(&card, today);
            if let Some(printable) = &printable {
                body["short_code"] = json!(printable.short_code.to_string());
                body["square"] = json!(printable.square);
            }
            return output::json(&body);
        }
        say!("{} card, {}, until {}", card.kind.code(), card.state(today).code(), card.ends_on)?;
        let speaker = Speaker::new("en")?;
        for arrangement in &card.arrangements {
            say!("  {}", speaker.arrangement(arrangement, Some(card.ends_on), today))?;
        }
        if let Some(printable) = printable {
            say!("code    {}", printable.short_code)?;
            say!("square  {}", printable.square)?;
        }
        Ok(())
    }
}
