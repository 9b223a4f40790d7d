//! Writing a young person down, and changing it without overwriting somebody else's change.

use chrono::SubsecRound;
use passport_core::carer::Purpose;
use passport_core::issue::{IssueError, card_name};
use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::names::{LONGEST_NAME, check_name};
use super::super::{CarerId, HubScope, Store, StoreError, SubjectId, Thing};
use super::{Carer, CarerDetails, NewCarer, of_hub, search_name};
use crate::journal::Noted;

impl CarerDetails {
    /// Names without space around them; refused when no card could carry them.
    pub(in super::super) fn tidied(&self) -> Result<Self, StoreError> {
        let tidy = |name: &Option<String>| {
            name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
        };
        let tidied = Self {
            given_name: self.given_name.trim().to_owned(),
            family_name: tidy(&self.family_name),
            known_as: tidy(&self.known_as),
            protected_since: self.protected_since.map(|at| at.trunc_subsecs(6)),
            ..self.clone()
        };
        let names = [Some(&tidied.given_name), tidied.family_name.as_ref(), tidied.known_as.as_ref()];
        for name in names.into_iter().flatten() {
            // A card has room for fewer letters.
            check_name(name, LONGEST_NAME)?;
        }
        card_name(tidied.called(), tidied.family_name.as_deref().unwrap_or_default())
            .map_err(IssueError::from)?;
        Ok(tidied)
    }

    pub(in super::super) fn search_name(&self) -> String {
        let parts = [self.family_name.as_deref(), Some(&self.given_name), self.known_as.as_deref()];
        search_name::fold(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

impl Store {
    /// Adds a young person to a hub's books.
    ///
    /// # Errors
    /// [`StoreError::Issue`] when the name cannot stand on a card (a known-as name can help), and
    /// [`StoreError::NotFound`] for a school that is not this hub's.
    pub async fn add_carer(&self, scope: &HubScope, details: &CarerDetails) -> Result<CarerId, StoreError> {
        let carer = CarerId(self.draw_uuid()?);
        self.add_carer_once(scope, carer, details).await?;
        Ok(carer)
    }

    /// Adds a young person under an id drawn with the form, so that a form sent twice adds one record.
    ///
    /// # Errors
    /// As [`Self::add_carer`].
    pub async fn add_carer_once(
        &self,
        scope: &HubScope,
        carer: CarerId,
        details: &CarerDetails,
    ) -> Result<(), StoreError> {
        let details = details.tidied()?;
        let subject = SubjectId(self.draw_uuid()?);
        transaction!(self, "add carer", |tx| {
            match of_hub(tx, scope, carer).await {
                Ok(_) => return Ok(()),
                Err(StoreError::NotFound(_)) => {}
                Err(fault) => return Err(fault),
            }
            self.add_all(tx, scope, &[NewCarer { carer, subject, details: details.clone() }]).await
        })
    }

    /// An id for a record that a form is about to add.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_carer_id(&self) -> Result<CarerId, StoreError> {
        Ok(CarerId(self.draw_uuid()?))
    }

    /// Changes a record, if it still is as it was when `version` was read, and gives the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else changed it meanwhile; [`StoreError::NotFound`] when it is not in this hub.
    pub async fn change_carer(
        &self,
        scope: &HubScope,
        carer: CarerId,
        version: i64,
        details: &CarerDetails,
    ) -> Result<i64, StoreError> {
        let details = details.tidied()?;
        transaction!(self, "change carer", |tx| {
            let before = of_hub(tx, scope, carer).await?;
            if before.version != version {
                return Err(StoreError::Stale(Thing::Carer));
            }
            self.change_to(tx, scope, &before, &details).await
        })
    }

    /// Changes a record as it was just read, in the transaction of the deed that changes it; gives the new version.
    pub(in super::super) async fn change_to(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        before: &Carer,
        details: &CarerDetails,
    ) -> Result<i64, StoreError> {
        update(tx, scope, (before.carer_id, before.version), details).await?;
        // "My school may know" was said of the school before, and of a record that was not protected.
        let protected_now = before.details.protected_since.is_none() && details.protected_since.is_some();
        if before.details.school != details.school || protected_now {
            self.take_back(tx, scope, before, Purpose::School).await?;
        }
        if protected_now {
            let noted = Noted::RecordProtected { carer: before.carer_id };
            self.note_outside(tx, scope.hub(), vec![noted]).await?;
        }
        let record = json!({"from": before.details.for_the_record(), "to": details.for_the_record()});
        self.record(tx, scope, "record changed", Some(before.subject_id), record).await?;
        Ok(before.version + 1)
    }
}

impl CarerDetails {
    /// What stands in the audit chain beside the deed, until it is erased.
    pub(super) fn for_the_record(&self) -> serde_json::Value {
        json!({
            "given_name": self.given_name, "family_name": self.family_name, "known_as": self.known_as,
            "born_on": self.born_on, "school": self.school, "protected_since": self.protected_since,
            "caring_ended_on": self.caring_ended_on,
        })
    }
}

async fn update(
    tx: &mut Tx,
    scope: &HubScope,
    (carer, version): (CarerId, i64),
    details: &CarerDetails,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "UPDATE carer SET given_name = $1, family_name = $2, known_as = $3, search_name = $4, born_on = $5,
        school_id = $6, protected_since = $7, caring_ended_on = $8, version = version + 1, updated_at = $9
        WHERE hub_id = $10 AND carer_id = $11 AND version = $12";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(&details.given_name)
        .bind(&details.family_name)
        .bind(&details.known_as)
        .bind(details.search_name())
        .bind(details.born_on.to_string())
        .bind(details.school)
        .bind(details.protected_since)
        .bind(details.caring_ended_on.map(|day| day.to_string()))
        .bind(at)
        .bind(scope.hub())
        .bind(carer)
        .bind(version)
        .execute(c))
    .map_err(school_of_another_hub)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale(Thing::Carer)) }
}

/// The one foreign key that a caller chooses freely is the school, and it holds the hub.
pub(super) fn school_of_another_hub(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => {
            StoreError::NotFound(Thing::Organisation)
        }
        _ => StoreError::from(error),
    }
}
