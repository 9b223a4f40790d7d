//! A young person's phones, as their hub sees them.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::phone::phone_ends_on;
use serde_json::json;

use super::super::cards::{Card, CardRow, CardState};
use super::super::carers;
use super::super::db::{on_db, transaction};
use super::super::{CarerId, HubScope, Store, StoreError};

/// A phone that a card was put on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The card.
    pub card: Card,
    /// The last day that counts: the card's own, or the end of the grace once caring has ended.
    pub ends_on: NaiveDate,
    /// When a wallet first fetched it; none before.
    pub activated_at: Option<DateTime<Utc>>,
    /// When the phone was last heard of.
    pub seen_at: Option<DateTime<Utc>>,
    /// What holds it; none before it was fetched, and none after it was removed.
    pub wallet: Option<Wallet>,
}

/// What holds a card on a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wallet {
    /// Our own.
    Ours,
    /// Another's, by the name that it gave itself, if it gave one. It may not be able to show the card's square.
    Another(Option<String>),
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    card: CardRow,
    activated_at: Option<DateTime<Utc>>,
    seen_at: Option<DateTime<Utc>>,
    granted: bool,
    bound: bool,
    client_id: Option<String>,
}

impl Phone {
    /// What it is to its hub on this day.
    pub fn state(&self, today: NaiveDate) -> CardState {
        match self.card.state(today) {
            CardState::Active | CardState::Superseded if self.ends_on < today => CardState::Ended,
            state => state,
        }
    }
}

impl Row {
    fn read(self, caring_ended_on: Option<NaiveDate>) -> Result<Phone, StoreError> {
        // Ours names itself by its key alone.
        let ours = self.bound && self.client_id.is_none();
        let wallet =
            self.granted.then(|| if ours { Wallet::Ours } else { Wallet::Another(self.client_id.clone()) });
        let Self { activated_at, seen_at, .. } = self;
        let card = self.card.read()?;
        let ends_on = phone_ends_on(card.ends_on, caring_ended_on);
        Ok(Phone { card, ends_on, activated_at, seen_at, wallet })
    }
}

impl Store {
    /// The phones of a young person, newest first, also those that wait for their card and those that were removed. The look is
    /// recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn phones(&self, scope: &HubScope, carer: CarerId) -> Result<Vec<Phone>, StoreError> {
        let sql = "SELECT k.card_id, k.carer_id, k.kind, k.ends_on, k.arrangements, k.follows, k.created_at, k.handed_over_at,
                k.lost_at, k.superseded_at, k.withdrawn_at, p.activated_at, p.seen_at, g.grant_id IS NOT NULL AS granted,
                g.thumbprint IS NOT NULL AS bound, g.client_id
            FROM card k JOIN phone p ON p.hub_id = k.hub_id AND p.card_id = k.card_id
            LEFT JOIN phone_grant g ON g.hub_id = k.hub_id AND g.card_id = k.card_id AND g.grant_id =
                (SELECT n.grant_id FROM phone_grant n WHERE n.hub_id = k.hub_id AND n.card_id = k.card_id
                    AND n.ended_at IS NULL ORDER BY n.created_at DESC, n.grant_id LIMIT 1)
            WHERE k.hub_id = $1 AND k.carer_id = $2 ORDER BY k.created_at DESC, k.card_id";
        transaction!(self, "list phones", |tx| {
            let carers::Carer { subject_id, details, .. } = carers::of_hub(tx, scope, carer).await?;
            self.note_read(tx, scope, "phones listed", Some(subject_id), json!({})).await?;
            let rows: Vec<Row> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(carer).fetch_all(c))?;
            rows.into_iter().map(|row| row.read(details.caring_ended_on)).collect()
        })
    }
}
