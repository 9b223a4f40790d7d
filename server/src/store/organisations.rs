//! The schools, pharmacies, practices, … that a hub works with.

mod books;
mod write;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use sqlx::types::Json;

use super::db::{look, on_db, transaction, write_db};
use super::names::{LONGEST_NAME, tidy_name};
use super::{HubScope, OrganisationId, Store, StoreError, Thing, desks, one};
use crate::journal::Noted;

pub use books::{OrganisationContact, OrganisationDetails, OrganisationRecord, Promise};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// The hub's own office.
    Hub,
    /// A school or college.
    School,
    /// A pharmacy.
    Pharmacy,
    /// A GP surgery.
    Gp,
    /// A bus or train company.
    Transport,
    /// A charity.
    Charity,
}

/// An organisation that a hub works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When the hub stopped working with it.
    pub closed_at: Option<DateTime<Utc>>,
}

impl OrganisationKind {
    const ALL: [Self; 6] =
        [Self::Hub, Self::School, Self::Pharmacy, Self::Gp, Self::Transport, Self::Charity];

    /// The code in the database, in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::School => "school",
            Self::Pharmacy => "pharmacy",
            Self::Gp => "gp",
            Self::Transport => "transport",
            Self::Charity => "charity",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

type Row = (OrganisationId, String, String, DateTime<Utc>, Option<DateTime<Utc>>);

fn read((organisation_id, kind, name, created_at, closed_at): Row) -> Result<Organisation, StoreError> {
    let kind = OrganisationKind::from_code(&kind).ok_or(StoreError::Unreadable(Thing::Organisation))?;
    Ok(Organisation { organisation_id, kind, name, created_at, closed_at })
}

impl Store {
    /// Adds an organisation to a hub.
    ///
    /// # Errors
    /// [`StoreError::Name`] for a name that cannot be shown.
    pub async fn add_organisation(
        &self,
        scope: &HubScope,
        kind: OrganisationKind,
        name: &str,
    ) -> Result<OrganisationId, StoreError> {
        let name = tidy_name(name, LONGEST_NAME)?;
        let organisation = OrganisationId(self.draw_uuid()?);
        let sql = "INSERT INTO organisation (hub_id, organisation_id, kind, name, contact, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        transaction!(self, "add organisation", |tx| {
            let at = tx.at;
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(organisation)
                .bind(kind.code())
                .bind(&name)
                .bind(Json(Map::<String, Value>::new()))
                .bind(at)
                .execute(c))?;
            let details = json!({"organisation": organisation, "kind": kind.code(), "name": name});
            self.record(tx, scope, "organisation added", None, details).await
        })?;
        Ok(organisation)
    }

    /// Notes that a hub no longer works with an organisation: its desk is shut at once, what was written with it stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub, or closed already.
    pub async fn close_organisation(
        &self,
        scope: &HubScope,
        organisation: OrganisationId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE organisation SET closed_at = $1
            WHERE hub_id = $2 AND organisation_id = $3 AND closed_at IS NULL";
        transaction!(self, "close organisation", |tx| {
            let at = tx.at;
            let rows =
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(organisation).execute(c))?;
            one(rows, Thing::Organisation)?;
            desks::shut(tx, scope, organisation).await?;
            let details = json!({"organisation": organisation});
            self.record(tx, scope, "organisation closed", None, details).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::DeskShut { organisation }]).await
        })
    }

    /// The organisations of a hub, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn organisations(&self, scope: &HubScope) -> Result<Vec<Organisation>, StoreError> {
        let sql = "SELECT organisation_id, kind, name, created_at, closed_at FROM organisation
            WHERE hub_id = $1 ORDER BY name, organisation_id";
        look!(self, "list organisations", |view| {
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
            rows.into_iter().map(read).collect()
        })
    }
}
