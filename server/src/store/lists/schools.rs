//! "My school may know": the schools that do, and their pupils.

use serde_json::json;

use super::super::db::{look, transaction};
use super::super::{HubScope, OrganisationId, Store, StoreError};
use super::pupils::{Pupil, agreed, of_school};

/// A school that may know about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolThatKnows {
    /// The school.
    pub school: OrganisationId,
    /// Its name.
    pub name: String,
    /// About how many pupils.
    pub pupils: usize,
}

impl Store {
    /// The schools that may know about at least one of their pupils, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn schools_that_know(&self, scope: &HubScope) -> Result<Vec<SchoolThatKnows>, StoreError> {
        let now = self.now();
        let rows = look!(self, "count schools", |view| agreed(view, scope, (None, None), now).await)?;
        let mut schools: Vec<SchoolThatKnows> = Vec::new();
        for row in rows {
            match schools.last_mut() {
                Some(last) if last.school == row.school_id => last.pupils += 1,
                _ => schools.push(SchoolThatKnows { school: row.school_id, name: row.school, pupils: 1 }),
            }
        }
        Ok(schools)
    }

    /// The pupils of a school who agreed that it may know, by surname. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn pupils_who_agreed(
        &self,
        scope: &HubScope,
        school: OrganisationId,
    ) -> Result<Vec<Pupil>, StoreError> {
        transaction!(self, "open school list", |tx| {
            let now = tx.at;
            let pupils = of_school(tx, scope, (school, None), now).await?;
            let details = json!({"list": "school", "school": school, "found": pupils.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(pupils)
        })
    }
}
