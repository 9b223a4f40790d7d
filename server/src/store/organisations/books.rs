//! Organisations as the console keeps them: whom to ring there, and what they promised.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use super::super::db::{View, look, on_db};
use super::super::{HubScope, OrganisationId, Store, StoreError, Thing};
use super::OrganisationKind;

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

impl Store {
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
}

/// One organisation of this hub, if it is there.
pub(super) async fn of_hub(
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
