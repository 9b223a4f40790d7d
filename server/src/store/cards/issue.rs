//! Issuing what was chosen with a young person: a printed card, a fare card, or both.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements, LineText};
use passport_core::issue::{CardKind, IssueError, card_name, check_end, choose, grace_end, today, usual_end};
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, transaction, write_db};
use super::super::{CardId, CarerId, HubScope, Store, StoreError};
use super::Card;
use super::intent::{Intent, Plan};

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
        self.settle_stale().await?;
        let today = today(self.now());
        let chosen = choose(wish.arrangements.clone(), today)?;
        let parts = [(CardKind::Printed, chosen.printed), (CardKind::Fare, chosen.fare)];
        let intents = transaction!(self, "issue card", |tx| {
            let carer = carers::of_hub(tx, scope, wish.carer).await?;
            let ends_on = wish.ends_on.unwrap_or_else(|| last_day(&carer, today));
            check_end(today, ends_on)?;
            let mut intents = Vec::new();
            for (kind, arrangements) in &parts {
                if let Some(arrangements) = arrangements {
                    supersede_ended(tx, scope, wish.carer, *kind, today).await?;
                    let intent = self.intend_for(tx, scope, &carer, (*kind, arrangements), ends_on);
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
        (kind, arrangements): (CardKind, &Arrangements),
        ends_on: NaiveDate,
    ) -> Result<Intent, StoreError> {
        let name = name_of(carer)?;
        let plan = Plan { carer: carer.carer_id, kind, name, arrangements, ends_on, follows: None };
        let intent = self.intend(tx, scope, plan).await?;
        let details = json!({"card": intent.card, "kind": kind.code(), "ends_on": ends_on,
            "codes": arrangements.iter().map(Arrangement::code).collect::<Vec<_>>()});
        self.record(tx, scope, "card issued", Some(carer.subject_id), details).await?;
        Ok(intent)
    }
}

/// The last day of a card for which the hub chose none.
pub(super) fn last_day(carer: &Carer, today: NaiveDate) -> NaiveDate {
    let usual = usual_end(today);
    carer.details.caring_ended_on.map_or(usual, |ended_on| usual.min(grace_end(ended_on)))
}

/// The name a card shows.
pub(super) fn name_of(carer: &Carer) -> Result<LineText, IssueError> {
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
