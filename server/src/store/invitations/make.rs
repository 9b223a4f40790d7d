//! Making an invitation: for somebody new, or for somebody who lost what they sign in with.

use serde_json::json;

use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::names::{LONGEST_NAME, tidy_name};
use super::super::people::{self, Role};
use super::super::{
    ColleagueRefused, HubScope, InvitationId, OrganisationId, PersonId, Store, StoreError, Thing, one,
    sessions,
};
use super::{NewInvitation, Purpose, place};
use crate::sign_in::Secret;

impl Store {
    /// Invites somebody to work for the hub. An earlier invitation of the same person to it is called back.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn invite(&self, scope: &HubScope, new: &NewInvitation) -> Result<InvitationId, StoreError> {
        let ids = (self.draw_invitation_id()?, PersonId(self.draw_uuid()?));
        transaction!(self, "invite", |tx| self.invite_within(tx, scope, ids, new).await)?;
        Ok(ids.0)
    }

    /// Invites somebody under an id drawn with the form, so that a form sent twice makes one link.
    ///
    /// # Errors
    /// [`ColleagueRefused::WorksHere`] when they have a role here already; [`StoreError::Name`] for a name that cannot be shown.
    pub async fn invite_once(
        &self,
        scope: &HubScope,
        invitation: InvitationId,
        new: &NewInvitation,
    ) -> Result<(), StoreError> {
        let ids = (invitation, PersonId(self.draw_uuid()?));
        transaction!(self, "invite once", |tx| {
            if is_made(tx, scope, invitation).await? {
                return Ok(());
            }
            if people::works_for(tx, scope, &new.email).await? {
                return Err(ColleagueRefused::WorksHere.into());
            }
            self.invite_within(tx, scope, ids, new).await
        })
    }

    async fn invite_within(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (invitation, fresh): (InvitationId, PersonId),
        new: &NewInvitation,
    ) -> Result<(), StoreError> {
        let own = own_organisation(self, tx, scope).await?;
        self.invite_to(tx, scope, (invitation, fresh), (own, new)).await
    }

    /// Invites somebody to an organisation of the hub that was just looked up.
    pub(in crate::store) async fn invite_to(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (invitation, fresh): (InvitationId, PersonId),
        (organisation, new): (OrganisationId, &NewInvitation),
    ) -> Result<(), StoreError> {
        let named = (new.email.as_str(), new.display_name.as_str());
        let person = people::find_or_insert(self, tx, scope.actor(), fresh, named).await?;
        let whom = (organisation, person, new.role);
        let name = tidy_name(&new.display_name, LONGEST_NAME)?;
        self.put_invitation(tx, scope, (invitation, Some(&name)), whom, Purpose::Join).await
    }

    /// Invites a member of this hub's staff to set a new password and new codes, and ends all their sessions now. What
    /// they signed in with before stops when they do it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nobody of that address works for this hub.
    pub async fn invite_to_reset(&self, scope: &HubScope, email: &str) -> Result<InvitationId, StoreError> {
        let sql = "SELECT m.organisation_id, m.person_id, m.role FROM membership m
            JOIN person p ON p.person_id = m.person_id
            WHERE m.hub_id = $1 AND p.email = $2 AND m.ended_at IS NULL AND m.role IN ('manager', 'worker')
            ORDER BY m.role LIMIT 1";
        let (email, id) = (email.trim().to_lowercase(), self.draw_invitation_id()?);
        transaction!(self, "invite to reset", |tx| {
            let found: Option<(OrganisationId, PersonId, String)> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(&email).fetch_optional(c))?;
            let (organisation, person, role) = found.ok_or(StoreError::NotFound(Thing::Person))?;
            let role = Role::from_code(&role).ok_or(StoreError::Unreadable(Thing::Membership))?;
            sessions::end_all(tx, person).await?;
            self.put_invitation(tx, scope, (id, None), (organisation, person, role), Purpose::Reset).await?;
            Ok(id)
        })
    }

    /// Keeps an invitation, under the name that the hub itself gave: whoever has the address may have another at another hub, which is not
    /// this one's to read before they come.
    pub(in crate::store) async fn put_invitation(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (id, name): (InvitationId, Option<&str>),
        (organisation, person, role): (OrganisationId, PersonId, Role),
        purpose: Purpose,
    ) -> Result<(), StoreError> {
        if is_made(tx, scope, id).await? {
            return Ok(());
        }
        let at = tx.at;
        let secret = Secret::generate(&*self.chance)?;
        let sealed =
            self.sealing.seal(&place(scope.hub(), &id.to_string()), secret.as_bytes(), &*self.chance)?;
        // One to another organisation stays open: somebody may be invited to two desks at once.
        let sql = "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND person_id = $3
            AND (organisation_id = $4 OR purpose = 'reset') AND used_at IS NULL AND revoked_at IS NULL";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(at)
            .bind(scope.hub())
            .bind(person)
            .bind(organisation)
            .execute(c))?;
        let sql = "INSERT INTO invitation (hub_id, invitation_id, organisation_id, person_id, role, purpose,
                sealed_secret, created_at, invited_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(id)
            .bind(organisation)
            .bind(person)
            .bind(role.code())
            .bind(purpose.code())
            .bind(sealed)
            .bind(at)
            .bind(name)
            .execute(c))?;
        let details =
            json!({"invitation": id, "person": person, "role": role.code(), "purpose": purpose.code()});
        self.record(tx, scope, "invited", None, details).await
    }
}

/// Whether the form that drew this id was taken already.
pub(in crate::store) async fn is_made(
    view: &mut View,
    scope: &HubScope,
    id: InvitationId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM invitation WHERE hub_id = $1 AND invitation_id = $2";
    let made: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(id).fetch_one(c))?;
    Ok(made > 0)
}

/// The hub itself as an organisation, where its staff have their roles; made with the first invitation.
pub(in crate::store) async fn own_organisation(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
) -> Result<OrganisationId, StoreError> {
    if let Some(known) = found_organisation(tx, scope).await? {
        return Ok(known);
    }
    let (own, at) = (OrganisationId(store.draw_uuid()?), tx.at);
    let sql = "INSERT INTO organisation (hub_id, organisation_id, kind, name, contact, created_at)
        SELECT hub_id, $2, 'hub', name, $3, $4 FROM hub WHERE hub_id = $1";
    let nothing = sqlx::types::Json(serde_json::Map::new());
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(own).bind(nothing).bind(at).execute(c))?;
    one(rows, Thing::Hub)?;
    let details = json!({"organisation": own, "kind": "hub"});
    store.record(tx, scope, "organisation added", None, details).await?;
    Ok(own)
}

async fn found_organisation(view: &mut View, scope: &HubScope) -> Result<Option<OrganisationId>, StoreError> {
    let sql =
        "SELECT organisation_id FROM organisation WHERE hub_id = $1 AND kind = 'hub' AND closed_at IS NULL
        ORDER BY created_at, organisation_id LIMIT 1";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).fetch_optional(c))?)
}
