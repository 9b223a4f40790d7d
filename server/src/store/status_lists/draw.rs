//! A place in a status list: drawn at random, unique by the table's own key, used once for ever.

use passport_core::card::StatusRef;
use passport_core::credential::STATUS_ENTRIES;

use super::super::db::{Tx, on_db, write_db};
use super::super::{HubScope, Store, StoreError, Thing, base};
use super::{ListKind, read_number};

/// How often a place is drawn in a list that is at most 31/32 full; a thousand misses in a row do not happen by chance.
const MOST_DRAWS: u32 = 1000;

/// Takes a place for a credential that ends at `exp` (seconds).
pub(in super::super) async fn take_index(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    kind: ListKind,
    exp: u64,
) -> Result<StatusRef, StoreError> {
    let list = match open_list(tx, scope, kind).await? {
        Some(list) => list,
        None => start_list(tx, scope, kind).await?,
    };
    let idx = draw_index(store, tx, scope, list).await?;
    let (at, exp) = (tx.at, exp.cast_signed());
    let sql = "UPDATE status_list SET taken = taken + 1,
        last_exp = CASE WHEN last_exp < $1 THEN $1 ELSE last_exp END,
        closed_at = CASE WHEN taken + 1 >= $2 THEN $3 ELSE closed_at END
        WHERE hub_id = $4 AND n = $5";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(exp)
        .bind(kind.closes_at())
        .bind(at)
        .bind(scope.hub())
        .bind(list)
        .execute(c))?;
    super::super::one(rows, Thing::StatusList)?;
    Ok(StatusRef { list: read_number(list)?, idx })
}

async fn open_list(tx: &mut Tx, scope: &HubScope, kind: ListKind) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT n FROM status_list WHERE hub_id = $1 AND kind = $2 AND closed_at IS NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(kind.code()).fetch_optional(c))?)
}

async fn start_list(tx: &mut Tx, scope: &HubScope, kind: ListKind) -> Result<i64, StoreError> {
    let base = base::current(tx).await?;
    let (n, at) = (tx.n, tx.at);
    let sql = "INSERT INTO status_list (hub_id, n, base, kind, taken, last_exp, opened_at, bits_n, changed_n)
        SELECT $1, COALESCE(MAX(n), 0) + 1, $2, $3, 0, 0, $4, $5, $5 FROM status_list WHERE hub_id = $1 RETURNING n";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(base.as_str())
        .bind(kind.code())
        .bind(at)
        .bind(n)
        .fetch_one(c))?)
}

async fn draw_index(store: &Store, tx: &mut Tx, scope: &HubScope, list: i64) -> Result<u32, StoreError> {
    let sql = "INSERT INTO status_entry (hub_id, n, idx, taken_at, changed_n) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (hub_id, n, idx) DO NOTHING";
    for _ in 0..MOST_DRAWS {
        let idx = u32::from_be_bytes(store.draw()?) % STATUS_ENTRIES;
        let (n, at, drawn) = (tx.n, tx.at, i64::from(idx));
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(list)
            .bind(drawn)
            .bind(at)
            .bind(n)
            .execute(c))?;
        if rows == 1 {
            return Ok(idx);
        }
    }
    Err(StoreError::NoChance(crate::chance::NoChance))
}
