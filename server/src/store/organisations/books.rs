//! Organisations as the console keeps them: whom to ring there, and what they promised.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::types::Json;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::{HubScope, OrganisationId, Store, StoreError, Thing};
use super::OrganisationKind;

/// The most letters of each text.
const LONGEST_TEXT: usize = 300;

/// Whom to reach at an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationContact {
    /// The person to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The number to ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Where to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where they are, on as many lines as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What an organisation said it will do with cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// In the hub's words.
    pub text: String,
    /// On which day.
    pub made_on: NaiveDate,
}

/// What a hub writes down about an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationDetails {
    /// Its name.
    pub name: String,
    /// Whom to reach.
    pub contact: OrganisationContact,
    /// What it promised.
    pub promise: Option<Promise>,
}

/// An organisation in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRecord {
    /// Which.
    pub organisation_id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// What is written down.
    pub details: OrganisationDetails,
    /// Counts the changes; a change names the version it was made from.
    pub version: i64,
    /// When the hub stopped working with it.
    pub closed_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: OrganisationId,
    kind: String,
    name: String,
    contact: Json<OrganisationContact>,
    promise: Option<String>,
    promised_on: Option<String>,
    version: i64,
    closed_at: Option<DateTime<Utc>>,
}

/// The hub's own office is no organisation that it works with.
const SELECT: &str = "SELECT organisation_id, kind, name, contact, promise, promised_on, version, closed_at
    FROM organisation WHERE hub_id = $1 AND kind <> 'hub'";

impl Row {
    fn read(self) -> Result<OrganisationRecord, StoreError> {
        let unreadable = || StoreError::Unreadable(Thing::Organisation);
        let made_on = self.promised_on.map(|day| day.parse()).transpose().map_err(|_| unreadable())?;
        let promise = self.promise.zip(made_on).map(|(text, made_on)| Promise { text, made_on });
        Ok(OrganisationRecord {
            organisation_id: self.organisation_id,
            kind: OrganisationKind::from_code(&self.kind).ok_or_else(unreadable)?,
            details: OrganisationDetails { name: self.name, contact: self.contact.0, promise },
            version: self.version,
            closed_at: self.closed_at,
        })
    }
}

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

    /// Whom a hub works with or worked with, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn organisation_records(
        &self,
        scope: &HubScope,
    ) -> Result<Vec<OrganisationRecord>, StoreError> {
        let sql = format!("{SELECT} ORDER BY name, organisation_id");
        look!(self, "list organisation records", |view| {
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .fetch_all(c))?;
            rows.into_iter().map(Row::read).collect()
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn organisation_record(
        &self,
        scope: &HubScope,
        organisation: OrganisationId,
    ) -> Result<OrganisationRecord, StoreError> {
        look!(self, "show organisation", |view| {
            of_hub(view, scope, organisation).await?.ok_or(StoreError::NotFound(Thing::Organisation))
        })
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

async fn of_hub(
    view: &mut View,
    scope: &HubScope,
    organisation: OrganisationId,
) -> Result<Option<OrganisationRecord>, StoreError> {
    let sql = format!("{SELECT} AND organisation_id = $2");
    let row: Option<Row> = on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(organisation)
        .fetch_optional(c))?;
    row.map(Row::read).transpose()
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
