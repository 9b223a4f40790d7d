//! Cards: issued, printed, renewed, replaced, withdrawn. What may be issued is decided in [`passport_core::issue`].

mod complete;
mod complete_all;
mod draft;
mod earlier;
mod following;
mod intent;
mod issue;
mod paper;
mod print;
mod settle;
mod successor;
mod withdraw;

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::card::Arrangements;
use passport_core::issue::CardKind;
use passport_core::issue::today;
use passport_core::keys::Kid;
use serde_json::{Map, Value};
use sqlx::types::Json;

use super::carers::read_date;
use super::db::{View, on_db, transaction};
use super::{CardId, CarerId, HubScope, Store, StoreError, SubjectId, Thing};

pub(super) use complete_all::keep_texts;
pub use draft::Draft;
pub use following::Following;
pub(super) use intent::{Intent, Plan};
pub use issue::{CardIds, IssuedCard, Wish};
pub(super) use issue::{last_day, name_of};
pub use paper::{ForPaper, MOST_PRINTED, Whose};
pub use print::Printable;
pub use settle::Settled;
pub use successor::Change;
pub(super) use withdraw::{end_card, withdraw};

/// A card as the hub's books have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The card.
    pub card_id: CardId,
    /// Whose it is.
    pub carer_id: CarerId,
    /// On paper with a name, on paper for the fare, or on a phone.
    pub kind: CardKind,
    /// Its last day, in Europe/London.
    pub ends_on: NaiveDate,
    /// What was arranged.
    pub arrangements: Arrangements,
    /// The card it renewed or replaced.
    pub follows: Option<CardId>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub handed_over_at: Option<DateTime<Utc>>,
    /// When it was reported lost.
    pub lost_at: Option<DateTime<Utc>>,
    /// When a newer one was issued; this one stays good until its own end.
    pub superseded_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What a card is to its hub now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// In use.
    Active,
    /// Renewed by another; good until its own end.
    Superseded,
    /// Past its last day.
    Ended,
    /// Withdrawn or replaced.
    Withdrawn,
}

/// Why a card cannot do what was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardRefused {
    /// There may be one of each kind.
    #[error("there is an active card of this kind already: renew or replace it")]
    AlreadyHasOne,
    /// It is withdrawn.
    #[error("the card is withdrawn already")]
    Withdrawn,
    /// It was renewed.
    #[error("the card was renewed already: use the newer one")]
    Superseded,
    /// The new arrangements belong on a card of another kind.
    #[error("a fare stands on a card of its own: issue that one separately")]
    OtherKind,
    /// It is not on paper.
    #[error("only a printed card can do that")]
    NotPrinted,
    /// Its signing was given up, so it never became a card.
    #[error("the card could not be finished and was given up: issue it again")]
    Abandoned,
    /// More than are printed in one go.
    #[error("at most {MOST_PRINTED} cards are printed in one go: choose fewer")]
    TooMany,
}

impl Card {
    /// What it is to its hub on this day.
    pub fn state(&self, today: NaiveDate) -> CardState {
        if self.withdrawn_at.is_some() {
            CardState::Withdrawn
        } else if self.ends_on < today {
            CardState::Ended
        } else if self.superseded_at.is_some() {
            CardState::Superseded
        } else {
            CardState::Active
        }
    }
}

impl CardState {
    /// The code in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Superseded => "superseded",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    card_id: CardId,
    carer_id: CarerId,
    kind: String,
    ends_on: String,
    arrangements: Json<Map<String, Value>>,
    follows: Option<CardId>,
    created_at: DateTime<Utc>,
    handed_over_at: Option<DateTime<Utc>>,
    lost_at: Option<DateTime<Utc>>,
    superseded_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl CardRow {
    pub(super) fn read(self) -> Result<Card, StoreError> {
        let unreadable = StoreError::Unreadable(Thing::Card);
        Ok(Card {
            card_id: self.card_id,
            carer_id: self.carer_id,
            kind: CardKind::from_code(&self.kind).ok_or(StoreError::Unreadable(Thing::Card))?,
            ends_on: read_date(&self.ends_on)?,
            arrangements: Arrangements::from_json(&self.arrangements).ok_or(unreadable)?,
            follows: self.follows,
            created_at: self.created_at,
            handed_over_at: self.handed_over_at,
            lost_at: self.lost_at,
            superseded_at: self.superseded_at,
            withdrawn_at: self.withdrawn_at,
        })
    }
}

impl Store {
    /// A card. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn open_card(&self, scope: &HubScope, card: CardId) -> Result<Card, StoreError> {
        transaction!(self, "open card", |tx| {
            let (card, subject) = of_hub(tx, scope, card).await?;
            let details = serde_json::json!({"card": card.card_id});
            self.note_read(tx, scope, "card opened", Some(subject), details).await?;
            Ok(card)
        })
    }

