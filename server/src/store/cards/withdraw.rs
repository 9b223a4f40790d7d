//! Taking a card out of use, and noting what happened to it.

use passport_core::issue::today;
use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::{CardId, HubScope, Store, StoreError, SubjectId, Thing, phones, short_codes};
use super::{Card, CardRefused, of_hub};

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
        transaction!(self, "report card lost", |tx| {
            let (found, subject) = still_good(tx, scope, card).await?;
            self.note_lost(tx, scope, (&found, subject)).await
        })
    }

    /// Withdraws a lost card with its earlier ones, without another in its place; nothing is left to do when it is withdrawn.
    pub(super) async fn withdraw_lost(&self, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
        let today = today(self.now());
        transaction!(self, "withdraw lost card", |tx| {
            let (found, subject) = of_hub(tx, scope, card).await?;
            if found.withdrawn_at.is_some() {
                return Ok(());
            }
            self.note_lost(tx, scope, (&found, subject)).await?;
            self.withdraw_with_earlier(tx, scope, (&found, subject), today).await?;
            self.record(tx, scope, "card withdrawn", Some(subject), json!({"card": card})).await
        })
    }

    /// Notes a loss in the transaction of what follows from it; once noted, its day stays.
    pub(in super::super) async fn note_lost(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (card, subject): (&Card, SubjectId),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE card SET lost_at = $1 WHERE hub_id = $2 AND card_id = $3 AND lost_at IS NULL";
        self.mark(tx, scope, (card, subject), ("card reported lost", sql)).await
    }

    /// Notes that a card was handed over.
    ///
    /// # Errors
    /// [`CardRefused::Withdrawn`] when it is withdrawn already.
    pub async fn mark_card_handed_over(&self, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
        let sql = "UPDATE card SET handed_over_at = $1 WHERE hub_id = $2 AND card_id = $3 AND handed_over_at IS NULL";
        transaction!(self, "hand card over", |tx| {
            let (found, subject) = still_good(tx, scope, card).await?;
            self.mark(tx, scope, (&found, subject), ("card handed over", sql)).await
        })
    }

    /// Notes when something happened to a card, unless that is noted already: said twice, it happened once.
    async fn mark(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (card, subject): (&Card, SubjectId),
        (deed, sql): (&str, &'static str),
    ) -> Result<(), StoreError> {
        let (at, card) = (tx.at, card.card_id);
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?;
        if rows == 0 {
            return Ok(());
        }
        self.record(tx, scope, deed, Some(subject), json!({"card": card})).await
    }
}

/// A card of this hub that is not withdrawn.
async fn still_good(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(Card, SubjectId), StoreError> {
    let (card, subject) = of_hub(tx, scope, card).await?;
    if card.withdrawn_at.is_some() { Err(CardRefused::Withdrawn.into()) } else { Ok((card, subject)) }
}

/// Sets the bits of all a card's credentials, and ends the card and its code.
pub(in super::super) async fn withdraw(
    tx: &mut Tx,
    scope: &HubScope,
    card: CardId,
) -> Result<(), StoreError> {
    let (n, at, hub) = (tx.n, tx.at, scope.hub());
    end_card(tx, scope, card).await?;
    let sql = "UPDATE status_entry SET withdrawn_at = $1, changed_n = $2
        WHERE hub_id = $3 AND withdrawn_at IS NULL AND (n, idx) IN
        (SELECT n, idx FROM credential WHERE hub_id = $3 AND card_id = $4)";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(hub).bind(card).execute(c))?;
    // Paper has one credential from its first moment on; a phone may have none yet, or none that is good.
    if rows == 0 && !phones::is_phone(tx, scope, card).await? {
        return Err(StoreError::NotFound(Thing::Card));
    }
    let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1
        WHERE hub_id = $2 AND n IN (SELECT n FROM credential WHERE hub_id = $2 AND card_id = $3)";
    write_db!(tx, |c| sqlx::query(sql).bind(n).bind(hub).bind(card).execute(c))?;
    Ok(())
}

/// Ends a card and whatever opens or fetches it, but sets no bit.
pub(in super::super) async fn end_card(
    tx: &mut Tx,
    scope: &HubScope,
    card: CardId,
) -> Result<(), StoreError> {
    let (at, hub) = (tx.at, scope.hub());
    let sql = "UPDATE card SET withdrawn_at = $1 WHERE hub_id = $2 AND card_id = $3 AND withdrawn_at IS NULL";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(card).execute(c))?;
    if rows != 1 {
        return Err(CardRefused::Withdrawn.into());
    }
    phones::end(tx, scope, card).await?;
    short_codes::end(tx, scope, card).await
}
