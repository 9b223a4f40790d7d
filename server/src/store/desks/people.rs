//! Who sits at an organisation's desk, as the managers of the hub see and decide it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::colleagues::{ColleagueRefused, OpenInvitation, end_sessions_here, invited, not_oneself};
use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::invitations::{NewInvitation, OPEN_FOR, Purpose, is_made};
use super::super::people::Role;
use super::super::{
    HubScope, InvitationId, OrganisationId, PersonId, Store, StoreError, Thing, known_browsers, one, sessions,
};
use crate::journal::Noted;

/// Somebody who works at a desk.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeskPerson {
    /// The person.
    pub person_id: PersonId,
    /// Their name.
    pub display_name: String,
    /// Their address, in lower case.
    pub email: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When they last enrolled a browser here.
    pub seen_at: Option<DateTime<Utc>>,
}

/// Neither names nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for DeskPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeskPerson({})", self.person_id)
    }
}

async fn of_organisation(
    view: &mut View,
    scope: &HubScope,
    organisation: OrganisationId,
) -> Result<Vec<DeskPerson>, StoreError> {
    let sql = "SELECT m.person_id, p.display_name, p.email, m.created_at,
            (SELECT MAX(b.used_at) FROM desk_browser b JOIN session s ON s.session_id = b.session_id
                WHERE b.hub_id = $1 AND b.organisation_id = $2 AND s.person_id = m.person_id) AS seen_at
        FROM membership m JOIN person p ON p.person_id = m.person_id AND p.ended_at IS NULL
        WHERE m.hub_id = $1 AND m.organisation_id = $2 AND m.role = 'desk' AND m.ended_at IS NULL
        ORDER BY p.display_name, p.email";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(organisation).fetch_all(c))?)
}

/// Whether an organisation that the hub works with is there; its own office has no desk.
async fn is_open(view: &mut View, scope: &HubScope, organisation: OrganisationId) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM organisation WHERE hub_id = $1 AND organisation_id = $2 AND kind <> 'hub'
        AND closed_at IS NULL";
    let found: i64 =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(organisation).fetch_one(c))?;
    if found == 1 { Ok(()) } else { Err(StoreError::NotFound(Thing::Organisation)) }
}

impl Store {
    /// Who works at an organisation's desk, by name, and whose invitations still open.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the hub does not work with it, or not any more.
    pub async fn desk_people(
        &self,
        scope: &HubScope,
        organisation: OrganisationId,
    ) -> Result<(Vec<DeskPerson>, Vec<OpenInvitation>), StoreError> {
        let sql = "SELECT i.invitation_id, COALESCE(i.invited_as, p.display_name), p.email, i.role, i.purpose, i.created_at
            FROM invitation i JOIN person p ON p.person_id = i.person_id
            WHERE i.hub_id = $1 AND i.organisation_id = $2 AND i.role = 'desk' AND i.used_at IS NULL
                AND i.revoked_at IS NULL AND i.created_at > $3
            ORDER BY i.created_at DESC, i.invitation_id";
        let since = self.now() - OPEN_FOR;
        look!(self, "list desk people", |view| {
            is_open(view, scope, organisation).await?;
            let people = of_organisation(view, scope, organisation).await?;
            let rows: Vec<invited::Row> = on_db!(view, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(organisation)
                .bind(since)
                .fetch_all(c))?;
            let open = rows.into_iter().map(invited::read).collect::<Result<_, _>>()?;
            Ok((people, open))
        })
    }

    /// Invites somebody to an organisation's desk under an id drawn with the form, so that a form sent twice makes one link.
    ///
    /// # Errors
    /// [`ColleagueRefused::WorksHere`] when they work at that desk already; [`StoreError::Name`] for a name that cannot be
    /// shown; [`StoreError::NotFound`] when the hub does not work with the organisation.
    pub async fn invite_to_desk(
        &self,
        scope: &HubScope,
        (organisation, invitation): (OrganisationId, InvitationId),
        (email, display_name): (&str, &str),
    ) -> Result<(), StoreError> {
        let ids = (invitation, PersonId(self.draw_uuid()?));
        let (email, display_name) = (email.trim().to_lowercase(), display_name.to_owned());
        let new = NewInvitation { email, display_name, role: Role::Desk };
        transaction!(self, "invite to desk", |tx| {
            is_open(tx, scope, organisation).await?;
            if is_made(tx, scope, invitation).await? {
                return Ok(());
            }
            let known = of_organisation(tx, scope, organisation).await?;
            if known.iter().any(|one| one.email == new.email) {
                return Err(ColleagueRefused::WorksHere.into());
            }
            self.invite_to(tx, scope, ids, (organisation, &new)).await
        })
    }

