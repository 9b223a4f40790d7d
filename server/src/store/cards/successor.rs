//! The card after this one: renewing lets the old card live until its own end, replacing withdraws it.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements};
use passport_core::issue::{CardKind, check_end, choose, today};
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, transaction, write_db};
use super::super::{CardId, HubScope, Store, StoreError, Thing, one};
use super::intent::{Intent, Plan};
use super::issue::{last_day, name_of};
use super::{Card, CardRefused, IssuedCard, of_hub};

/// What differs on the next card.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Its last day. Left open: a renewed card lasts as long as a newly issued one, a replaced one as long as the old.
    pub ends_on: Option<NaiveDate>,
    /// Its arrangements. Left open: those of the old card.
    pub arrangements: Option<Vec<Arrangement>>,
}

/// What becomes of the card before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Predecessor {
    LivesOn,
    IsWithdrawn,
}

impl Store {
    /// Issues the next card; this one stays good until its own end.
    ///
    /// # Errors
    /// [`StoreError::Card`] when it was renewed or withdrawn already; [`StoreError::Issue`] says what to change.
    pub async fn renew_card(
        &self,
        scope: &HubScope,
        card: CardId,
        change: &Change,
    ) -> Result<IssuedCard, StoreError> {
        self.succeed("renew card", scope, card, change, Predecessor::LivesOn).await
    }

    /// Withdraws a card and issues another in its place, both in one step. Earlier cards that were still good are withdrawn too.
    ///
    /// # Errors
    /// As for [`Self::renew_card`].
    pub async fn replace_card(
        &self,
        scope: &HubScope,
        card: CardId,
        change: &Change,
    ) -> Result<IssuedCard, StoreError> {
        self.succeed("replace card", scope, card, change, Predecessor::IsWithdrawn).await
    }

    async fn succeed(
        &self,
        name: &'static str,
        scope: &HubScope,
        card: CardId,
        change: &Change,
        predecessor: Predecessor,
    ) -> Result<IssuedCard, StoreError> {
        self.settle_stale().await?;
        let today = today(self.now());
        let (intent, withdrawn) = transaction!(self, name, |tx| {
            let (old, subject) = of_hub(tx, scope, card).await?;
            if old.withdrawn_at.is_some() {
                return Err(CardRefused::Withdrawn.into());
            }
            // Also one past its last day, that has been followed already.
            if old.superseded_at.is_some() {
                return Err(CardRefused::Superseded.into());
            }
            let arrangements = arrangements_after(&old, change, today)?;
            let carer = carers::of_hub(tx, scope, old.carer_id).await?;
            let ends_on = change.ends_on.unwrap_or_else(|| match predecessor {
                Predecessor::IsWithdrawn if old.ends_on >= today => old.ends_on,
                _ => last_day(&carer, today),
            });
            check_end(today, ends_on)?;
            let withdrawn = match predecessor {
                Predecessor::LivesOn => supersede(tx, scope, card).await.map(|()| Vec::new())?,
                Predecessor::IsWithdrawn => {
                    self.withdraw_with_earlier(tx, scope, (&old, subject), today).await?
                }
            };
            let next = (&arrangements, ends_on);
            Ok((self.intend_after(tx, scope, (&old, &carer), next, predecessor).await?, withdrawn))
        })?;
        Ok(IssuedCard { withdrawn, ..self.finish(scope, intent).await? })
    }

    async fn intend_after(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (old, carer): (&Card, &Carer),
        (arrangements, ends_on): (&Arrangements, NaiveDate),
        predecessor: Predecessor,
    ) -> Result<Intent, StoreError> {
        let name = name_of(carer)?;
        let plan = Plan {
            carer: old.carer_id,
            kind: old.kind,
            name,
            arrangements,
            ends_on,
            follows: Some(old.card_id),
        };
        let intent = self.intend(tx, scope, plan).await?;
        let deed = match predecessor {
            Predecessor::LivesOn => "card renewed",
            Predecessor::IsWithdrawn => "card replaced",
        };
        let details = json!({"card": intent.card, "follows": old.card_id, "ends_on": ends_on,
            "codes": arrangements.iter().map(Arrangement::code).collect::<Vec<_>>()});
        self.record(tx, scope, deed, Some(carer.subject_id), details).await?;
        Ok(intent)
    }
}

/// The arrangements of the next card, which must all belong on a card of the same kind.
fn arrangements_after(old: &Card, change: &Change, today: NaiveDate) -> Result<Arrangements, StoreError> {
    let Some(wanted) = &change.arrangements else {
        return Ok(old.arrangements.clone());
    };
    let chosen = choose(wanted.clone(), today)?;
    match (old.kind, chosen.printed, chosen.fare) {
        (CardKind::Printed, Some(arrangements), None) | (CardKind::Fare, None, Some(arrangements)) => {
            Ok(arrangements)
        }
        (CardKind::Phone, ..) => Err(CardRefused::NotPrinted.into()),
        _ => Err(CardRefused::OtherKind.into()),
    }
}

async fn supersede(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE card SET superseded_at = $1 WHERE hub_id = $2 AND card_id = $3
        AND superseded_at IS NULL AND withdrawn_at IS NULL";
    one(write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?, Thing::Card)
}
