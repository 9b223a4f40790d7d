//! Spreadsheets read in: looked at before anything is added, then run in steps that may be cut off anywhere, and undone.
//!
//! The rows of a file stand in the database from the moment it is read, each with the id of the record that it will add. So a
//! step that is tried again adds nobody twice, and any server may go on where another stopped. A week after the file came its
//! rows are deleted.

mod alike;
mod choose;
mod go_on;
mod read_in;
mod review;
mod rows;
mod schools;
mod undo;
mod week;

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use super::db::{View, look, on_db};
use super::{HubScope, ImportId, PersonId, Store, StoreError, Thing};

pub use choose::{ImportChoices, RowChoice};
pub use read_in::{NewImport, NewRow};
pub use review::{AddingRow, FaultyRow, Finished, KeptRow, LeftRow, LikeRow, Review};
pub use schools::SchoolChoice;

/// A file that was read in.
#[derive(Clone, PartialEq, Eq)]
pub struct Import {
    /// Which.
    pub import_id: ImportId,
    /// The file's name, while its rows are kept.
    pub file_name: Option<String>,
    /// Who read it in; none is the operator.
    pub person_id: Option<PersonId>,
    /// The titles of columns that nothing was taken from.
    pub ignored: Vec<String>,
    /// Whether its letters were guessed.
    pub letters_guessed: bool,
    /// How many rows it has, and what became of them so far.
    pub counts: ImportCounts,
    /// When it was read.
    pub created_at: DateTime<Utc>,
    /// What is happening to it.
    pub state: ImportState,
}

/// Numbers of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct ImportCounts {
    /// All of them.
    pub total: i64,
    /// Added a young person.
    pub added: i64,
    /// Filled in what was empty on a record.
    pub filled: i64,
    /// Left out, since somebody chose so, or somebody alike came onto the books meanwhile.
    pub left_out: i64,
    /// Could not be understood.
    pub faulty: i64,
    /// Taken back by an undo.
    pub undone: i64,
}

/// What is happening to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Read, and waiting for somebody to look at it.
    Waiting,
    /// Being added.
    Running,
    /// Added.
    Done,
    /// Being undone.
    Undoing,
    /// Undone.
    Undone,
    /// Not added within a week, or left by choice; its rows are deleted.
    LeftAlone,
}

impl ImportCounts {
    /// Rows that are done with.
    pub fn done(&self) -> i64 {
        self.added + self.filled + self.left_out + self.faulty
    }
}

/// The file's name may be somebody's.
impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Import({}, {:?})", self.import_id, self.state)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    import_id: ImportId,
    file_name: Option<String>,
    person_id: Option<PersonId>,
    ignored: Json<Vec<String>>,
    letters_guessed: bool,
    #[sqlx(flatten)]
    counts: ImportCounts,
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    undoing_at: Option<DateTime<Utc>>,
    undone_at: Option<DateTime<Utc>>,
    cleared_at: Option<DateTime<Utc>>,
}

impl From<Row> for Import {
    fn from(row: Row) -> Self {
        let state = match (row.started_at, row.finished_at, row.undoing_at, row.undone_at) {
            (None, ..) if row.cleared_at.is_some() => ImportState::LeftAlone,
            (None, ..) => ImportState::Waiting,
            (_, None, ..) => ImportState::Running,
            (_, _, None, _) => ImportState::Done,
            (_, _, _, None) => ImportState::Undoing,
            _ => ImportState::Undone,
        };
        let Row { import_id, file_name, person_id, ignored: Json(ignored), letters_guessed, counts, .. } =
            row;
        let created_at = row.created_at;
        Self { import_id, file_name, person_id, ignored, letters_guessed, counts, created_at, state }
    }
}

/// The columns of a [`Row`], before any choice among them.
macro_rules! imports {
    ($choice:literal) => {
        concat!(
            "SELECT import_id, file_name, person_id, ignored, letters_guessed, total, added, filled, left_out, faulty,
            undone, created_at, started_at, finished_at, undoing_at, undone_at, cleared_at FROM import ",
            $choice
        )
    };
}

/// As many files as the list shows.
const MOST_LISTED: i64 = 100;

async fn of_hub(view: &mut View, scope: &HubScope, import: ImportId) -> Result<Import, StoreError> {
    let sql = imports!("WHERE hub_id = $1 AND import_id = $2");
    let found: Option<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).fetch_optional(c))?;
    found.map(Import::from).ok_or(StoreError::NotFound(Thing::Import))
}

impl Store {
    /// The files of a hub, newest first, 100 at most.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn imports(&self, scope: &HubScope) -> Result<Vec<Import>, StoreError> {
        let sql = imports!("WHERE hub_id = $1 ORDER BY created_at DESC, import_id LIMIT $2");
        look!(self, "list imports", |view| {
            let rows: Vec<Row> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(MOST_LISTED).fetch_all(c))?;
            Ok(rows.into_iter().map(Import::from).collect())
        })
    }

    /// One file.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn import(&self, scope: &HubScope, import: ImportId) -> Result<Import, StoreError> {
        look!(self, "find import", |view| of_hub(view, scope, import).await)
    }
}