    /// Calls an invitation to a desk back: its link does not open any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not to this desk, was used or called back.
    pub async fn call_back_from_desk(
        &self,
        scope: &HubScope,
        (organisation, invitation): (OrganisationId, InvitationId),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND invitation_id = $3
            AND organisation_id = $4 AND role = 'desk' AND used_at IS NULL AND revoked_at IS NULL";
        transaction!(self, "call back from desk", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(scope.hub())
                .bind(invitation)
                .bind(organisation)
                .execute(c))?;
            one(rows, Thing::Invitation)?;
            let details = json!({"invitation": invitation, "organisation": organisation});
            self.record(tx, scope, "invitation called back", None, details).await
        })
    }

    /// Ends somebody's access to a desk: their role there, their open invitations, and every browser they enrolled there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when they do not work there.
    pub async fn end_desk_person(
        &self,
        scope: &HubScope,
        (organisation, person): (OrganisationId, PersonId),
    ) -> Result<(), StoreError> {
        transaction!(self, "end desk person", |tx| {
            let at = tx.at;
            let sql = "UPDATE membership SET ended_at = $1 WHERE hub_id = $2 AND organisation_id = $3 AND person_id = $4
                AND role = 'desk' AND ended_at IS NULL";
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(scope.hub())
                .bind(organisation)
                .bind(person)
                .execute(c))?;
            one(rows, Thing::Person)?;
            end_browsers(tx, scope, (organisation, Some(person))).await?;
            known_browsers::forget_without_work(tx, person).await?;
            let details = json!({"organisation": organisation, "person": person});
            self.record(tx, scope, "desk access ended", None, details).await?;
            let ended = Noted::AccessEnded { person, desk: Some(organisation) };
            self.note_outside(tx, scope.hub(), vec![ended]).await
        })
    }

    /// Ends every session of somebody at a desk of this hub, and nothing else of theirs.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when they do not work at that desk.
    pub async fn sign_desk_person_out(
        &self,
        scope: &HubScope,
        (organisation, person): (OrganisationId, PersonId),
    ) -> Result<(), StoreError> {
        transaction!(self, "sign desk person out", |tx| {
            let known = of_organisation(tx, scope, organisation).await?;
            if known.iter().all(|one| one.person_id != person) {
                return Err(StoreError::NotFound(Thing::Person));
            }
            not_oneself(scope, person)?;
            end_sessions_here(tx, scope, person).await?;
            let details = json!({"organisation": organisation, "person": person});
            self.record(tx, scope, "sessions ended", None, details).await
        })
    }

    /// Invites somebody at a desk to set a new password and new codes, under an id drawn with the form. All their sessions end
    /// now; what they signed in with before stops when they use the link.
    ///
    /// # Errors
    /// [`ColleagueRefused`] for oneself and for somebody whose sign-in opens another hub too; [`StoreError::NotFound`] for
    /// somebody who does not work there.
    pub async fn reset_desk_person(
        &self,
        scope: &HubScope,
        invitation: InvitationId,
        (organisation, person): (OrganisationId, PersonId),
    ) -> Result<(), StoreError> {
        transaction!(self, "reset desk person", |tx| {
            is_open(tx, scope, organisation).await?;
            let known = of_organisation(tx, scope, organisation).await?;
            if known.iter().all(|one| one.person_id != person) {
                return Err(StoreError::NotFound(Thing::Person));
            }
            not_oneself(scope, person)?;
            if invited::works_elsewhere(tx, scope, person).await? {
                return Err(ColleagueRefused::WorksElsewhere.into());
            }
            sessions::end_all(tx, person).await?;
            let whom = (organisation, person, Role::Desk);
            self.put_invitation(tx, scope, (invitation, None), whom, Purpose::Reset).await
        })
    }
}

/// Shuts the desk of an organisation that closes.
pub(in crate::store) async fn shut(
    tx: &mut Tx,
    scope: &HubScope,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    end_browsers(tx, scope, (organisation, None)).await
}

/// Ends the browsers and the open invitations of one person at a desk, or of everybody.
async fn end_browsers(
    tx: &mut Tx,
    scope: &HubScope,
    (organisation, person): (OrganisationId, Option<PersonId>),
) -> Result<(), StoreError> {
    let at = tx.at;
    for sql in [
        "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND door = 'desk'
            AND ($4 IS NULL OR person_id = $4) AND session_id IN
            (SELECT session_id FROM desk_browser WHERE hub_id = $2 AND organisation_id = $3)",
        "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND organisation_id = $3 AND role = 'desk'
            AND ($4 IS NULL OR person_id = $4) AND used_at IS NULL AND revoked_at IS NULL",
    ] {
        write_db!(tx, |c| sqlx::query(sql)
            .bind(at)
            .bind(scope.hub())
            .bind(organisation)
            .bind(person)
            .execute(c))?;
    }
    Ok(())
}
