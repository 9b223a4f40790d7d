//! Taking a card out of use, and noting what happened to it.

use passport_core::issue::today;
use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::{CardId, HubScope, Store, StoreError, Thing, one, short_codes};
use super::{CardRefused, of_hub};

impl Store {
    /// Withdraws a card at once and for good, with every credential of it and every earlier card of its kind that was renewed
    /// and is still good. Gives all that were withdrawn, this one first. No reason is kept where a checker could see it.
    ///
    /// # Errors
    /// [`CardRefused::Withdrawn`] when it is withdrawn already.
    pub async fn withdraw_card(&self, scope: &HubScope, card: CardId) -> Result<Vec<CardId>, StoreError> {
        let today = today(self.now());
        transaction!(self, "withdraw card", |tx| {
            let (found, subject) = of_hub(tx, scope, card).await?;
            let withdrawn = self.withdraw_with_earlier(tx, scope, (&found, subject), today).await?;
            self.record(tx, scope, "card withdrawn", Some(subject), json!({"card": card})).await?;
            Ok(withdrawn)
        })
    }

    /// Notes that a card was reported lost. It stays good until the hub has rung and withdraws or replaces it.
    ///
    /// # Errors
    /// [`CardRefused::Withdrawn`] when it is withdrawn already.
    pub async fn mark_card_lost(&self, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
        let sql = "UPDATE card SET lost_at = COALESCE(lost_at, $1) WHERE hub_id = $2 AND card_id = $3";
        self.mark(scope, card, "card reported lost", sql).await
    }

    /// Notes that a card was handed over.
    ///
    /// # Errors
    /// [`CardRefused::Withdrawn`] when it is withdrawn already.
    pub async fn mark_card_handed_over(&self, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
        let sql = "UPDATE card SET handed_over_at = COALESCE(handed_over_at, $1) WHERE hub_id = $2 AND card_id = $3";
        self.mark(scope, card, "card handed over", sql).await
    }

    async fn mark(
        &self,
        scope: &HubScope,
        card: CardId,
        deed: &'static str,
        sql: &'static str,
    ) -> Result<(), StoreError> {
        transaction!(self, deed, |tx| {
            let (found, subject) = of_hub(tx, scope, card).await?;
            if found.withdrawn_at.is_some() {
                return Err(CardRefused::Withdrawn.into());
            }
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?;
            one(rows, Thing::Card)?;
            self.record(tx, scope, deed, Some(subject), json!({"card": card})).await
        })
    }
}

/// Sets the bits of all a card's credentials, and ends the card and its code.
pub(super) async fn withdraw(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let (n, at, hub) = (tx.n, tx.at, scope.hub());
    let sql = "UPDATE card SET withdrawn_at = $1 WHERE hub_id = $2 AND card_id = $3 AND withdrawn_at IS NULL";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(card).execute(c))?;
    if rows != 1 {
        return Err(CardRefused::Withdrawn.into());
    }
    let sql = "UPDATE status_entry SET withdrawn_at = $1, changed_n = $2
        WHERE hub_id = $3 AND withdrawn_at IS NULL AND (n, idx) IN
        (SELECT n, idx FROM credential WHERE hub_id = $3 AND card_id = $4)";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(hub).bind(card).execute(c))?;
    if rows == 0 {
        return Err(StoreError::NotFound(Thing::Card));
    }
    let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1
        WHERE hub_id = $2 AND n IN (SELECT n FROM credential WHERE hub_id = $2 AND card_id = $3)";
    write_db!(tx, |c| sqlx::query(sql).bind(n).bind(hub).bind(card).execute(c))?;
    short_codes::end(tx, scope, card).await
}
