//! "My school may know": the schools that do, and their pupils.

use passport_core::issue::today;
use serde_json::json;

use super::super::db::{look, on_db, transaction};
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

    /// How many young people of each school hold a card that is in force, on paper or on a phone; schools of none are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn cardholders_by_school(
        &self,
        scope: &HubScope,
    ) -> Result<Vec<(OrganisationId, i64)>, StoreError> {
        let sql = "SELECT r.school_id, count(*) FROM carer r WHERE r.hub_id = $1 AND r.school_id IS NOT NULL
            AND EXISTS (SELECT 1 FROM card k JOIN credential s ON s.hub_id = k.hub_id AND s.card_id = k.card_id
                AND s.signed_at IS NOT NULL WHERE k.hub_id = r.hub_id AND k.carer_id = r.carer_id
                AND k.withdrawn_at IS NULL AND k.ends_on >= $2)
            GROUP BY r.school_id ORDER BY r.school_id";
        let day = today(self.now()).to_string();
        look!(self, "count cardholders", |view| Ok(on_db!(view, |c| sqlx::query_as(sql)
            .bind(scope.hub())
            .bind(&day)
            .fetch_all(c))?))
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
