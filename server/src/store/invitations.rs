//! Invitations to work for a hub: a link that opens once, for 72 hours, and shows the invited person how to sign in.

mod accept;
mod link;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::people::{self, Role};
use super::{
    ColleagueRefused, HubId, HubScope, InvitationId, OrganisationId, PersonId, Store, StoreError, Thing,
};
use crate::seal::Place;
use crate::sign_in::Secret;

pub use accept::{Accepted, NewSignIn};

/// How long a link opens.
pub const OPEN_FOR: TimeDelta = TimeDelta::hours(72);

/// What an invitation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To work for the hub.
    Join,
    /// To set a new password and new codes, for somebody who lost theirs.
    Reset,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Reset => "reset",
        }
    }

    pub(super) fn of_code(code: &str) -> Self {
        if code == Self::Reset.code() { Self::Reset } else { Self::Join }
    }
}

/// Who is invited.
#[derive(Clone)]
pub struct NewInvitation {
    /// Their address, which is also what they sign in with.
    pub email: String,
    /// Their name.
    pub display_name: String,
    /// What they will be.
    pub role: Role,
}

/// An invitation that is open.
#[derive(Clone)]
pub struct Invitation {
    /// Its row.
    pub invitation_id: InvitationId,
    /// The hub.
    pub hub_id: HubId,
    /// The hub's short name.
    pub slug: String,
    /// The hub's name.
    pub hub_name: String,
    /// Who is invited.
    pub person_id: PersonId,
    /// Their name.
    pub display_name: String,
    /// Their address.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether the person signs in already, so that joining needs nothing new.
    pub is_known: bool,
    /// What their app is to make codes from.
    pub secret: Secret,
    /// Until when the link opens.
    pub ends_at: DateTime<Utc>,
    organisation_id: OrganisationId,
}

impl Invitation {
    /// Whether accepting it sets a password and codes.
    pub fn enrols(&self) -> bool {
        self.purpose == Purpose::Reset || !self.is_known
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    hub_id: HubId,
    invitation_id: InvitationId,
    organisation_id: OrganisationId,
    person_id: PersonId,
    role: String,
    purpose: String,
    sealed_secret: Vec<u8>,
    created_at: DateTime<Utc>,
    slug: String,
    hub_name: String,
    display_name: String,
    email: String,
    known_id: Option<PersonId>,
}

const SELECT: &str = "SELECT i.hub_id, i.invitation_id, i.organisation_id, i.person_id, i.role, i.purpose,
        i.sealed_secret, i.created_at, h.slug, h.name AS hub_name, p.display_name, p.email, s.person_id AS known_id
    FROM invitation i
    JOIN hub h ON h.hub_id = i.hub_id
    JOIN person p ON p.person_id = i.person_id AND p.ended_at IS NULL
    LEFT JOIN sign_in s ON s.person_id = i.person_id
    WHERE i.used_at IS NULL AND i.revoked_at IS NULL";

impl Store {
    /// Invites somebody to work for the hub. An earlier invitation of the same person to this hub is called back.
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
        let named = (new.email.as_str(), new.display_name.as_str());
        let person = people::find_or_insert(self, tx, scope.actor(), fresh, named).await?;
        let whom = (own_organisation(self, tx, scope).await?, person, new.role);
        self.put_invitation(tx, scope, invitation, whom, Purpose::Join).await
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
            super::sessions::end_all(tx, person).await?;
            self.put_invitation(tx, scope, id, (organisation, person, role), Purpose::Reset).await?;
            Ok(id)
        })
    }

    /// The open invitation behind a link; none when the link is wrong, was used, called back, or is too old.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn invitation(&self, link: &str) -> Result<Option<Invitation>, StoreError> {
        let Some(id) = self.invitation_of_link(link) else { return Ok(None) };
        let sql = format!("{SELECT} AND i.invitation_id = $1");
        let now = self.now();
        look!(self, "find invitation", |view| {
            let row: Option<Row> = on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(id)
                .fetch_optional(c))?;
            let open = row.filter(|row| now < row.created_at + OPEN_FOR);
            open.map(|row| self.read_invitation(row)).transpose()
        })
    }

    pub(super) async fn put_invitation(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        id: InvitationId,
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
        let sql = "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND person_id = $3
            AND used_at IS NULL AND revoked_at IS NULL";
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(person).execute(c))?;
        let sql = "INSERT INTO invitation (hub_id, invitation_id, organisation_id, person_id, role, purpose,
                sealed_secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(id)
            .bind(organisation)
            .bind(person)
            .bind(role.code())
            .bind(purpose.code())
            .bind(sealed)
            .bind(at)
            .execute(c))?;
        let details =
            json!({"invitation": id, "person": person, "role": role.code(), "purpose": purpose.code()});
        self.record(tx, scope, "invited", None, details).await
    }

    fn read_invitation(&self, row: Row) -> Result<Invitation, StoreError> {
        let name = row.invitation_id.to_string();
        let secret = self.sealing.open(&place(row.hub_id, &name), &row.sealed_secret)?;
        Ok(Invitation {
            invitation_id: row.invitation_id,
            hub_id: row.hub_id,
            slug: row.slug,
            hub_name: row.hub_name,
            person_id: row.person_id,
            display_name: row.display_name,
            email: row.email,
            role: Role::from_code(&row.role).ok_or(StoreError::Unreadable(Thing::Membership))?,
            purpose: Purpose::of_code(&row.purpose),
            is_known: row.known_id.is_some(),
            secret: Secret::from_bytes(&secret),
            ends_at: row.created_at + OPEN_FOR,
            organisation_id: row.organisation_id,
        })
    }
}

fn place(hub: HubId, name: &str) -> Place<'_> {
    Place { table: "invitation", hub: Some(hub.0), name }
}

/// Whether the form that drew this id was taken already.
async fn is_made(view: &mut View, scope: &HubScope, id: InvitationId) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM invitation WHERE hub_id = $1 AND invitation_id = $2";
    let made: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(id).fetch_one(c))?;
    Ok(made > 0)
}

/// The hub itself as an organisation, where its staff have their roles; made with the first invitation.
pub(super) async fn own_organisation(
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
    super::one(rows, Thing::Hub)?;
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
