//! Accepting an invitation: once, within its time, and never over the head of somebody who signs in already.

use passport_core::card::HubSlug;
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::sessions::{self, SessionToken};
use super::super::sign_in::Enrolment;
use super::super::{Actor, HubScope, Store, StoreError, Thing, people};
use super::{Invitation, Purpose};

/// So many codes to write down for a lost telephone.
const RECOVERY_CODES: usize = 10;

/// What somebody new chose and showed.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// The hash of the password, as a PHC string.
    pub password: String,
    /// The 30-second step of the code that shows that the app has the secret.
    pub step: i64,
    /// The browser they sit at, as far as it told.
    pub browser: Option<String>,
}

/// What became of it.
#[derive(Debug)]
pub enum Accepted {
    /// The person is in, with codes to write down that are never shown again.
    SignedIn(SessionToken, Vec<ShortCode>),
    /// The person has the role, and signs in as they always do.
    Joined,
    /// Somebody used the link first, or it was called back.
    Gone,
}

impl Store {
    /// Accepts an invitation that was just read. Who needs no new sign-in gets none, whatever was sent: a link from one
    /// hub must not change how somebody signs in at another.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        new: Option<&NewSignIn>,
    ) -> Result<Accepted, StoreError> {
        let slug = HubSlug::parse(&invitation.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        let scope = HubScope::of(invitation.hub_id, slug, Actor::Person(invitation.person_id));
        transaction!(self, "accept invitation", |tx| {
            if !use_up(tx, invitation).await? {
                return Ok(Accepted::Gone);
            }
            let person = invitation.person_id;
            let is_known = signs_in(tx, invitation).await?;
            if invitation.purpose == Purpose::Join {
                let role = (invitation.organisation_id, person, invitation.role);
                people::insert(tx, &scope, role).await?;
            }
            let details = json!({"invitation": invitation.invitation_id, "role": invitation.role.code()});
            self.record(tx, &scope, "invitation accepted", None, details).await?;
            if is_known && invitation.purpose == Purpose::Join {
                return Ok(Accepted::Joined);
            }
            let new = new.ok_or(StoreError::NotFound(Thing::Invitation))?;
            let recovery = self.draw_recovery_codes()?;
            let enrolment = Enrolment {
                password: &new.password,
                secret: &invitation.secret,
                step: new.step,
                recovery: &recovery,
            };
            self.put_sign_in(tx, person, &enrolment).await?;
            sessions::end_all(tx, person).await?;
            let place = (Some(invitation.hub_id), new.browser.as_deref());
            let opened = sessions::open(self, tx, person, place).await?;
            let (token, _) = opened.ok_or(StoreError::NotFound(Thing::Membership))?;
            Ok(Accepted::SignedIn(token, recovery))
        })
    }

    fn draw_recovery_codes(&self) -> Result<Vec<ShortCode>, StoreError> {
        (0..RECOVERY_CODES).map(|_| Ok(ShortCode::from_random(self.draw()?))).collect()
    }
}

async fn use_up(tx: &mut Tx, invitation: &Invitation) -> Result<bool, StoreError> {
    if tx.at >= invitation.ends_at {
        return Ok(false);
    }
    let at = tx.at;
    let sql = "UPDATE invitation SET used_at = $1 WHERE hub_id = $2 AND invitation_id = $3
        AND used_at IS NULL AND revoked_at IS NULL";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(at)
        .bind(invitation.hub_id)
        .bind(invitation.invitation_id)
        .execute(c))?;
    Ok(rows == 1)
}

async fn signs_in(tx: &mut Tx, invitation: &Invitation) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM sign_in WHERE person_id = $1";
    let known: i64 = on_db!(tx, |c| sqlx::query_scalar(sql).bind(invitation.person_id).fetch_one(c))?;
    Ok(known > 0)
}
