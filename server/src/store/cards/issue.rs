//! Issuing what was chosen with a young person: a printed card, a fare card, or both.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements, LineText};
use passport_core::issue::{CardKind, IssueError, card_name, check_end, choose, today, usual_end_after};
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::{CardId, CarerId, HubScope, Store, StoreError};
use super::intent::{Intent, Plan};
use super::{Card, CardRefused};

/// What was chosen with a young person.
#[derive(Clone, Debug)]
pub struct Wish {
    /// For whom.
    pub carer: CarerId,
    /// The last day. If the hub says nothing, a year from today, or the end of the grace once caring has ended.
    pub ends_on: Option<NaiveDate>,
    /// The arrangements; a fare goes onto a card of its own.
    pub arrangements: Vec<Arrangement>,
}

impl Wish {
    /// A card like an earlier one, for the same young person: after a wrong withdrawal, say, since none is ever undone.
    /// It lasts as long as the earlier one, if that has not ended.
    pub fn like(card: &Card, today: NaiveDate) -> Self {
        let ends_on = Some(card.ends_on).filter(|ends_on| *ends_on >= today);
        Self { carer: card.carer_id, ends_on, arrangements: card.arrangements.iter().cloned().collect() }
    }
}

/// Ids for the cards of a wish, one for each kind, drawn with the form so that a form sent twice issues once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardIds {
    /// Of the printed card.
    pub printed: CardId,
    /// Of the fare card.
    pub fare: CardId,
}

/// A card that was issued.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedCard {
    /// The card.
    pub card_id: CardId,
    /// With a name, or for the fare.
    pub kind: CardKind,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// The code under its square.
    pub short_code: ShortCode,
    /// The signed text.
    pub text: String,
    /// What was withdrawn for it in the same step: the card it replaces, then earlier ones that were still good.
    pub withdrawn: Vec<CardId>,
}

/// Neither the code nor the text reaches a log by way of `{:?}`.
impl std::fmt::Debug for IssuedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedCard({}, {})", self.card_id, self.kind.code())
    }
}

impl Store {
    /// Issues the cards of a wish: both or none are written down, each is then signed.
    ///
    /// # Errors
    /// [`StoreError::Issue`] and [`StoreError::Pack`] say what to change; [`StoreError::Card`] when there is one already.
    pub async fn issue_cards(&self, scope: &HubScope, wish: &Wish) -> Result<Vec<IssuedCard>, StoreError> {
        self.issue_under(scope, self.draw_card_ids()?, wish).await
    }

    /// The same under ids drawn with a form. Sent again, it gives what was issued the first time, whatever has become of it; what
    /// was only written down the first time is signed now.
    ///
    /// # Errors
    /// As [`Self::issue_cards`].
    pub async fn issue_cards_once(
        &self,
        scope: &HubScope,
        ids: CardIds,
        wish: &Wish,
    ) -> Result<Vec<CardId>, StoreError> {
        match self.issue_under(scope, ids, wish).await {
            Ok(issued) => Ok(issued.iter().map(|card| card.card_id).collect()),
            Err(refused @ StoreError::Card(CardRefused::AlreadyHasOne)) => {
                let before = self.issued_under(scope, ids, wish.carer).await?;
                if before.is_empty() {
                    return Err(refused);
                }
                self.settle_cards(&before).await?;
                Ok(before)
            }
            Err(other) => Err(other),
        }
    }

    /// Ids for the cards that a form is about to issue.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_card_ids(&self) -> Result<CardIds, StoreError> {
        Ok(CardIds { printed: CardId(self.draw_uuid()?), fare: CardId(self.draw_uuid()?) })
    }

    /// The cards of a young person that were issued under these ids, the printed one first.
    async fn issued_under(
        &self,
        scope: &HubScope,
        ids: CardIds,
        carer: CarerId,
    ) -> Result<Vec<CardId>, StoreError> {
        let sql = "SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2 AND card_id IN ($3, $4)
            ORDER BY CASE WHEN card_id = $3 THEN 0 ELSE 1 END";
        look!(self, "find issued cards", |view| {
            Ok(on_db!(view, |c| sqlx::query_scalar(sql)
                .bind(scope.hub())
                .bind(carer)
                .bind(ids.printed)
                .bind(ids.fare)
                .fetch_all(c))?)
        })
    }

    async fn issue_under(
        &self,
        scope: &HubScope,
        ids: CardIds,
        wish: &Wish,
    ) -> Result<Vec<IssuedCard>, StoreError> {
        self.settle_stale().await?;
        let today = today(self.now());
        let chosen = choose(wish.arrangements.clone(), today)?;
        let parts =
            [(CardKind::Printed, ids.printed, chosen.printed), (CardKind::Fare, ids.fare, chosen.fare)];
        let intents = transaction!(self, "issue card", |tx| {
            let carer = carers::of_hub(tx, scope, wish.carer).await?;
            let ends_on = wish.ends_on.unwrap_or_else(|| last_day(&carer, today));
            check_end(today, ends_on, carer.details.caring_ended_on)?;
            let mut intents = Vec::new();
            for (kind, card, arrangements) in &parts {
                if let Some(arrangements) = arrangements {
                    supersede_ended(tx, scope, wish.carer, *kind, today).await?;
                    let intent = self.intend_for(tx, scope, &carer, (*kind, *card, arrangements), ends_on);
                    intents.push(intent.await?);
                }
            }
            Ok(intents)
        })?;
        let mut issued = Vec::with_capacity(intents.len());
        for intent in intents {
            issued.push(self.finish(scope, intent).await?);
        }
        Ok(issued)
    }

    async fn intend_for(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        (kind, card, arrangements): (CardKind, CardId, &Arrangements),
        ends_on: NaiveDate,
    ) -> Result<Intent, StoreError> {
        let name = name_of(carer)?;
        let plan = Plan { card, carer: carer.carer_id, kind, name, arrangements, ends_on, follows: None };
        let intent = self.intend(tx, scope, plan).await?;
        let details = json!({"card": intent.card, "kind": kind.code(), "ends_on": ends_on,
            "codes": arrangements.iter().map(Arrangement::code).collect::<Vec<_>>()});
        self.record(tx, scope, "card issued", Some(carer.subject_id), details).await?;
        Ok(intent)
    }
}

/// The last day of a card for which the hub chose none.
pub(in super::super) fn last_day(carer: &Carer, today: NaiveDate) -> NaiveDate {
    usual_end_after(today, carer.details.caring_ended_on)
}

/// The name a card shows.
pub(in super::super) fn name_of(carer: &Carer) -> Result<LineText, IssueError> {
    let family_name = carer.details.family_name.as_deref().unwrap_or_default();
    Ok(card_name(carer.details.called(), family_name)?)
}

/// A card past its last day makes room for the next without being renewed.
async fn supersede_ended(
    tx: &mut Tx,
    scope: &HubScope,
    carer: CarerId,
    kind: CardKind,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE card SET superseded_at = $1 WHERE hub_id = $2 AND carer_id = $3 AND kind = $4
        AND ends_on < $5 AND superseded_at IS NULL AND withdrawn_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(at)
        .bind(scope.hub())
        .bind(carer)
        .bind(kind.code())
        .bind(today.to_string())
        .execute(c))?;
    Ok(())
}
