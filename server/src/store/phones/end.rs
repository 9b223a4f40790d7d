//! What a phone holds is refused: all of it when it is removed, and whatever carries what was taken off.

use passport_core::credential::{Claims, Kind};
use passport_core::issue::is_narrowed;
use passport_core::phone::{Choices, shown};
use serde_json::json;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::cards::{of_hub, withdraw};
use super::super::carers::Carer;
use super::super::db::{MOST_ROWS_AT_ONCE, Tx, View, list, on_db, write_db};
use super::super::{CardId, CredentialId, HubScope, Store, StoreError, Thing};

/// A credential past its end is still looked up for so long, in seconds.
pub(in super::super) const AFTERLIFE: i64 = 14 * 24 * 3600;

impl Store {
    /// Removes every phone of a young person, in the transaction of what makes that needful.
    pub(in super::super) async fn remove_phones(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
    ) -> Result<(), StoreError> {
        let sql = "SELECT card_id FROM card WHERE hub_id = $1 AND carer_id = $2 AND kind = 'phone'
            AND withdrawn_at IS NULL ORDER BY created_at, card_id";
        let phones: Vec<CardId> =
            on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer.carer_id).fetch_all(c))?;
        for card in phones {
            withdraw(tx, scope, card).await?;
            let details = json!({"card": card});
            self.record(tx, scope, "card withdrawn", Some(carer.subject_id), details).await?;
        }
        Ok(())
    }
}

/// Whether a card is on a phone.
pub(in super::super) async fn is_phone(
    view: &mut View,
    scope: &HubScope,
    card: CardId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM phone WHERE hub_id = $1 AND card_id = $2";
    let found: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(card).fetch_one(c))?;
    Ok(found > 0)
}

/// Ends the codes of a card that is removed, and whatever a wallet may still fetch of it.
pub(in super::super) async fn end(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let at = tx.at;
    for sql in [
        "UPDATE activation SET ended_at = $1 WHERE hub_id = $2 AND card_id = $3 AND ended_at IS NULL",
        "UPDATE phone_grant SET ended_at = $1 WHERE hub_id = $2 AND card_id = $3 AND ended_at IS NULL",
    ] {
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?;
    }
    Ok(())
}

/// Refuses each credential of a phone that carries something its setting is no longer shown; gives how many.
pub(super) async fn revoke_what_is_taken_off(
    tx: &mut Tx,
    scope: &HubScope,
    card: CardId,
) -> Result<u64, StoreError> {
    let allowed = of_hub(tx, scope, card).await?.0.arrangements;
    let choices = choices_of(tx, scope, card).await?;
    let is_over = |claims: &Claims| match claims.kind {
        Kind::Phone { setting, .. } => is_narrowed(&claims.arrangements, &shown(&allowed, setting, &choices)),
        Kind::Printed => false,
    };
    let held = held(tx, scope, card).await?;
    let over = held.iter().filter(|(_, claims)| is_over(claims)).map(|(id, claims)| (*id, claims));
    revoke(tx, scope, &over.collect::<Vec<_>>()).await
}

/// What the owner of a phone lets each setting see.
pub(super) async fn choices_of(
    view: &mut View,
    scope: &HubScope,
    card: CardId,
) -> Result<Choices, StoreError> {
    let sql = "SELECT choices FROM phone WHERE hub_id = $1 AND card_id = $2";
    let found: Option<Json<Choices>> =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(card).fetch_optional(c))?;
    found.map(|Json(choices)| choices).ok_or(StoreError::NotFound(Thing::Card))
}

/// What of a phone is not refused yet, and is still looked up.
pub(super) async fn held(
    tx: &mut Tx,
    scope: &HubScope,
    card: CardId,
) -> Result<Vec<(CredentialId, Claims)>, StoreError> {
    let sql = "SELECT s.credential_id, s.claims FROM credential s
        JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
        WHERE s.hub_id = $1 AND s.card_id = $2 AND s.exp >= $3 AND e.withdrawn_at IS NULL";
    let since = tx.seconds() - AFTERLIFE;
    let rows: Vec<(CredentialId, String)> =
        on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(card).bind(since).fetch_all(c))?;
    rows.into_iter()
        .map(|(credential, claims)| match Claims::from_json(&claims) {
            Ok(claims) => Ok((credential, claims)),
            Err(_) => Err(StoreError::Unreadable(Thing::Card)),
        })
        .collect()
}

/// Sets the bits of some credentials; gives how many were not set before.
pub(in super::super) async fn revoke(
    tx: &mut Tx,
    scope: &HubScope,
    over: &[(CredentialId, &Claims)],
) -> Result<u64, StoreError> {
    let (n, at, hub) = (tx.n, tx.at, scope.hub());
    let mut revoked = 0;
    for over in over.chunks(MOST_ROWS_AT_ONCE) {
        let chosen = format!(
            "(SELECT n, idx FROM credential WHERE hub_id = $3 AND credential_id IN ({}))",
            list(3, over.len())
        );
        let sql = format!(
            "UPDATE status_entry SET withdrawn_at = $1, changed_n = $2
            WHERE hub_id = $3 AND withdrawn_at IS NULL AND (n, idx) IN {chosen}"
        );
        revoked += write_db!(tx, |c| over
            .iter()
            .fold(sqlx::query(AssertSqlSafe(sql.as_str())).bind(at).bind(n).bind(hub), |query, (id, _)| query
                .bind(id))
            .execute(c))?;
        for (_, claims) in over {
            let list = i64::from(claims.status.list);
            let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1 WHERE hub_id = $2 AND n = $3 AND bits_n < $1";
            write_db!(tx, |c| sqlx::query(sql).bind(n).bind(hub).bind(list).execute(c))?;
        }
    }
    Ok(revoked)
}
