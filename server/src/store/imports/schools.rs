//! Schools that a file names and the books do not have: each is added, is one of the known ones, or is left out.

use serde_json::{Map, Value, json};
use sqlx::types::Json;

use super::super::db::{Tx, transaction, write_db};
use super::super::names::tidy_name;
use super::super::organisations::OrganisationKind;
use super::super::{HubScope, ImportId, LONGEST_NAME, OrganisationId, Store, StoreError, Thing};
use super::{ImportState, of_hub};

/// What to do about a school that is not on the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolChoice {
    /// Add it.
    Add,
    /// It is this one, spelt otherwise.
    Is(OrganisationId),
    /// Leave the school out; the people are added without one.
    Leave,
}

impl Store {
    /// Settles schools of a file by the names that its rows have. A name that was settled meanwhile is passed over, so a form
    /// sent twice adds a school once.
    ///
    /// # Errors
    /// [`StoreError::Name`] for a name that cannot be kept; [`StoreError::NotFound`] for a school of another hub.
    pub async fn settle_schools(
        &self,
        scope: &HubScope,
        import: ImportId,
        schools: &[(String, SchoolChoice)],
    ) -> Result<(), StoreError> {
        transaction!(self, "settle schools", |tx| {
            if of_hub(tx, scope, import).await?.state != ImportState::Waiting {
                return Ok(());
            }
            for (name, choice) in schools {
                let fresh = OrganisationId(self.draw_uuid()?);
                let school = match choice {
                    SchoolChoice::Add => Some(fresh),
                    SchoolChoice::Is(known) => Some(*known),
                    SchoolChoice::Leave => None,
                };
                if *choice == SchoolChoice::Add {
                    insert(tx, scope, import, (fresh, name)).await?;
                }
                let settled = settle(tx, scope, import, (name, school)).await?;
                if *choice == SchoolChoice::Add && settled > 0 {
                    let details =
                        json!({"organisation": fresh, "kind": OrganisationKind::School.code(), "name": name});
                    self.record(tx, scope, "organisation added", None, details).await?;
                }
            }
            Ok(())
        })
    }
}

/// Adds a school, if rows of the file still wait for it.
async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    (school, name): (OrganisationId, &str),
) -> Result<(), StoreError> {
    let (at, tidied) = (tx.at, tidy_name(name, LONGEST_NAME)?);
    let sql = "INSERT INTO organisation (hub_id, organisation_id, kind, name, contact, created_at)
        SELECT h.hub_id, $1, $2, $3, $4, $5 FROM hub h WHERE h.hub_id = $6 AND EXISTS
            (SELECT 1 FROM import_row WHERE hub_id = $6 AND import_id = $7 AND school_name = $8)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(school)
        .bind(OrganisationKind::School.code())
        .bind(&tidied)
        .bind(Json(Map::<String, Value>::new()))
        .bind(at)
        .bind(scope.hub())
        .bind(import)
        .bind(name)
        .execute(c))?;
    Ok(())
}

async fn settle(
    tx: &mut Tx,
    scope: &HubScope,
    import: ImportId,
    (name, school): (&str, Option<OrganisationId>),
) -> Result<u64, StoreError> {
    let sql = "UPDATE import_row SET school_id = $1, school_name = NULL
        WHERE hub_id = $2 AND import_id = $3 AND school_name = $4";
    write_db!(tx, |c| sqlx::query(sql).bind(school).bind(scope.hub()).bind(import).bind(name).execute(c))
        .map_err(|error| match &error {
            sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => {
                StoreError::NotFound(Thing::Organisation)
            }
            _ => StoreError::from(error),
        })
}
