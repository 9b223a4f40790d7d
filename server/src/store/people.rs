//! Staff and desk people, and what they may do where.

mod role;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::names::{LONGEST_NAME, tidy_name};
use super::{Actor, HubScope, OrganisationId, PersonId, Store, StoreError, Thing, one};
use crate::journal::Noted;

pub use role::Role;

/// A person with a role in one of a hub's organisations.
#[derive(Clone, PartialEq, Eq)]
pub struct Membership {
    /// The person.
    pub person_id: PersonId,
    /// Where.
    pub organisation_id: OrganisationId,
    /// As what.
    pub role: Role,
    /// The person's name.
    pub display_name: String,
    /// Their address, in lower case.
    pub email: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Neither names nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for Membership {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Membership({}, {})", self.person_id, self.role.code())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: PersonId,
    organisation_id: OrganisationId,
    role: String,
    display_name: String,
    email: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<Membership, StoreError> {
        let role = Role::from_code(&self.role).ok_or(StoreError::Unreadable(Thing::Membership))?;
        let Self { person_id, organisation_id, display_name, email, created_at, ended_at, .. } = self;
        Ok(Membership { person_id, organisation_id, role, display_name, email, created_at, ended_at })
    }
}

impl Store {
    /// Adds a person, or finds the one who has this address already: one person may work for two hubs.
    ///
    /// # Errors
    /// [`StoreError::Name`] for a name that cannot be shown.
    pub async fn add_person(
        &self,
        actor: Actor,
        email: &str,
        display_name: &str,
    ) -> Result<PersonId, StoreError> {
        let fresh = PersonId(self.draw_uuid()?);
        transaction!(self, "add person", |tx| find_or_insert(self, tx, actor, fresh, (email, display_name))
            .await)
    }

    /// Gives a person a role in an organisation of this hub, or gives it back if it had ended.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an organisation that is not this hub's, or no such person.
    pub async fn add_membership(
        &self,
        scope: &HubScope,
        organisation: OrganisationId,
        person: PersonId,
        role: Role,
    ) -> Result<(), StoreError> {
        transaction!(self, "add membership", |tx| {
            insert(tx, scope, (organisation, person, role)).await?;
            let details = json!({"organisation": organisation, "person": person, "role": role.code()});
            self.record(tx, scope, "role given", None, details).await
        })
    }

    /// Ends a person's role in an organisation of this hub.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such role, or it ended already.
    pub async fn end_membership(
        &self,
        scope: &HubScope,
        organisation: OrganisationId,
        person: PersonId,
        role: Role,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND organisation_id = $3
            AND person_id = $4 AND role = $5 AND ended_at IS NULL";
        transaction!(self, "end membership", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(scope.hub())
                .bind(organisation)
                .bind(person)
                .bind(role.code())
                .execute(c))?;
            one(rows, Thing::Membership)?;
            let details = json!({"organisation": organisation, "person": person, "role": role.code()});
            self.record(tx, scope, "role ended", None, details).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::RoleEnded { person, organisation, role }]).await
        })
    }

    /// Everybody's roles in a hub, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn memberships(&self, scope: &HubScope) -> Result<Vec<Membership>, StoreError> {
        let sql =
            "SELECT m.person_id, m.organisation_id, m.role, p.display_name, p.email, m.created_at, m.ended_at
            FROM membership m JOIN person p ON p.person_id = m.person_id
            WHERE m.hub_id = $1 ORDER BY p.display_name, p.email, m.role";
        look!(self, "list memberships", |view| {
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
            rows.into_iter().map(Row::read).collect()
        })
    }
}

/// The person of this address, who is added with the id `fresh` when there is none yet.
pub(super) async fn find_or_insert(
    store: &Store,
    tx: &mut Tx,
    actor: Actor,
    fresh: PersonId,
    (email, display_name): (&str, &str),
) -> Result<PersonId, StoreError> {
    let (email, name) = (email.trim().to_lowercase(), tidy_name(display_name, LONGEST_NAME)?);
    if let Some(known) = person_of(tx, &email).await? {
        return Ok(known);
    }
    let at = tx.at;
    let sql = "INSERT INTO person (person_id, email, display_name, created_at) VALUES ($1, $2, $3, $4)";
    write_db!(tx, |c| sqlx::query(sql).bind(fresh).bind(&email).bind(&name).bind(at).execute(c))?;
    store.record_for_server(tx, actor, "person added", json!({"person": fresh})).await?;
    Ok(fresh)
}

async fn person_of(view: &mut View, email: &str) -> Result<Option<PersonId>, StoreError> {
    let sql = "SELECT person_id FROM person WHERE email = $1";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(email).fetch_optional(c))?)
}

/// Whether somebody with this address is of the hub's staff now.
pub(super) async fn works_for(view: &mut View, scope: &HubScope, email: &str) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM membership m JOIN person p ON p.person_id = m.person_id
        WHERE m.hub_id = $1 AND p.email = $2 AND m.ended_at IS NULL AND m.role IN ('manager', 'worker')";
    let email = email.trim().to_lowercase();
    let roles: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(&email).fetch_one(c))?;
    Ok(roles > 0)
}

/// Gives a role, or gives it back.
pub(super) async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    (organisation, person, role): (OrganisationId, PersonId, Role),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO membership (hub_id, organisation_id, person_id, role, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (hub_id, organisation_id, person_id, role) DO UPDATE SET ended_at = NULL";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(organisation)
        .bind(person)
        .bind(role.code())
        .bind(at)
        .execute(c))
    .map_err(|error| match &error {
        sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => {
            StoreError::NotFound(Thing::Organisation)
        }
        _ => StoreError::from(error),
    })?;
    Ok(())
}
