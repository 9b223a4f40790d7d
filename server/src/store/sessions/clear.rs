//! Sessions that are over are deleted by the server: a row tells who was at work when and in which browser, and may hold a banner that nobody
//! saw, which names somebody.

use chrono::TimeDelta;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{look, on_db, transaction, write_db};
use super::super::{Actor, Store, StoreError};

/// So long a form that was left open may still come back to its writer.
const KEPT: TimeDelta = TimeDelta::days(7);
/// Which are over; $1 is the time before which they began.
const OVER: &str = "created_at < $1
    AND NOT EXISTS (SELECT 1 FROM desk_browser b WHERE b.session_id = session.session_id)";

impl Store {
    /// Deletes sessions that began more than a week ago, which is longer than any lives, and gives how many those were. That of a
    /// desk's last browser stays with it ([`super::super::desks`]). By a clock that leaps nothing is deleted.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_old_sessions(&self) -> Result<u64, StoreError> {
        if self.count_old_sessions().await? == 0 || !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        let (sql, before) = (format!("DELETE FROM session WHERE {OVER}"), self.now() - KEPT);
        transaction!(self, "clear old sessions", |tx| {
            let count = write_db!(tx, |c| sqlx::query(AssertSqlSafe(sql.as_str())).bind(before).execute(c))?;
            self.record_for_server(tx, Actor::Server, "old sessions cleared", json!({"rows": count})).await?;
            Ok(count)
        })
    }

    /// How many that would be.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub(in crate::store) async fn count_old_sessions(&self) -> Result<u64, StoreError> {
        let (sql, before) = (format!("SELECT count(*) FROM session WHERE {OVER}"), self.now() - KEPT);
        let old: i64 = look!(self, "find old sessions", |view| Ok(on_db!(view, |c| sqlx::query_scalar(
            AssertSqlSafe(sql.as_str())
        )
        .bind(before)
        .fetch_one(c))?))?;
        Ok(old.unsigned_abs())
    }
}
