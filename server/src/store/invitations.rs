//! Invitations to work for a hub, or at the desk of one of its organisations: a link that opens once, for 72 hours, and shows the invited person how to sign in.

mod accept;
mod link;
mod make;

use chrono::{DateTime, TimeDelta, Utc};

use super::db::{look, on_db};
use super::people::Role;
use super::sessions::Entrance;
use super::{HubId, InvitationId, OrganisationId, PersonId, Store, StoreError, Thing};
use crate::seal::Place;
use crate::sign_in::Secret;

pub use accept::{Accepted, NewSignIn};
pub(super) use make::{is_made, own_organisation};

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
    /// The name of the organisation: the hub itself, or the one whose desk it is.
    pub organisation_name: String,
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

    /// Where it lets somebody in.
    pub fn entrance(&self) -> Entrance {
        Entrance::of(self.role)
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
    organisation_name: String,
    display_name: String,
    email: String,
    known_id: Option<PersonId>,
}

const SELECT: &str = "SELECT i.hub_id, i.invitation_id, i.organisation_id, i.person_id, i.role, i.purpose,
        i.sealed_secret, i.created_at, h.slug, h.name AS hub_name, o.name AS organisation_name,
        COALESCE(i.invited_as, p.display_name) AS display_name, p.email,
        s.person_id AS known_id
    FROM invitation i
    JOIN hub h ON h.hub_id = i.hub_id
    JOIN organisation o ON o.hub_id = i.hub_id AND o.organisation_id = i.organisation_id AND o.closed_at IS NULL
    JOIN person p ON p.person_id = i.person_id AND p.ended_at IS NULL
    LEFT JOIN sign_in s ON s.person_id = i.person_id
    WHERE i.used_at IS NULL AND i.revoked_at IS NULL";

impl Store {
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

    fn read_invitation(&self, row: Row) -> Result<Invitation, StoreError> {
        let name = row.invitation_id.to_string();
        let secret = self.sealing.open(&place(row.hub_id, &name), &row.sealed_secret)?;
        Ok(Invitation {
            invitation_id: row.invitation_id,
            hub_id: row.hub_id,
            slug: row.slug,
            hub_name: row.hub_name,
            organisation_name: row.organisation_name,
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
