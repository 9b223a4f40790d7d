//! Changing what a colleague may do. Writers queue, so two managers who lower each other at once leave one.

use serde_json::json;

use super::super::db::{Tx, transaction, write_db};
use super::super::invitations::own_organisation;
use super::super::people::{self, Role};
use super::super::{Actor, HubScope, PersonId, Store, StoreError, known_browsers};
use super::{Colleague, ColleagueRefused, one_of};
use crate::journal::Noted;

impl Store {
    /// Makes a colleague a manager or a worker, from their very next click on.
    ///
    /// # Errors
    /// [`ColleagueRefused`] for the last manager and for oneself; [`StoreError::NotFound`] for somebody who does not work here.
    pub async fn change_role(
        &self,
        scope: &HubScope,
        person: PersonId,
        role: Role,
    ) -> Result<(), StoreError> {
        transaction!(self, "change role", |tx| {
            let (colleague, others) = one_of(tx, scope, person).await?;
            if colleague.role == role {
                return Ok(());
            }
            not_oneself(scope, person)?;
            if role != Role::Manager {
                leaves_a_manager(&colleague, &others)?;
            }
            end_roles(tx, scope, person).await?;
            let own = own_organisation(self, tx, scope).await?;
            people::insert(tx, scope, (own, person, role)).await?;
            let details = json!({"person": person, "from": colleague.role.code(), "to": role.code()});
            self.record(tx, scope, "role changed", None, details).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::RoleChanged { person, role }]).await
        })
    }

    /// Ends every session of a colleague that is at work for this hub, in its console and at its desks, and nothing else of theirs.
    ///
    /// # Errors
    /// [`ColleagueRefused`] for oneself; [`StoreError::NotFound`] for somebody who does not work here.
    pub async fn sign_colleague_out(&self, scope: &HubScope, person: PersonId) -> Result<(), StoreError> {
        transaction!(self, "sign colleague out", |tx| {
            one_of(tx, scope, person).await?;
            not_oneself(scope, person)?;
            end_sessions_here(tx, scope, person).await?;
            self.record(tx, scope, "sessions ended", None, json!({"person": person})).await
        })
    }

    /// Ends a colleague's access to this hub: their roles, their open invitations, and every session that is at work here.
    ///
    /// # Errors
    /// As [`Self::change_role`].
    pub async fn end_access(&self, scope: &HubScope, person: PersonId) -> Result<(), StoreError> {
        transaction!(self, "end access", |tx| {
            let (colleague, others) = one_of(tx, scope, person).await?;
            not_oneself(scope, person)?;
            leaves_a_manager(&colleague, &others)?;
            end_roles(tx, scope, person).await?;
            let (at, hub) = (tx.at, scope.hub());
            let sql = "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND person_id = $3 AND role <> 'desk'
                AND used_at IS NULL AND revoked_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(person).execute(c))?;
            let sql = "UPDATE session SET ended_at = $1 WHERE workplace = $2 AND person_id = $3 AND door = 'console'
                AND ended_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(person).execute(c))?;
            known_browsers::forget_without_work(tx, person).await?;
            let details = json!({"person": person, "role": colleague.role.code()});
            self.record(tx, scope, "access ended", None, details).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::AccessEnded { person, desk: None }]).await
        })
    }
}

pub(in crate::store) fn not_oneself(scope: &HubScope, person: PersonId) -> Result<(), ColleagueRefused> {
    if scope.actor() == Actor::Person(person) { Err(ColleagueRefused::Oneself) } else { Ok(()) }
}

fn leaves_a_manager(colleague: &Colleague, others: &[Colleague]) -> Result<(), ColleagueRefused> {
    let is_last = colleague.role == Role::Manager && others.iter().all(|one| one.role != Role::Manager);
    if is_last { Err(ColleagueRefused::LastManager) } else { Ok(()) }
}

/// Ends every session of a person that is at work for this hub.
pub(in crate::store) async fn end_sessions_here(
    tx: &mut Tx,
    scope: &HubScope,
    person: PersonId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE session SET ended_at = $1 WHERE workplace = $2 AND person_id = $3 AND ended_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(person).execute(c))?;
    Ok(())
}

async fn end_roles(tx: &mut Tx, scope: &HubScope, person: PersonId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND person_id = $3
        AND ended_at IS NULL AND role IN ('manager', 'worker')";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(person).execute(c))?;
    Ok(())
}
