//! What somebody decides about the services of a reading.

use serde_json::json;

use super::super::super::db::{Tx, transaction, write_db};
use super::super::super::{HubScope, MenuImportId, Store, StoreError, Thing};
use super::super::write::person;
use super::of_hub;

/// Which services of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichRows {
    /// All new and changed ones that nobody has decided on. What is gone is taken off one by one.
    All,
    /// The one with this number.
    One(i64),
}

/// What somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Onto the menu; or off it, where the directory has it no more.
    Approve,
    /// Not: the same text is not asked about again.
    Skip,
}

impl Store {
    /// Writes down what somebody decided about services of a reading; gives how many those are. [`Self::go_on_with_menu_import`] carries out
    /// what was approved, step by step.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub; [`StoreError::Stale`] when it is not read to its end, or a newer one came.
    pub async fn decide_on_menu_import(
        &self,
        scope: &HubScope,
        import: MenuImportId,
        which: WhichRows,
        decided: Decided,
    ) -> Result<u64, StoreError> {
        transaction!(self, "decide on menu import", |tx| {
            let reading = of_hub(tx, scope, import).await?;
            if reading.read_at.is_none() || reading.closed_at.is_some() {
                return Err(StoreError::Stale(Thing::MenuImport));
            }
            let rows = mark(tx, scope, import, which, decided).await?;
            if rows == 0 {
                return Ok(0);
            }
            let (action, chosen) = match decided {
                Decided::Approve => ("directory's services approved", "approved"),
                Decided::Skip => ("directory's services passed over", "passed_over"),
            };
            if decided == Decided::Skip {
                remember_skipped(tx, scope, import).await?;
            }
            self.record(tx, scope, action, None, json!({"import": import, chosen: rows})).await?;
            Ok(rows)
        })
    }
}

async fn mark(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    which: WhichRows,
    decided: Decided,
) -> Result<u64, StoreError> {
    let at = tx.at;
    let (decision, outcome) = match decided {
        Decided::Approve => ("approve", None),
        Decided::Skip => ("skip", Some("skipped")),
    };
    // Whatever was left because somebody was writing on it may be chosen again.
    let sql = match which {
        WhichRows::All => {
            "UPDATE menu_import_row SET decision = $3, decided_by = $4, decided_at = $5, outcome = $6
            WHERE hub_id = $1 AND import_id = $2 AND kind IN ('new', 'changed')
            AND (decision IS NULL OR outcome = 'left') AND $7 = 0"
        }
        WhichRows::One(_) => {
            "UPDATE menu_import_row SET decision = $3, decided_by = $4, decided_at = $5, outcome = $6
            WHERE hub_id = $1 AND import_id = $2 AND kind IN ('new', 'changed', 'gone')
            AND (decision IS NULL OR outcome = 'left') AND number = $7"
        }
    };
    let number = match which {
        WhichRows::All => 0,
        WhichRows::One(number) => number,
    };
    Ok(write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(import)
        .bind(decision)
        .bind(person(scope))
        .bind(at)
        .bind(outcome)
        .bind(number)
        .execute(c))?)
}

/// What was passed over is not asked about again until its text changes. A service that is on the menu keeps its place there.
async fn remember_skipped(tx: &mut Tx, scope: &HubScope, import: MenuImportId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO menu_taken (hub_id, source, source_id, service_id, digest, taken_at)
        SELECT r.hub_id, i.source, r.source_id, NULL, r.digest, $3 FROM menu_import_row r
        JOIN menu_import i ON i.hub_id = r.hub_id AND i.import_id = r.import_id
        WHERE r.hub_id = $1 AND r.import_id = $2 AND r.outcome = 'skipped' AND r.digest IS NOT NULL AND r.source_id IS NOT NULL
        ON CONFLICT (hub_id, source, source_id) DO UPDATE SET digest = excluded.digest, taken_at = excluded.taken_at";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).bind(at).execute(c))?;
    Ok(())
}
