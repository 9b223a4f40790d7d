//! The card after this one: renewing lets the old card live until its own end, replacing withdraws it.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements};
use passport_core::issue::{CardKind, check_end, choose, today};
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::{CardId, HubScope, Store, StoreError, Thing, one};
use super::following::Following;
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

impl Store {
    /// Issues the next card; this one stays good until its own end, unless something on it is taken off or narrowed: then it is
    /// withdrawn in the same step.
    ///
    /// # Errors
    /// [`StoreError::Card`] when it was renewed or withdrawn already; [`StoreError::Issue`] says what to change.
    pub async fn renew_card(
        &self,
        scope: &HubScope,
        card: CardId,
        change: &Change,
    ) -> Result<IssuedCard, StoreError> {
        self.succeed(scope, (card, CardId(self.draw_uuid()?)), change, Following::Renewed).await
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
        self.succeed(scope, (card, CardId(self.draw_uuid()?)), change, Following::Replaced).await
    }

    /// Issues the next card under an id drawn with a form. Sent again, it gives the card that was issued the first time.
    /// A lost card is refused even where the next one cannot be issued.
    ///
    /// # Errors
    /// As for [`Self::renew_card`], when another form was faster; [`StoreError::Pack`] when the next one would not fit its square.
    pub async fn follow_card_once(
        &self,
        scope: &HubScope,
        (card, next): (CardId, CardId),
        following: Following,
        change: &Change,
    ) -> Result<CardId, StoreError> {
        match self.succeed(scope, (card, next), change, following).await {
            Err(StoreError::Card(CardRefused::Superseded | CardRefused::Withdrawn))
                if self.follows(scope, next, card).await? =>
            {
                self.settle_cards(&[next]).await?;
                Ok(next)
            }
            Err(fault) if following == Following::Lost => {
                self.withdraw_lost(scope, card).await?;
                Err(fault)
            }
            issued => Ok(issued?.card_id),
        }
    }

    async fn follows(&self, scope: &HubScope, next: CardId, card: CardId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM card WHERE hub_id = $1 AND card_id = $2 AND follows = $3";
        look!(self, "find next card", |view| {
            let found: i64 = on_db!(view, |c| sqlx::query_scalar(sql)
                .bind(scope.hub())
                .bind(next)
                .bind(card)
                .fetch_one(c))?;
            Ok(found > 0)
        })
    }

    async fn succeed(
        &self,
        scope: &HubScope,
        (card, next): (CardId, CardId),
        change: &Change,
        following: Following,
    ) -> Result<IssuedCard, StoreError> {
        self.settle_stale().await?;
        let today = today(self.now());
        let (intent, withdrawn) = transaction!(self, following.name(), |tx| {
            let (old, subject) = of_hub(tx, scope, card).await?;
            if old.kind == CardKind::Phone {
                return Err(CardRefused::NotPrinted.into());
            }
            if old.withdrawn_at.is_some() {
                return Err(CardRefused::Withdrawn.into());
            }
            // Also one past its last day, that has been followed already.
            if old.superseded_at.is_some() {
                return Err(CardRefused::Superseded.into());
            }
            let arrangements = arrangements_after(&old, change, today)?;
            let carer = carers::of_hub(tx, scope, old.carer_id).await?;
            let ends_on = change.ends_on.unwrap_or_else(|| match following {
                Following::Replaced | Following::Lost if old.ends_on >= today => old.ends_on,
                _ => last_day(&carer, today),
            });
            // A card in the place of a good one may last as long as that one, even where a new one may not.
            let as_before = following != Following::Renewed && ends_on == old.ends_on && ends_on >= today;
            if !as_before {
                check_end(today, ends_on, carer.details.caring_ended_on)?;
            }
            let following = following.for_what_is_arranged(&old, &arrangements);
            if following == Following::Lost {
                self.note_lost(tx, scope, (&old, subject)).await?;
            }
            let withdrawn = match following {
                Following::Renewed => supersede(tx, scope, card).await.map(|()| Vec::new())?,
                Following::Replaced | Following::Lost => {
                    self.withdraw_with_earlier(tx, scope, (&old, subject), today).await?
                }
            };
            let next = (next, &arrangements, ends_on);
            Ok((self.intend_after(tx, scope, (&old, &carer), next, following).await?, withdrawn))
        })?;
        Ok(IssuedCard { withdrawn, ..self.finish(scope, intent).await? })
    }

    async fn intend_after(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (old, carer): (&Card, &Carer),
        (card, arrangements, ends_on): (CardId, &Arrangements, NaiveDate),
        following: Following,
    ) -> Result<Intent, StoreError> {
        let name = name_of(carer)?;
        let plan = Plan {
            card,
            carer: old.carer_id,
            kind: old.kind,
            name,
            arrangements,
            ends_on,
            follows: Some(old.card_id),
        };
        let intent = self.intend(tx, scope, plan).await?;
        let deed = match following {
            Following::Renewed => "card renewed",
            Following::Replaced | Following::Lost => "card replaced",
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
