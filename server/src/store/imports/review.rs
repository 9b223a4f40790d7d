//! What a file's page shows: before it is added, what is wrong and who may be known; afterwards, who was left out or kept.

use serde_json::json;

use super::super::db::{Tx, on_db, transaction};
use super::super::{CarerId, HubScope, ImportId, Store, StoreError};
use super::{Import, of_hub};
use crate::spreadsheet::{Person, Written};

/// A file that waits to be added.
pub struct Review {
    /// The file.
    pub import: Import,
    /// How many rows can be added without a question.
    pub plain: i64,
    /// Those rows, in their order.
    pub adding: Vec<AddingRow>,
    /// Rows with something wrong in them, in their order.
    pub faulty: Vec<FaultyRow>,
    /// Rows whose person may be known, in their order.
    pub alike: Vec<LikeRow>,
    /// How many those are, also where not all are given.
    pub alike_count: i64,
    /// Schools that are not on the books, by name.
    pub schools: Vec<String>,
}

/// A row that adds somebody.
#[derive(sqlx::FromRow)]
pub struct AddingRow {
    /// Its number in the spreadsheet program.
    pub number: i64,
    /// Who it is about.
    #[sqlx(json)]
    pub person: Person,
    /// Their school, on the books or as the file has it.
    pub school: Option<String>,
}

/// A row with something wrong in it.
#[derive(sqlx::FromRow)]
pub struct FaultyRow {
    /// Its number in the spreadsheet program.
    pub number: i64,
    /// What it says.
    #[sqlx(json)]
    pub written: Written,
}

/// A row whose person may be somebody on the books, or of an earlier row.
#[derive(sqlx::FromRow)]
pub struct LikeRow {
    /// Its number in the spreadsheet program.
    pub number: i64,
    /// Who it is about.
    #[sqlx(json)]
    pub person: Person,
    /// Who of the books that may be,
    pub like_id: Option<CarerId>,
    /// their first name,
    pub like_given_name: Option<String>,
    /// their surname,
    pub like_family_name: Option<String>,
    /// and their birthday.
    pub like_born_on: Option<String>,
    /// Which earlier row.
    pub like_number: Option<i64>,
}

/// A file that was added or undone.
pub struct Finished {
    /// The file.
    pub import: Import,
    /// Rows that were left out, 200 at most.
    pub left_out: Vec<LeftRow>,
    /// Rows whose records an undo kept, since somebody had written on them; 200 at most.
    pub kept: Vec<KeptRow>,
}

/// A row that was left out.
#[derive(sqlx::FromRow)]
pub struct LeftRow {
    /// Its number in the spreadsheet program.
    pub number: i64,
    /// Who it is about.
    #[sqlx(json)]
    pub person: Person,
}

/// A row whose record an undo kept.
#[derive(sqlx::FromRow)]
pub struct KeptRow {
    /// Its number in the spreadsheet program.
    pub number: i64,
    /// The record.
    pub carer_id: CarerId,
    /// First name.
    pub given_name: String,
    /// Surname.
    pub family_name: Option<String>,
}

/// As many rows of a kind as a page shows.
const MOST_SHOWN: i64 = 200;

