//! How far a member of staff's printer is off, so that what is printed comes out in its place.

use serde_json::json;

use super::db::{look, on_db, transaction, write_db};
use super::{HubScope, PersonId, Store, StoreError, Thing, one};

/// By how much a printed sheet is moved, in tenths of a millimetre, 100 at most each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct PrinterOffset {
    /// To the right; to the left below 0.
    pub right_tenths: i64,
    /// Down; up below 0.
    pub down_tenths: i64,
}

impl Store {
    /// By how much somebody's sheets are moved: not at all until they measured it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn printer_offset(
        &self,
        scope: &HubScope,
        person: PersonId,
    ) -> Result<PrinterOffset, StoreError> {
        let sql = "SELECT right_tenths, down_tenths FROM printer_offset WHERE hub_id = $1 AND person_id = $2";
        look!(self, "find printer offset", |view| {
            let found: Option<PrinterOffset> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(person).fetch_optional(c))?;
            Ok(found.unwrap_or_default())
        })
    }

    /// Keeps what somebody measured on the calibration page.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn keep_printer_offset(
        &self,
        scope: &HubScope,
        person: PersonId,
        offset: PrinterOffset,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO printer_offset (hub_id, person_id, right_tenths, down_tenths, updated_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hub_id, person_id) DO UPDATE SET right_tenths = excluded.right_tenths,
            down_tenths = excluded.down_tenths, updated_at = excluded.updated_at";
        transaction!(self, "keep printer offset", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(person)
                .bind(offset.right_tenths)
                .bind(offset.down_tenths)
                .bind(at)
                .execute(c))?;
            one(rows, Thing::Person)?;
            let details = json!({"right_tenths": offset.right_tenths, "down_tenths": offset.down_tenths});
            self.record(tx, scope, "printer measured", None, details).await
        })
    }
}
