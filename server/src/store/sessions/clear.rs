//! Sessions that are over are deleted by the server: a row tells who was at work when and in which browser, and may hold a banner that nobody
//! saw, which names somebody.

use chrono::TimeDelta;
use serde_json::json;

use super::super::db::{look, on_db, transaction, write_db};
use super::super::{Actor, Store, StoreError};

/// So long a form that was left open may still come back to its writer.
const KEPT: TimeDelta = TimeDelta::days(7);

impl Store {
    /// Deletes sessions that began more than a week ago, which is longer than any lives, and gives how many those were. That of a
    /// desk's last browser stays with it ([`super::super::desks`]). By a clock that leaps nothing is deleted.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_old_sessions(&self) -> Result<u64, StoreError> {
        let before = self.now() - KEPT;
        let any = "SELECT count(*) FROM session WHERE created_at < $1
            AND NOT EXISTS (SELECT 1 FROM desk_browser b WHERE b.session_id = session.session_id)";
        let old: i64 =
            look!(self, "find old sessions", |view| Ok(on_db!(view, |c| sqlx::query_scalar(any)
                .bind(before)
                .fetch_one(c))?))?;
        if old == 0 || !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        let sql = "DELETE FROM session WHERE created_at < $1
            AND NOT EXISTS (SELECT 1 FROM desk_browser b WHERE b.session_id = session.session_id)";
        transaction!(self, "clear old sessions", |tx| {
            let count = write_db!(tx, |c| sqlx::query(sql).bind(before).execute(c))?;
            self.record_for_server(tx, Actor::Server, "old sessions cleared", json!({"rows": count})).await?;
            Ok(count)
        })
    }
}
