//! Staff and desk people who left: a year later their names and addresses go, with whatever they signed in with. Rows that say what they did keep
//! an id that leads to nobody.

use chrono::{DateTime, Months, Utc};
use serde_json::json;

use super::super::db::{View, look, on_db, transaction, write_db};
use super::super::{Actor, PersonId, Store, StoreError};

/// So long a hub may have to answer who did something.
const KEPT: Months = Months::new(12);
/// What stands in place of the name.
const NOBODY: &str = "–";

/// Who has had no role anywhere for so long, and nobody asks in. An address that was invited and never came is treated alike.
const LEFT: &str = "SELECT p.person_id FROM person p WHERE p.ended_at IS NULL AND p.created_at < $1
    AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.person_id AND (m.ended_at IS NULL OR m.ended_at >= $1))
    AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.person_id = p.person_id AND i.created_at >= $1)
    ORDER BY p.person_id";

/// What of somebody is deleted; $1 is the person.
const FORGOTTEN: [&str; 6] = [
    "DELETE FROM sign_in WHERE person_id = $1",
    "DELETE FROM recovery_code WHERE person_id = $1",
    "DELETE FROM known_browser WHERE person_id = $1",
    "DELETE FROM printer_offset WHERE person_id = $1",
    "DELETE FROM invitation WHERE person_id = $1",
    "UPDATE session SET flash = NULL, browser = NULL WHERE person_id = $1",
];

impl Store {
    /// Forgets the names of those who left a year ago, and gives how many that were. By a clock that leaps nobody is forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn forget_who_left(&self) -> Result<u64, StoreError> {
        let before = names_kept_since(self.now());
        let left = look!(self, "find who left", |view| who_left(view, before).await)?;
        if left.is_empty() || !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        transaction!(self, "forget who left", |tx| {
            let left = who_left(tx, before).await?;
            for person in &left {
                for sql in FORGOTTEN {
                    write_db!(tx, |c| sqlx::query(sql).bind(person).execute(c))?;
                }
                let (at, email) = (tx.at, format!("left-{person}"));
                let sql =
                    "UPDATE person SET email = $1, display_name = $2, ended_at = $3 WHERE person_id = $4";
                write_db!(tx, |c| sqlx::query(sql)
                    .bind(&email)
                    .bind(NOBODY)
                    .bind(at)
                    .bind(person)
                    .execute(c))?;
            }
            let count = left.len() as u64;
            let details = json!({"people": count});
            self.record_for_server(tx, Actor::Server, "names of who left forgotten", details).await?;
            Ok(count)
        })
    }

    /// How many that would be.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_who_left(&self) -> Result<u64, StoreError> {
        let before = names_kept_since(self.now());
        look!(self, "count who left", |view| Ok(who_left(view, before).await?.len() as u64))
    }
}

/// Of who left before, nobody is told any more.
pub(in crate::store) fn names_kept_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now.checked_sub_months(KEPT).unwrap_or(DateTime::UNIX_EPOCH)
}

async fn who_left(view: &mut View, before: DateTime<Utc>) -> Result<Vec<PersonId>, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_scalar(LEFT).bind(before).fetch_all(c))?)
}
