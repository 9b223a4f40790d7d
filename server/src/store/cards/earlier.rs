//! The cards before a card: a renewed card stays good until its own end, but never beyond the withdrawal of its successor.

use chrono::NaiveDate;
use serde_json::json;

use super::super::db::{Tx, on_db};
use super::super::{CardId, HubScope, Store, StoreError, SubjectId};
use super::Card;
use super::withdraw::withdraw;

impl Store {
    /// Withdraws a card with every earlier card of its kind that is still good, and gives them all, this one first.
    /// Withdrawing an older card leaves the newer one good. The caller records what became of this card.
    pub(super) async fn withdraw_with_earlier(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (card, subject): (&Card, SubjectId),
        today: NaiveDate,
    ) -> Result<Vec<CardId>, StoreError> {
        let earlier = still_good_before(tx, scope, card, today).await?;
        withdraw(tx, scope, card.card_id).await?;
        for old in &earlier {
            withdraw(tx, scope, *old).await?;
            let details = json!({"card": old, "with": card.card_id});
            self.record(tx, scope, "card withdrawn", Some(subject), details).await?;
        }
        Ok([vec![card.card_id], earlier].concat())
    }
}

/// Before the newest card come all that were renewed; before an older one, those it follows.
async fn still_good_before(
    tx: &mut Tx,
    scope: &HubScope,
    card: &Card,
    today: NaiveDate,
) -> Result<Vec<CardId>, StoreError> {
    let sql = "WITH RECURSIVE line (card_id, follows) AS (
            SELECT card_id, follows FROM card WHERE hub_id = $1 AND card_id = $2
            UNION SELECT c.card_id, c.follows FROM card c JOIN line l ON c.card_id = l.follows WHERE c.hub_id = $1)
        SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $3 AND kind = $4 AND card_id <> $2
            AND superseded_at IS NOT NULL AND withdrawn_at IS NULL AND ends_on >= $5
            AND ($6 OR card_id IN (SELECT card_id FROM line)) ORDER BY created_at, card_id";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(card.card_id)
        .bind(card.carer_id)
        .bind(card.kind.code())
        .bind(today.to_string())
        .bind(card.superseded_at.is_none())
        .fetch_all(c))?)
}
