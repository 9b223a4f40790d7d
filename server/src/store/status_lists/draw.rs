//! Places in a status list: drawn at random, unique by the table's own key, used once for ever.

use passport_core::card::StatusRef;
use passport_core::credential::STATUS_ENTRIES;
use sqlx::AssertSqlSafe;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, on_db, places, write_db};
use super::super::{HubScope, Store, StoreError, Thing, base};
use super::{ListKind, read_number};

/// How often places are drawn in a list that is at most 31/32 full; a thousand misses in a row do not happen by chance.
const MOST_DRAWS: u32 = 1000;

/// Takes so many places for credentials that all end at `exp` (seconds), in one list or, when it is full, the next.
pub(in super::super) async fn take_indexes(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    kind: ListKind,
    (exp, count): (u64, usize),
) -> Result<Vec<StatusRef>, StoreError> {
    let mut refs = Vec::with_capacity(count);
    for _ in 0..MOST_DRAWS {
        if refs.len() == count {
            return Ok(refs);
        }
        let (list, taken) = match open_list(tx, scope, kind).await? {
            Some(list) => list,
            None => (start_list(tx, scope, kind).await?, 0),
        };
        let room = usize::try_from(kind.closes_at() - taken).unwrap_or_default().max(1);
        let wanted = room.min(count - refs.len()).min(MOST_ROWS_AT_ONCE);
        let drawn = draw_indexes(store, tx, scope, list, wanted).await?;
        note_taken(tx, scope, kind, (list, drawn.len()), exp).await?;
        let number = read_number(list)?;
        refs.extend(drawn.into_iter().map(|idx| StatusRef { list: number, idx }));
    }
    Err(StoreError::NoChance(crate::chance::NoChance))
}

/// Counts what was taken of a list, and closes it when it is full.
async fn note_taken(
    tx: &mut Tx,
    scope: &HubScope,
    kind: ListKind,
    (list, count): (i64, usize),
    exp: u64,
) -> Result<(), StoreError> {
    let (at, exp, count) = (tx.at, exp.cast_signed(), i64::try_from(count).unwrap_or_default());
    let sql = "UPDATE status_list SET taken = taken + $1,
        last_exp = CASE WHEN last_exp < $2 THEN $2 ELSE last_exp END,
        closed_at = CASE WHEN taken + $1 >= $3 THEN $4 ELSE closed_at END
        WHERE hub_id = $5 AND n = $6";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(count)
        .bind(exp)
        .bind(kind.closes_at())
        .bind(at)
        .bind(scope.hub())
        .bind(list)
        .execute(c))?;
    super::super::one(rows, Thing::StatusList)
}

/// The list that is filled now, and how many places of it are taken.
async fn open_list(tx: &mut Tx, scope: &HubScope, kind: ListKind) -> Result<Option<(i64, i64)>, StoreError> {
    let sql = "SELECT n, taken FROM status_list WHERE hub_id = $1 AND kind = $2 AND closed_at IS NULL";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(kind.code()).fetch_optional(c))?)
}

async fn start_list(tx: &mut Tx, scope: &HubScope, kind: ListKind) -> Result<i64, StoreError> {
    let base = base::current(tx).await?;
    let (n, at) = (tx.n, tx.at);
    let sql = "INSERT INTO status_list (hub_id, n, base, kind, taken, last_exp, opened_at, bits_n, changed_n)
        SELECT $1, CASE WHEN MAX(l.n) > h.lists_from THEN MAX(l.n) ELSE h.lists_from END + 1, $2, $3, 0, 0, $4, $5, $5
        FROM hub h LEFT JOIN status_list l ON l.hub_id = h.hub_id WHERE h.hub_id = $1 GROUP BY h.lists_from RETURNING n";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(base.as_str())
        .bind(kind.code())
        .bind(at)
        .bind(n)
        .fetch_one(c))?)
}

/// Draws so many places; those that were drawn before are passed over, so fewer may come.
async fn draw_indexes(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    list: i64,
    count: usize,
) -> Result<Vec<u32>, StoreError> {
    let drawn = (0..count).map(|_| Ok(u32::from_be_bytes(store.draw()?) % STATUS_ENTRIES));
    let drawn = drawn.collect::<Result<Vec<u32>, StoreError>>()?;
    let sql = format!(
        "INSERT INTO status_entry (hub_id, n, idx, taken_at, changed_n) VALUES {}
        ON CONFLICT (hub_id, n, idx) DO NOTHING RETURNING idx",
        places(count, 5)
    );
    let (n, at) = (tx.n, tx.at);
    let taken: Vec<i64> = on_db!(tx, |c| drawn
        .iter()
        .fold(sqlx::query_scalar(AssertSqlSafe(sql.as_str())), |query, idx| query
            .bind(scope.hub())
            .bind(list)
            .bind(i64::from(*idx))
            .bind(at)
            .bind(n))
        .fetch_all(c))?;
    taken
        .into_iter()
        .map(|idx| u32::try_from(idx).map_err(|_| StoreError::Unreadable(Thing::StatusList)))
        .collect()
}
