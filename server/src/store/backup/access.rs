//! Who left, or may do less, since a backup stays out after it is restored.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::super::db::{Tx, write_db};
use super::super::invitations::own_organisation;
use super::super::people::{self, Role};
use super::super::{HubScope, OrganisationId, PersonId, Store, StoreError};
use super::replay::scopes;
use crate::journal::{Entry, Noted};

/// Two servers' clocks may differ by a minute each way.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(2);

impl Store {
    /// Ends access and changes roles again that were ended and changed after the backup, in the order in which that was done; gives how often
    /// there was anything to do. What was done before stands in the backup, with whoever was asked back since.
    pub(super) async fn replay_access(
        &self,
        tx: &mut Tx,
        journal: &[Entry],
        made_at: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        let (hubs, mut ended) = (scopes(tx).await?, 0);
        for entry in journal.iter().filter(|entry| entry.at + CLOCKS_APART >= made_at) {
            let Some(scope) = hubs.get(&entry.hub) else { continue };
            ended += usize::from(self.replay_one(tx, scope, entry).await?);
        }
        Ok(ended)
    }

    async fn replay_one(&self, tx: &mut Tx, scope: &HubScope, entry: &Entry) -> Result<bool, StoreError> {
        let (rows, deed, details) = match &entry.deed {
            Noted::AccessEnded { person, desk } => {
                let rows = end_roles(tx, scope, (*person, *desk), entry.at).await?;
                (rows, "access ended", json!({"person": person}))
            }
            Noted::RoleEnded { person, organisation, role } => {
                let rows = end_role(tx, scope, (*organisation, *person, *role), entry.at).await?;
                (rows, "role ended", json!({"organisation": organisation, "person": person, "role": role}))
            }
            Noted::RoleChanged { person, role } => {
                let rows = self.change_again(tx, scope, (*person, *role), entry.at).await?;
                (rows, "role changed", json!({"person": person, "to": role}))
            }
            Noted::SignInChanged { person } => {
                (end_sign_in(tx, *person).await?, "sign-in ended", json!({"person": person}))
            }
            Noted::DeskShut { organisation } => {
                let sql = "UPDATE organisation SET closed_at = $1
                    WHERE hub_id = $2 AND organisation_id = $3 AND closed_at IS NULL";
                let (at, hub) = (entry.at, scope.hub());
                let rows =
                    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(organisation).execute(c))?;
                (rows, "organisation closed", json!({"organisation": organisation}))
            }
            _ => (0, "", Value::Null),
        };
        if rows > 0 {
            self.record(tx, scope, deed, None, details).await?;
        }
        Ok(rows > 0)
    }

    /// The role is of the moment at which it was given, so that what ended it later ends it again.
    async fn change_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (person, role): (PersonId, Role),
        changed_at: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let sql =
            "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND person_id = $3 AND ended_at IS NULL
            AND created_at <= $1 AND role IN ('manager', 'worker') AND role <> $4";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(changed_at)
            .bind(scope.hub())
            .bind(person)
            .bind(role.code())
            .execute(c))?;
        if rows > 0 {
            let own = own_organisation(self, tx, scope).await?;
            let now = std::mem::replace(&mut tx.at, changed_at);
            let given = people::insert(tx, scope, (own, person, role)).await;
            tx.at = now;
            given?;
        }
        Ok(rows)
    }
}

async fn end_roles(
    tx: &mut Tx,
    scope: &HubScope,
    (person, desk): (PersonId, Option<OrganisationId>),
    ended_at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql = "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND person_id = $3 AND ended_at IS NULL AND created_at <= $1
        AND ((role = 'desk' AND organisation_id = $4) OR (role <> 'desk' AND $5))";
    Ok(write_db!(tx, |c| sqlx::query(sql)
        .bind(ended_at)
        .bind(scope.hub())
        .bind(person)
        .bind(desk)
        .bind(desk.is_none())
        .execute(c))?)
}

async fn end_role(
    tx: &mut Tx,
    scope: &HubScope,
    (organisation, person, role): (OrganisationId, PersonId, Role),
    ended_at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql =
        "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND organisation_id = $3 AND person_id = $4
        AND role = $5 AND ended_at IS NULL AND created_at <= $1";
    Ok(write_db!(tx, |c| sqlx::query(sql)
        .bind(ended_at)
        .bind(scope.hub())
        .bind(organisation)
        .bind(person)
        .bind(role.code())
        .execute(c))?)
}

/// The new one is lost, and the one before it is no longer good: whoever it was is given another, as if they had lost their telephone.
async fn end_sign_in(tx: &mut Tx, person: PersonId) -> Result<u64, StoreError> {
    let sql = "DELETE FROM recovery_code WHERE person_id = $1";
    write_db!(tx, |c| sqlx::query(sql).bind(person).execute(c))?;
    let sql = "DELETE FROM sign_in WHERE person_id = $1";
    Ok(write_db!(tx, |c| sqlx::query(sql).bind(person).execute(c))?)
}
