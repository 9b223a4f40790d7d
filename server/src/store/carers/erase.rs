//! Erasing a young person: what is left are stubs in the audit chain and bare entries of status lists.

use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::desks::keep_figures;
use super::super::{CarerId, HubScope, Store, StoreError, SubjectId, Thing, one};
use super::of_hub;
use crate::journal::Noted;
use crate::store::reviews::forget_writer;

/// What is deleted, in the order in which rows lean on one another; $1 is the hub, $2 the young person.
const ERASED: [&str; 19] = [
    "DELETE FROM message WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM lost_code WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM short_code WHERE hub_id = $1 AND card_id IN
        (SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2)",
    "DELETE FROM phone_delivery WHERE hub_id = $1 AND grant_id IN (SELECT g.grant_id FROM phone_grant g
        JOIN card k ON k.hub_id = g.hub_id AND k.card_id = g.card_id WHERE g.hub_id = $1 AND k.carer_id = $2)",
    "DELETE FROM phone_grant WHERE hub_id = $1 AND card_id IN
        (SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2)",
    "DELETE FROM offer WHERE hub_id = $1 AND activation_id IN (SELECT a.activation_id FROM activation a
        JOIN card k ON k.hub_id = a.hub_id AND k.card_id = a.card_id WHERE a.hub_id = $1 AND k.carer_id = $2)",
    "DELETE FROM activation WHERE hub_id = $1 AND card_id IN
        (SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2)",
    "DELETE FROM phone WHERE hub_id = $1 AND card_id IN
        (SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2)",
    "DELETE FROM credential WHERE hub_id = $1 AND card_id IN
        (SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2)",
    "DELETE FROM card_run_row WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM card WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM time_out WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM desk_look WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM photo WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM agreement WHERE hub_id = $1 AND carer_id = $2",
    "DELETE FROM contact_wishes WHERE hub_id = $1 AND carer_id = $2",
    // A row that was left out, since it says the same of the same person as an earlier one that was added.
    "DELETE FROM import_row WHERE hub_id = $1 AND outcome IS NOT NULL AND EXISTS (SELECT 1 FROM import_row r
        WHERE r.hub_id = $1 AND r.import_id = import_row.import_id AND r.number = import_row.like_number
            AND r.carer_id = $2)",
    "DELETE FROM import_row WHERE hub_id = $1 AND (carer_id = $2 OR (like_id = $2 AND outcome IS NOT NULL))",
    "UPDATE import_row SET like_id = NULL WHERE hub_id = $1 AND like_id = $2",
];

impl Store {
    /// Erases a young person with everything about them. Their cards are not in use from now on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none in this hub.
    pub async fn erase_carer(&self, scope: &HubScope, carer: CarerId) -> Result<(), StoreError> {
        transaction!(self, "erase carer", |tx| self.erase_within(tx, scope, carer).await)
    }

    /// The same as a part of another step.
    pub(in crate::store) async fn erase_within(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: CarerId,
    ) -> Result<(), StoreError> {
        let subject = of_hub(tx, scope, carer).await?.subject_id;
        refuse_cards(tx, scope, carer).await?;
        keep_figures(tx, scope, carer).await?;
        forget_writer(self, tx, scope, carer).await?;
        let keys = keys_of(tx, scope, carer).await?;
        self.keep_seen_keys(tx, &keys).await?;
        for sql in ERASED {
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(carer).execute(c))?;
        }
        let sql = "DELETE FROM carer WHERE hub_id = $1 AND carer_id = $2";
        one(write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(carer).execute(c))?, Thing::Carer)?;
        forget_details(tx, subject).await?;
        self.record(tx, scope, "record erased", Some(subject), json!({})).await?;
        self.note_outside(tx, scope.hub(), vec![Noted::Erased { carer }]).await
    }
}

/// Sets the bits of all their cards: a bit outlives its card.
async fn refuse_cards(tx: &mut Tx, scope: &HubScope, carer: CarerId) -> Result<(), StoreError> {
    let (n, at, hub) = (tx.n, tx.at, scope.hub());
    let sql = "UPDATE status_entry SET withdrawn_at = $1, changed_n = $2
        WHERE hub_id = $3 AND withdrawn_at IS NULL AND (n, idx) IN
        (SELECT s.n, s.idx FROM credential s JOIN card k ON k.hub_id = s.hub_id AND k.card_id = s.card_id
            WHERE k.hub_id = $3 AND k.carer_id = $4)";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(hub).bind(carer).execute(c))?;
    let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1 WHERE hub_id = $2 AND n IN
        (SELECT s.n FROM credential s JOIN card k ON k.hub_id = s.hub_id AND k.card_id = s.card_id
            WHERE k.hub_id = $2 AND k.carer_id = $3)";
    write_db!(tx, |c| sqlx::query(sql).bind(n).bind(hub).bind(carer).execute(c))?;
    Ok(())
}

/// The keys that their cards on phones are bound to.
async fn keys_of(tx: &mut Tx, scope: &HubScope, carer: CarerId) -> Result<Vec<Vec<u8>>, StoreError> {
    let sql =
        "SELECT s.device_key FROM credential s JOIN card k ON k.hub_id = s.hub_id AND k.card_id = s.card_id
        WHERE k.hub_id = $1 AND k.carer_id = $2 AND s.device_key IS NOT NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).fetch_all(c))?)
}

/// Empties what stands beside the entries of the audit chain; the entries and their MACs stay.
async fn forget_details(tx: &mut Tx, subject: SubjectId) -> Result<(), StoreError> {
    let sql = "DELETE FROM audit_detail WHERE EXISTS (SELECT 1 FROM audit_entry e
        WHERE e.chain_id = audit_detail.chain_id AND e.seq = audit_detail.seq AND e.subject_id = $1)";
    write_db!(tx, |c| sqlx::query(sql).bind(subject).execute(c))?;
    Ok(())
}
