//! Directories of others, taken in: read page by page into a list that somebody looks at, then put on the menu service by service.
//!
//! A page and the number of the next are written in one transaction, so whoever goes on after a cut neither misses nor doubles
//! anything. Nothing reaches the menu without a person's decision; what was decided is carried out in steps that any server may go on
//! with. A newer reading of the same directory takes the place of an older one.

mod apply;
mod counts;
mod decide;
mod known;
mod read;
mod show;

use chrono::{DateTime, Utc};

use super::super::db::{View, look, on_db};
use super::super::{HubScope, MenuImportId, Store, StoreError, Thing};

pub use counts::{StagedCounts, StagedKind};
pub use decide::{Decided, WhichRows};
pub use known::{Judged, KnownServices};
pub use read::{Reading, StagedRow};
pub use show::{StagedLine, StagedService};

/// One reading of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuImport {
    /// Which.
    pub import_id: MenuImportId,
    /// The directory's address, or the file's name.
    pub source: String,
    /// How many services the directory says it has.
    pub total: Option<i64>,
    /// When reading began,
    pub created_at: DateTime<Utc>,
    /// when it came to the end,
    pub read_at: Option<DateTime<Utc>>,
    /// and when a newer one took its place.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many services of each kind it has.
    pub counts: StagedCounts,
}

#[derive(sqlx::FromRow)]
struct Row {
    import_id: MenuImportId,
    source: String,
    total: Option<i64>,
    created_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl Row {
    fn with(self, counts: StagedCounts) -> MenuImport {
        let Self { import_id, source, total, created_at, read_at, closed_at } = self;
        MenuImport { import_id, source, total, created_at, read_at, closed_at, counts }
    }
}

/// As many readings as the list shows.
const MOST_LISTED: i64 = 50;

impl Store {
    /// The readings of a hub, newest first, 50 at most.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn menu_imports(&self, scope: &HubScope) -> Result<Vec<MenuImport>, StoreError> {
        look!(self, "list menu imports", |view| {
            let sql = "SELECT import_id, source, total, created_at, read_at, closed_at FROM menu_import
                WHERE hub_id = $1 ORDER BY created_at DESC, import_id LIMIT $2";
            let rows: Vec<Row> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(MOST_LISTED).fetch_all(c))?;
            let mut imports = Vec::with_capacity(rows.len());
            for row in rows {
                let counts = counts(view, scope, row.import_id).await?;
                imports.push(row.with(counts));
            }
            Ok(imports)
        })
    }

    /// One reading.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn menu_import(
        &self,
        scope: &HubScope,
        import: MenuImportId,
    ) -> Result<MenuImport, StoreError> {
        look!(self, "find menu import", |view| of_hub(view, scope, import).await)
    }
}

/// A reading with its numbers.
async fn of_hub(view: &mut View, scope: &HubScope, import: MenuImportId) -> Result<MenuImport, StoreError> {
    let sql = "SELECT import_id, source, total, created_at, read_at, closed_at FROM menu_import
        WHERE hub_id = $1 AND import_id = $2";
    let found: Option<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).fetch_optional(c))?;
    let row = found.ok_or(StoreError::NotFound(Thing::MenuImport))?;
    let counts = counts(view, scope, import).await?;
    Ok(row.with(counts))
}

async fn counts(view: &mut View, scope: &HubScope, import: MenuImportId) -> Result<StagedCounts, StoreError> {
    let sql =
        "SELECT kind, decision, outcome, count(*) FROM menu_import_row WHERE hub_id = $1 AND import_id = $2
        GROUP BY kind, decision, outcome";
    let rows: Vec<(String, Option<String>, Option<String>, i64)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).fetch_all(c))?;
    let mut counts = StagedCounts::default();
    for (kind, decision, outcome, count) in rows {
        let kind = StagedKind::from_code(&kind).ok_or(StoreError::Unreadable(Thing::MenuImport))?;
        counts.add(kind, count);
        let is_asked = matches!(kind, StagedKind::New | StagedKind::Changed | StagedKind::Gone);
        match (decision.as_deref(), outcome.as_deref()) {
            (_, Some("approved")) => counts.approved += count,
            (_, Some("skipped")) => counts.skipped += count,
            (_, Some(_)) => counts.left += count,
            (Some(_), None) => counts.running += count,
            (None, None) if is_asked => counts.waiting += count,
            (None, None) => {}
        }
    }
    Ok(counts)
}