    /// The finished cards of a young person, newest first. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn cards_of(&self, scope: &HubScope, carer: CarerId) -> Result<Vec<Card>, StoreError> {
        transaction!(self, "list cards", |tx| {
            let subject = super::carers::of_hub(tx, scope, carer).await?.subject_id;
            self.note_read(tx, scope, "cards listed", Some(subject), serde_json::json!({})).await?;
            finished(tx, scope, carer).await
        })
    }

    /// The cards that a key of the hub signed and that are neither withdrawn nor over, oldest first: when the key is refused, these have to be
    /// replaced. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn cards_signed_by(&self, scope: &HubScope, kid: Kid) -> Result<Vec<Card>, StoreError> {
        let sql = "SELECT card_id, carer_id, kind, ends_on, arrangements, follows, created_at, handed_over_at, lost_at,
            superseded_at, withdrawn_at FROM card WHERE hub_id = $1 AND withdrawn_at IS NULL AND EXISTS
            (SELECT 1 FROM credential s WHERE s.hub_id = card.hub_id AND s.card_id = card.card_id
                AND s.kid = $2 AND s.signed_at IS NOT NULL)
            ORDER BY created_at, card_id";
        transaction!(self, "list cards of a key", |tx| {
            self.note_read(tx, scope, "cards of a key listed", None, serde_json::json!({"kid": kid})).await?;
            let (number, day) = (i64::from(kid.number()), today(tx.at));
            let rows: Vec<CardRow> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(number).fetch_all(c))?;
            let cards: Result<Vec<Card>, _> = rows.into_iter().map(CardRow::read).collect();
            Ok(cards?.into_iter().filter(|card| card.ends_on >= day).collect())
        })
    }
}

/// The finished cards of a young person of this hub, newest first.
async fn finished(view: &mut View, scope: &HubScope, carer: CarerId) -> Result<Vec<Card>, StoreError> {
    let sql =
        "SELECT card_id, carer_id, kind, ends_on, arrangements, follows, created_at, handed_over_at, lost_at,
        superseded_at, withdrawn_at FROM card WHERE hub_id = $1 AND carer_id = $2 AND EXISTS
        (SELECT 1 FROM credential s WHERE s.hub_id = card.hub_id AND s.card_id = card.card_id
            AND s.signed_at IS NOT NULL)
        ORDER BY created_at DESC, card_id";
    let rows: Vec<CardRow> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(carer).fetch_all(c))?;
    rows.into_iter().map(CardRow::read).collect()
}

/// The cards on paper that somebody may still show on a day.
pub(super) async fn on_paper(
    view: &mut View,
    scope: &HubScope,
    carer: CarerId,
    day: NaiveDate,
) -> Result<Vec<Card>, StoreError> {
    let cards = finished(view, scope, carer).await?;
    let is_good = |card: &Card| matches!(card.state(day), CardState::Active | CardState::Superseded);
    Ok(cards.into_iter().filter(|card| card.kind != CardKind::Phone && is_good(card)).collect())
}

/// A card of this hub, and the stand-in of the young person whose it is.
pub(super) async fn of_hub(
    view: &mut View,
    scope: &HubScope,
    card: CardId,
) -> Result<(Card, SubjectId), StoreError> {
    let sql =
        "SELECT card_id, carer_id, kind, ends_on, arrangements, follows, created_at, handed_over_at, lost_at,
        superseded_at, withdrawn_at FROM card WHERE hub_id = $1 AND card_id = $2";
    let found: Option<CardRow> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(card).fetch_optional(c))?;
    let card = found.ok_or(StoreError::NotFound(Thing::Card))?.read()?;
    let subject = super::carers::of_hub(view, scope, card.carer_id).await?.subject_id;
    Ok((card, subject))
}
