//! The rows of one chain, as they are read to be recomputed.

use chrono::{DateTime, Utc};
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

use super::super::StoreError;
use super::super::db::{View, on_db};

/// So many rows are read at once.
pub(super) const PAGE: i64 = 1000;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) action: String,
    pub(super) actor: String,
    pub(super) subject_id: Option<Uuid>,
    pub(super) details_mac: Vec<u8>,
    pub(super) mac: Vec<u8>,
    pub(super) salt: Option<Vec<u8>>,
    pub(super) details: Option<String>,
    /// Whether an entry says that all about its young person was erased.
    pub(super) erased: bool,
}

/// A row, or as much of its number as can be read.
pub(super) type Found = Result<Row, Option<i64>>;

pub(super) async fn page(view: &mut View, chain: Uuid, after: i64) -> Result<Vec<Found>, StoreError> {
    let sql = "SELECT e.seq, e.at, e.action, e.actor, e.subject_id, e.details_mac, e.mac, d.salt, d.details,
        d.details IS NULL AND EXISTS (SELECT 1 FROM audit_entry erasing
            WHERE erasing.subject_id = e.subject_id AND erasing.action = 'record erased') AS erased
        FROM audit_entry e LEFT JOIN audit_detail d ON d.chain_id = e.chain_id AND d.seq = e.seq
        WHERE e.chain_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
    Ok(on_db!(view, |c| async {
        let rows = sqlx::query(sql).bind(chain).bind(after).bind(PAGE).fetch_all(c).await?;
        Ok::<_, sqlx::Error>(rows.iter().map(read).collect())
    })?)
}

/// SQLite keeps whatever somebody puts into a column.
fn read<'r, R>(row: &'r R) -> Found
where
    R: sqlx::Row,
    Row: FromRow<'r, R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    Row::from_row(row).map_err(|_| row.try_get("seq").ok())
}

pub(super) async fn details_without_entry(view: &mut View, chain: Uuid) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT d.seq FROM audit_detail d WHERE d.chain_id = $1 AND NOT EXISTS
        (SELECT 1 FROM audit_entry e WHERE e.chain_id = d.chain_id AND e.seq = d.seq) ORDER BY d.seq";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(chain).fetch_all(c))?)
}
