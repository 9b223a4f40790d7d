//! Several cards for paper in one look: those that are printed, and those that are left out, with whose they are.

use std::collections::HashMap;

use chrono::NaiveDate;
use passport_core::carer::{AgreedBy, counts_on};
use passport_core::issue::today;
use passport_core::paper::{LeftOut, Paper, Printing};
use serde_json::json;

use super::super::carers::{ContactWishes, ReachedBy, read_date};
use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{CardId, CarerId, HubScope, Store, StoreError, SubjectId, Thing};
use super::print::Printable;
use super::{CardRefused, CardRow};

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

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    card: CardRow,
    subject_id: SubjectId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    born_on: String,
    protected: bool,
    photo_agreed_by: Option<String>,
    text: Option<String>,
    sealed_code: Option<Vec<u8>>,
    jpeg: Option<Vec<u8>>,
    reached_by: Option<String>,
    safe_contact: Option<String>,
    safe_time: Option<String>,
    caution: Option<String>,
}

impl Row {
    fn whose(&self, paper: Paper) -> Whose {
        let full_name = [Some(self.given_name.as_str()), self.family_name.as_deref()];
        let wishes = self.wishes().filter(|_| paper == Paper::Letter);
        Whose {
            carer: self.card.carer_id,
            called: self.known_as.clone().unwrap_or_else(|| self.given_name.clone()),
            full_name: full_name.into_iter().flatten().collect::<Vec<_>>().join(" "),
            wishes,
        }
    }

    /// Whether somebody's agreement to the photo counts on a day.
    fn is_photo_agreed(&self, day: NaiveDate) -> Result<bool, StoreError> {
        let born_on = read_date(&self.born_on)?;
        let by = self.photo_agreed_by.as_deref().and_then(AgreedBy::from_code);
        Ok(by.is_some_and(|by| counts_on(by, born_on, day)))
    }

    fn wishes(&self) -> Option<ContactWishes> {
        Some(ContactWishes {
            reached_by: ReachedBy::from_code(self.reached_by.as_deref()?)?,
            safe_contact: self.safe_contact.clone()?,
            safe_time: self.safe_time.clone(),
            caution: self.caution.clone(),
        })
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
                let (whose, subject) = (row.whose(paper), row.subject_id);
                let card = self.printable(scope, row, paper, today)?;
                let action = if card.is_ok() { "card printed" } else { "card opened" };
                let details = json!({"card": id, "as": paper.code()});
                self.note_read(tx, scope, action, Some(subject), details).await?;
                chosen.push(ForPaper { whose, card });
            }
            note_printed(tx, scope, &chosen).await?;
            Ok(chosen)
        })
    }

    fn printable(
        &self,
        scope: &HubScope,
        row: Row,
        paper: Paper,
        today: NaiveDate,
    ) -> Result<Result<Printable, LeftOut>, StoreError> {
        let is_photo_agreed = row.is_photo_agreed(today)?;
        let card = row.card.read()?;
        let (withdrawn, protected) = (card.withdrawn_at.is_some(), row.protected);
        let printing = Printing { kind: card.kind, ends_on: card.ends_on, withdrawn, protected };
        if let Err(left_out) = printing.check(paper, today) {
            return Ok(Err(left_out));
        }
        let text = row.text.ok_or(StoreError::NotFound(Thing::Card))?;
        let sealed = row.sealed_code.ok_or(CardRefused::NotPrinted)?;
        let code = self.open_short_code(scope, card.card_id, &sealed)?;
        Printable::of(card, text, code, row.jpeg.filter(|_| is_photo_agreed)).map(Ok)
    }
}

/// `($2, $3, …)` for so many cards; $1 is the hub.
fn places(cards: usize) -> String {
    let places: Vec<String> = (2..cards + 2).map(|place| format!("${place}")).collect();
    format!("({})", places.join(", "))
}

/// All of them in one query.
async fn rows(tx: &mut Tx, scope: &HubScope, cards: &[CardId]) -> Result<HashMap<CardId, Row>, StoreError> {
    if cards.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT k.card_id, k.carer_id, k.kind, k.ends_on, k.arrangements, k.follows, k.created_at, k.handed_over_at,
            k.lost_at, k.superseded_at, k.withdrawn_at, r.subject_id, r.given_name, r.family_name, r.known_as,
            r.born_on, r.protected_since IS NOT NULL AS protected, a.agreed_by AS photo_agreed_by, s.text, c.sealed_code, p.jpeg, w.reached_by, w.safe_contact,
            w.safe_time, w.caution
        FROM card k
        JOIN carer r ON r.hub_id = k.hub_id AND r.carer_id = k.carer_id
        LEFT JOIN credential s ON s.hub_id = k.hub_id AND s.card_id = k.card_id AND s.setting IS NULL
            AND s.signed_at IS NOT NULL
        LEFT JOIN short_code c ON c.hub_id = k.hub_id AND c.card_id = k.card_id AND c.ended_at IS NULL
        LEFT JOIN photo p ON p.hub_id = k.hub_id AND p.carer_id = k.carer_id
        LEFT JOIN agreement a ON a.hub_id = k.hub_id AND a.carer_id = k.carer_id AND a.purpose = 'photo'
            AND a.withdrawn_at IS NULL
        LEFT JOIN contact_wishes w ON w.hub_id = k.hub_id AND w.carer_id = k.carer_id
        WHERE k.hub_id = $1 AND k.card_id IN {}",
        places(cards.len())
    );
    let found: Vec<Row> = on_db!(tx, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.hub());
        cards.iter().fold(query, |query, card| query.bind(card)).fetch_all(c)
    })?;
    Ok(found.into_iter().map(|row| (row.card.card_id, row)).collect())
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
        let query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.hub());
        printed.iter().fold(query, |query, card| query.bind(card)).bind(at).execute(c)
    })?;
    Ok(())
}
