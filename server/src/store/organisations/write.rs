//! Writing an organisation down, and changing it without overwriting somebody else's change.

use serde_json::json;
use sqlx::types::Json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::{HubScope, OrganisationId, Store, StoreError, Thing};
use super::books::of_hub;
use super::{OrganisationContact, OrganisationDetails, OrganisationKind, Promise};

/// The most letters of each text.
const LONGEST_TEXT: usize = 300;

impl OrganisationDetails {
    fn tidied(&self) -> Result<Self, StoreError> {
        let tidy = |text: &Option<String>| tidy_text(text.as_deref(), LONGEST_TEXT);
        let contact = &self.contact;
        let promise = self.promise.as_ref().map(|promise| {
            let text = tidy_text(Some(&promise.text), LONGEST_TEXT)?.ok_or(StoreError::Text)?;
            Ok::<_, StoreError>(Promise { text, made_on: promise.made_on })
        });
        Ok(Self {
            name: tidy_name(&self.name, LONGEST_NAME)?,
            contact: OrganisationContact {
                person: tidy(&contact.person)?,
                telephone: tidy(&contact.telephone)?,
                email: tidy(&contact.email)?,
                address: tidy(&contact.address)?,
            },
            promise: promise.transpose()?,
        })
    }

    fn for_the_record(&self) -> serde_json::Value {
        let promise = self.promise.as_ref().map(|one| json!({"text": one.text, "made_on": one.made_on}));
        json!({"name": self.name, "contact": self.contact, "promise": promise})
    }
}

impl Store {
    /// An id for an organisation that a form is about to add.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_organisation_id(&self) -> Result<OrganisationId, StoreError> {
        Ok(OrganisationId(self.draw_uuid()?))
    }

    /// Adds an organisation under an id drawn with the form, so that a form sent twice adds one.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the hub works with one of that kind and name already; [`StoreError::Name`] and
    /// [`StoreError::Text`] for what cannot be kept.
    pub async fn add_organisation_once(
        &self,
        scope: &HubScope,
        (organisation, kind): (OrganisationId, OrganisationKind),
        details: &OrganisationDetails,
    ) -> Result<(), StoreError> {
        let details = details.tidied()?;
        let sql =
            "INSERT INTO organisation (hub_id, organisation_id, kind, name, contact, promise, promised_on,
            created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        transaction!(self, "add organisation once", |tx| {
            if of_hub(tx, scope, organisation).await?.is_some() {
                return Ok(());
            }
            name_is_free(tx, scope, (organisation, kind), &details.name).await?;
            let at = tx.at;
            let (text, made_on) = columns(&details);
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(organisation)
                .bind(kind.code())
                .bind(&details.name)
                .bind(Json(&details.contact))
                .bind(text)
                .bind(made_on)
                .bind(at)
                .execute(c))?;
            let what =
                json!({"organisation": organisation, "kind": kind.code(), "now": details.for_the_record()});
            self.record(tx, scope, "organisation added", None, what).await
        })
    }

    /// Changes what is written down, if it still is as it was when `version` was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else changed it meanwhile; the others as [`Self::add_organisation_once`].
    pub async fn change_organisation(
        &self,
        scope: &HubScope,
        (organisation, version): (OrganisationId, i64),
        details: &OrganisationDetails,
    ) -> Result<(), StoreError> {
        let details = details.tidied()?;
        let sql = "UPDATE organisation SET name = $1, contact = $2, promise = $3, promised_on = $4,
            version = version + 1 WHERE hub_id = $5 AND organisation_id = $6 AND version = $7";
        transaction!(self, "change organisation", |tx| {
            let before = of_hub(tx, scope, organisation).await?;
            let before = before.ok_or(StoreError::NotFound(Thing::Organisation))?;
            name_is_free(tx, scope, (organisation, before.kind), &details.name).await?;
            let (text, made_on) = columns(&details);
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(&details.name)
                .bind(Json(&details.contact))
                .bind(text)
                .bind(made_on)
                .bind(scope.hub())
                .bind(organisation)
                .bind(version)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Organisation));
            }
            let what = json!({"organisation": organisation, "from": before.details.for_the_record(),
                "to": details.for_the_record()});
            self.record(tx, scope, "organisation changed", None, what).await
        })
    }
}

fn columns(details: &OrganisationDetails) -> (Option<&str>, Option<String>) {
    let promise = details.promise.as_ref();
    (promise.map(|one| one.text.as_str()), promise.map(|one| one.made_on.to_string()))
}

/// Two schools of one name would be taken for each other, wherever they are chosen.
async fn name_is_free(
    tx: &mut Tx,
    scope: &HubScope,
    (organisation, kind): (OrganisationId, OrganisationKind),
    name: &str,
) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM organisation WHERE hub_id = $1 AND kind = $2 AND lower(name) = lower($3)
        AND closed_at IS NULL AND organisation_id <> $4";
    let alike: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(kind.code())
        .bind(name)
        .bind(organisation)
        .fetch_one(c))?;
    if alike > 0 { Err(StoreError::Taken(Thing::Organisation)) } else { Ok(()) }
}
