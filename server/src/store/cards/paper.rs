//! Several cards for paper in one look: those that are printed, and those that are left out, with whose they are.

mod row;

use chrono::NaiveDate;
use passport_core::issue::today;
use passport_core::paper::{LeftOut, Paper, Printing};
use serde_json::json;

use super::super::carers::ContactWishes;
use super::super::db::{Tx, transaction, write_db};
use super::super::{CardId, CarerId, HubScope, Store, StoreError, Thing};
use super::CardRefused;
use super::print::Printable;
use row::{Row, places, rows};

/// The most cards that are printed in one go: fifty sheets.
pub const MOST_PRINTED: usize = 250;

/// A card that somebody chose to print.
#[derive(Debug)]
pub struct ForPaper {
    /// Whose it is.
    pub whose: Whose,
    /// What is printed, or why nothing is.
    pub card: Result<Printable, LeftOut>,
}

/// Whose card it is, and how a letter reaches them.
#[derive(Clone)]
pub struct Whose {
    /// The young person.
    pub carer: CarerId,
    /// What they are called.
    pub called: String,
    /// First name and surname, for the address of a letter.
    pub full_name: String,
    /// How they may be reached; read for letters alone.
    pub wishes: Option<ContactWishes>,
}

/// Names never reach a log by way of `{:?}`.
impl std::fmt::Debug for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whose")
    }
}

impl Store {
    /// What stands on cards that are to be printed, in their order. Each look is recorded first: if that cannot be written,
    /// nothing is shown.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is not in this hub, not finished, or named twice; [`CardRefused::TooMany`] for more
    /// than [`MOST_PRINTED`].
    pub async fn print_cards(
        &self,
        scope: &HubScope,
        cards: &[CardId],
        paper: Paper,
    ) -> Result<Vec<ForPaper>, StoreError> {
        if cards.len() > MOST_PRINTED {
            return Err(CardRefused::TooMany.into());
        }
        let today = today(self.now());
        transaction!(self, "print cards", |tx| {
            let mut rows = rows(tx, scope, cards).await?;
            let mut chosen = Vec::with_capacity(cards.len());
            for id in cards {
                let row = rows.remove(id).ok_or(StoreError::NotFound(Thing::Card))?;
                let (whose, subject) = (row.whose(paper)?, Some(row.subject_id));
                let card = self.printable(scope, row, paper, today)?;
                let action = if card.is_ok() { "card printed" } else { "card opened" };
                let details = json!({"card": id, "as": paper.code()});
                self.note_read(tx, scope, action, subject, details).await?;
                if whose.wishes.is_some() {
                    self.note_read(tx, scope, "contact wishes shown", subject, json!({})).await?;
                }
                chosen.push(ForPaper { whose, card });
            }
            note_printed(tx, scope, &chosen).await?;
            Ok(chosen)
        })
    }

    fn printable(
        &self,
        scope: &HubScope,
        mut row: Row,
        paper: Paper,
        today: NaiveDate,
    ) -> Result<Result<Printable, LeftOut>, StoreError> {
        let photo = row.take_photo(today)?;
        let card = row.card.read()?;
        let (withdrawn, protected) = (card.withdrawn_at.is_some(), row.protected);
        let printing = Printing { kind: card.kind, ends_on: card.ends_on, withdrawn, protected };
        if let Err(left_out) = printing.check(paper, today) {
            return Ok(Err(left_out));
        }
        let text = row.text.ok_or(StoreError::NotFound(Thing::Card))?;
        let sealed = row.sealed_code.ok_or(CardRefused::NotPrinted)?;
        let code = self.open_short_code(scope, card.card_id, &sealed)?;
        Printable::of(card, text, code, photo).map(Ok)
    }
}

/// For the list of cards that wait to be handed over.
async fn note_printed(tx: &mut Tx, scope: &HubScope, chosen: &[ForPaper]) -> Result<(), StoreError> {
    let printed: Vec<CardId> =
        chosen.iter().filter_map(|one| Some(one.card.as_ref().ok()?.card.card_id)).collect();
    if printed.is_empty() {
        return Ok(());
    }
    let at = tx.at;
    let last = printed.len() + 2;
    let sql = format!(
        "UPDATE card SET printed_at = ${last} WHERE hub_id = $1 AND card_id IN {}",
        places(printed.len())
    );
    write_db!(tx, |c| {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.hub());
        for card in &printed {
            query = query.bind(card);
        }
        query.bind(at).execute(c)
    })?;
    Ok(())
}
