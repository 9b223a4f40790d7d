//! Starting to add a file's people, with what was chosen for those who may be on the books; or leaving the file alone.

use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{HubScope, ImportId, Store, StoreError, Thing};
use super::{ImportState, of_hub, week};

/// What to do with a row whose person may be on the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChoice {
    /// They are somebody else.
    Add,
    /// They are the same: fill in what is empty on their record.
    Fill,
    /// Leave the row out.
    Leave,
}

/// What was chosen for a file.
#[derive(Clone, Debug)]
pub struct ImportChoices {
    /// For every row whose person may be on the books,
    pub all: RowChoice,
    /// but for these, by number.
    pub rows: Vec<(i64, RowChoice)>,
}

impl RowChoice {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Leave, Self::Add, Self::Fill];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Fill => "fill",
            Self::Leave => "leave",
        }
    }

    /// The choice of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// One statement for each kind of row; $1 is the hub, $2 the file.
const CHOSEN: [&str; 2] = [
    "UPDATE import_row SET choice = 'add' WHERE hub_id = $1 AND import_id = $2 AND person IS NOT NULL
        AND like_id IS NULL AND like_number IS NULL",
    "UPDATE import_row SET outcome = 'faulty' WHERE hub_id = $1 AND import_id = $2 AND person IS NULL",
];

impl Store {
    /// Starts adding the people of a file; [`Self::go_on_with_import`] does it, step by step. Started twice is started once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such file, or nothing is left of it; [`StoreError::Stale`] while a school is
    /// not settled.
    pub async fn start_import(
        &self,
        scope: &HubScope,
        import: ImportId,
        choices: &ImportChoices,
    ) -> Result<(), StoreError> {
        transaction!(self, "start import", |tx| {
            match of_hub(tx, scope, import).await?.state {
                ImportState::Waiting => {}
                ImportState::LeftAlone => return Err(StoreError::NotFound(Thing::Import)),
                _ => return Ok(()),
            }
            if unsettled_schools(tx, scope, import).await? > 0 {
                return Err(StoreError::Stale(Thing::Import));
            }
            for sql in CHOSEN {
                write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).execute(c))?;
            }
            choose(tx, scope, import, choices).await?;
            let at = tx.at;
            let sql = "UPDATE import SET started_at = $1, left_out = (SELECT count(*) FROM import_row
                    WHERE hub_id = $2 AND import_id = $3 AND outcome = 'left-out')
                WHERE hub_id = $2 AND import_id = $3";
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(import).execute(c))?;
            self.record(tx, scope, "import started", None, json!({"import": import})).await
        })
    }

    /// Leaves a file alone: its rows are deleted, and nobody was added.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was started meanwhile.
    pub async fn leave_import(&self, scope: &HubScope, import: ImportId) -> Result<(), StoreError> {
        transaction!(self, "leave import", |tx| {
            match of_hub(tx, scope, import).await?.state {
                ImportState::LeftAlone => return Ok(()),
                ImportState::Waiting => {}
                _ => return Err(StoreError::Stale(Thing::Import)),
            }
            week::clear(tx, scope, import).await?;
            self.record(tx, scope, "import left", None, json!({"import": import})).await
        })
    }
}

/// How many rows name a school of which nobody has said what it is.
async fn unsettled_schools(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<i64, StoreError> {
    let sql =
        "SELECT count(*) FROM import_row WHERE hub_id = $1 AND import_id = $2 AND school_name IS NOT NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_one(c))?)
}

async fn choose(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    choices: &ImportChoices,
) -> Result<(), StoreError> {
    let sql = "UPDATE import_row SET choice = $1 WHERE hub_id = $2 AND import_id = $3 AND person IS NOT NULL
        AND (like_id IS NOT NULL OR like_number IS NOT NULL)";
    let all = choices.all.code();
    write_db!(tx, |c| sqlx::query(sql).bind(all).bind(scope.hub()).bind(import).execute(c))?;
    let sql = "UPDATE import_row SET choice = $1 WHERE hub_id = $2 AND import_id = $3 AND number = $4 AND person IS NOT NULL
        AND (like_id IS NOT NULL OR like_number IS NOT NULL)";
    for (number, choice) in &choices.rows {
        let choice = choice.code();
        write_db!(tx, |c| sqlx::query(sql)
            .bind(choice)
            .bind(scope.hub())
            .bind(import)
            .bind(*number)
            .execute(c))?;
    }
    let sql = "UPDATE import_row SET outcome = 'left-out' WHERE hub_id = $1 AND import_id = $2 AND choice = 'leave'";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).execute(c))?;
    Ok(())
}
