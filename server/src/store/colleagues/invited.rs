//! Invitations from the console: listed while they are open, called back, and made anew for somebody who lost their codes.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::db::{View, look, on_db, transaction, write_db};
use super::super::invitations::{OPEN_FOR, Purpose};
use super::super::people::Role;
use super::super::{HubScope, InvitationId, PersonId, Store, StoreError, Thing, one, sessions};
use super::change::not_oneself;
use super::{ColleagueRefused, one_of};

/// An invitation that nobody used yet.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Its row.
    pub invitation_id: InvitationId,
    /// Who is invited.
    pub display_name: String,
    /// Their address.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when its link opens.
    pub ends_at: DateTime<Utc>,
}

/// Neither names nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for OpenInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenInvitation({})", self.invitation_id)
    }
}

pub(in crate::store) type Row = (InvitationId, String, String, String, String, DateTime<Utc>);

pub(in crate::store) fn read(
    (invitation_id, display_name, email, role, purpose, created_at): Row,
) -> Result<OpenInvitation, StoreError> {
    let role = Role::from_code(&role).ok_or(StoreError::Unreadable(Thing::Membership))?;
    let purpose = Purpose::of_code(&purpose);
    let ends_at = created_at + OPEN_FOR;
    Ok(OpenInvitation { invitation_id, display_name, email, role, purpose, ends_at })
}

impl Store {
    /// An id for an invitation that a form is about to make.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_invitation_id(&self) -> Result<InvitationId, StoreError> {
        Ok(InvitationId(self.draw_uuid()?))
    }

    /// The invitations of a hub's own staff whose links still open, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_invitations(&self, scope: &HubScope) -> Result<Vec<OpenInvitation>, StoreError> {
        let sql = "SELECT i.invitation_id, COALESCE(i.invited_as, p.display_name), p.email, i.role, i.purpose, i.created_at
            FROM invitation i JOIN person p ON p.person_id = i.person_id
            WHERE i.hub_id = $1 AND i.role IN ('manager', 'worker') AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.created_at > $2
            ORDER BY i.created_at DESC, i.invitation_id";
        let since = self.now() - OPEN_FOR;
        look!(self, "list invitations", |view| {
            let rows: Vec<Row> =
                on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(since).fetch_all(c))?;
            rows.into_iter().map(read).collect()
        })
    }

    /// Calls an invitation back: its link does not open any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not this hub's, was used or called back.
    pub async fn call_back_invitation(
        &self,
        scope: &HubScope,
        invitation: InvitationId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE invitation SET revoked_at = $1 WHERE hub_id = $2 AND invitation_id = $3
            AND used_at IS NULL AND revoked_at IS NULL";
        transaction!(self, "call invitation back", |tx| {
            let at = tx.at;
            let rows =
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(invitation).execute(c))?;
            one(rows, Thing::Invitation)?;
            let details = json!({"invitation": invitation});
            self.record(tx, scope, "invitation called back", None, details).await
        })
    }

    /// Invites a colleague to set a new password and new codes, under an id drawn with the form, so that a form sent twice
    /// makes one link. All their sessions end now; what they signed in with before stops when they use the link.
    ///
    /// # Errors
    /// [`ColleagueRefused`] for oneself and for somebody whose sign-in opens another hub too; [`StoreError::NotFound`] for
    /// somebody who does not work here.
    pub async fn reset_colleague(
        &self,
        scope: &HubScope,
        (invitation, person): (InvitationId, PersonId),
    ) -> Result<(), StoreError> {
        transaction!(self, "reset colleague", |tx| {
            let (colleague, _) = one_of(tx, scope, person).await?;
            not_oneself(scope, person)?;
            if works_elsewhere(tx, scope, person).await? {
                return Err(ColleagueRefused::WorksElsewhere.into());
            }
            sessions::end_all(tx, person).await?;
            let organisation = super::super::invitations::own_organisation(self, tx, scope).await?;
            let whom = (organisation, person, colleague.role);
            self.put_invitation(tx, scope, (invitation, None), whom, Purpose::Reset).await
        })
    }
}

pub(in crate::store) async fn works_elsewhere(
    view: &mut View,
    scope: &HubScope,
    person: PersonId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM membership WHERE person_id = $1 AND hub_id <> $2 AND ended_at IS NULL";
    let others: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(person).bind(scope.hub()).fetch_one(c))?;
    Ok(others > 0)
}