impl Store {
    /// What a file's page asks before its people are added; 200 rows of each kind at most. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn review_import(&self, scope: &HubScope, import: ImportId) -> Result<Review, StoreError> {
        transaction!(self, "review import", |tx| {
            let review = Review {
                import: of_hub(tx, scope, import).await?,
                plain: plain(tx, scope, import).await?,
                adding: adding(tx, scope, import).await?,
                faulty: faulty(tx, scope, import, MOST_SHOWN).await?,
                alike: alike(tx, scope, import).await?,
                alike_count: alike_count(tx, scope, import).await?,
                schools: schools(tx, scope, import).await?,
            };
            let details = json!({"import": import, "found": review.alike.len()});
            self.note_read(tx, scope, "import reviewed", None, details).await?;
            Ok(review)
        })
    }

    /// All rows of a file with something wrong in them. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn faulty_rows(
        &self,
        scope: &HubScope,
        import: ImportId,
    ) -> Result<Vec<FaultyRow>, StoreError> {
        transaction!(self, "list faulty rows", |tx| {
            of_hub(tx, scope, import).await?;
            self.note_read(tx, scope, "faulty rows fetched", None, json!({"import": import})).await?;
            faulty(tx, scope, import, i64::MAX).await
        })
    }

    /// What became of a file. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn finished_import(&self, scope: &HubScope, import: ImportId) -> Result<Finished, StoreError> {
        let left = "SELECT number, person FROM import_row WHERE hub_id = $1 AND import_id = $2 AND outcome = 'left-out'
            AND person IS NOT NULL ORDER BY number LIMIT $3";
        let kept = "SELECT r.number, c.carer_id, c.given_name, c.family_name FROM import_row r
            JOIN carer c ON c.hub_id = r.hub_id AND c.carer_id = r.carer_id
            WHERE r.hub_id = $1 AND r.import_id = $2 AND r.outcome = 'kept' ORDER BY r.number LIMIT $3";
        transaction!(self, "show finished import", |tx| {
            let file = of_hub(tx, scope, import).await?;
            let hub = scope.hub();
            let left_out =
                on_db!(tx, |c| sqlx::query_as(left).bind(hub).bind(import).bind(MOST_SHOWN).fetch_all(c))?;
            let kept =
                on_db!(tx, |c| sqlx::query_as(kept).bind(hub).bind(import).bind(MOST_SHOWN).fetch_all(c))?;
            self.note_read(tx, scope, "import shown", None, json!({"import": import})).await?;
            Ok(Finished { import: file, left_out, kept })
        })
    }
}

async fn plain(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM import_row WHERE hub_id = $1 AND import_id = $2 AND person IS NOT NULL
        AND like_id IS NULL AND like_number IS NULL";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_one(c))?)
}

async fn adding(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<Vec<AddingRow>, StoreError> {
    let sql = "SELECT r.number, r.person, COALESCE(o.name, r.school_name) AS school FROM import_row r
        LEFT JOIN organisation o ON o.hub_id = r.hub_id AND o.organisation_id = r.school_id
        WHERE r.hub_id = $1 AND r.import_id = $2 AND r.person IS NOT NULL
        AND r.like_id IS NULL AND r.like_number IS NULL ORDER BY r.number LIMIT $3";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(MOST_SHOWN).fetch_all(c))?)
}

async fn alike_count(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM import_row WHERE hub_id = $1 AND import_id = $2 AND person IS NOT NULL
        AND (like_id IS NOT NULL OR like_number IS NOT NULL)";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_one(c))?)
}

async fn faulty(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    most: i64,
) -> Result<Vec<FaultyRow>, StoreError> {
    let sql = "SELECT number, written FROM import_row WHERE hub_id = $1 AND import_id = $2 AND person IS NULL
        AND written IS NOT NULL ORDER BY number LIMIT $3";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(most).fetch_all(c))?)
}

async fn alike(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<Vec<LikeRow>, StoreError> {
    let sql = "SELECT r.number, r.person, r.like_id, r.like_number, c.given_name AS like_given_name,
        c.family_name AS like_family_name, c.born_on AS like_born_on FROM import_row r
        LEFT JOIN carer c ON c.hub_id = r.hub_id AND c.carer_id = r.like_id
        WHERE r.hub_id = $1 AND r.import_id = $2 AND r.person IS NOT NULL
        AND (r.like_id IS NOT NULL OR r.like_number IS NOT NULL) ORDER BY r.number LIMIT $3";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(MOST_SHOWN).fetch_all(c))?)
}

async fn schools(tx: &mut Tx, scope: &HubScope, import: ImportId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT school_name FROM import_row WHERE hub_id = $1 AND import_id = $2
        AND school_name IS NOT NULL ORDER BY school_name";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(import).fetch_all(c))?)
}
