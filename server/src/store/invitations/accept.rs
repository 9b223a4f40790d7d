//! Accepting an invitation: once, within its time, and never over the head of somebody who signs in already.

use passport_core::card::HubSlug;
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::sessions::{self, At, Entrance, SessionToken};
use super::super::sign_in::{Enrolment, Origin, SecondFactor};
use super::super::{Actor, HubScope, Store, StoreError, Thing, people};
use super::{Invitation, Purpose};
use crate::journal::Noted;

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
    /// Somebody who signs in already has the role, and is in.
    Joined(SessionToken),
    /// Somebody who signs in already did not prove it.
    NotProved,
    /// Somebody used the link first, or it was called back.
    Gone,
}

impl Store {
    /// Accepts an invitation that was just read, for somebody who is new or sets a new password and new codes.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written. [`Accepted::NotProved`] for a person who signs in already and is to join: a
    /// link from one hub must not change how somebody signs in at another.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        new: &NewSignIn,
    ) -> Result<Accepted, StoreError> {
        let scope = scope_of(invitation)?;
        transaction!(self, "accept invitation", |tx| {
            let person = invitation.person_id;
            if invitation.purpose == Purpose::Join && signs_in(tx, invitation).await? {
                return Ok(Accepted::NotProved);
            }
            if !self.take_up(tx, &scope, invitation).await? {
                return Ok(Accepted::Gone);
            }
            let recovery = self.draw_recovery_codes()?;
            let enrolment = Enrolment {
                password: &new.password,
                secret: &invitation.secret,
                step: new.step,
                recovery: &recovery,
            };
            self.put_sign_in(tx, person, &enrolment).await?;
            if invitation.purpose == Purpose::Reset {
                self.note_outside(tx, scope.hub(), vec![Noted::SignInChanged { person }]).await?;
            }
            sessions::end_all(tx, person).await?;
            let place = (invitation.place(), new.browser.as_deref());
            let opened = sessions::open(self, tx, person, place).await?;
            let (token, _) = opened.ok_or(StoreError::NotFound(Thing::Membership))?;
            Ok(Accepted::SignedIn(token, recovery))
        })
    }

    /// Accepts an invitation for somebody who signs in already and whose password was right. Without both factors whoever
    /// made a sign-in for somebody else's address would walk into every hub that invites that person. The second factor is
    /// used up here, and links of other hubs that would set a new sign-in stop opening.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn join_known(
        &self,
        invitation: &Invitation,
        factor: SecondFactor<'_>,
        from: Origin<'_>,
    ) -> Result<Accepted, StoreError> {
        let scope = scope_of(invitation)?;
        transaction!(self, "join", |tx| {
            let person = invitation.person_id;
            if invitation.purpose != Purpose::Join || !self.spend(tx, person, factor).await? {
                return Ok(Accepted::NotProved);
            }
            if !self.take_up(tx, &scope, invitation).await? {
                return Ok(Accepted::Gone);
            }
            call_back_resets(tx, invitation).await?;
            let place = (invitation.place(), from.browser);
            let opened = sessions::open(self, tx, person, place).await?;
            let (token, _) = opened.ok_or(StoreError::NotFound(Thing::Membership))?;
            if let Some(before) = from.before {
                sessions::end_before(tx, before).await?;
            }
            self.give_back_try(tx, &from).await?;
            Ok(Accepted::Joined(token))
        })
    }

    /// Uses the link up and gives the role, if the link still opens.
    async fn take_up(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        invitation: &Invitation,
    ) -> Result<bool, StoreError> {
        if !use_up(tx, invitation).await? {
            return Ok(false);
        }
        if invitation.purpose == Purpose::Join {
            let role = (invitation.organisation_id, invitation.person_id, invitation.role);
            people::insert(tx, scope, role).await?;
        }
        let details = json!({"invitation": invitation.invitation_id, "role": invitation.role.code()});
        self.record(tx, scope, "invitation accepted", None, details).await?;
        Ok(true)
    }

    fn draw_recovery_codes(&self) -> Result<Vec<ShortCode>, StoreError> {
        (0..RECOVERY_CODES).map(|_| Ok(ShortCode::from_random(self.draw()?))).collect()
    }
}

impl Invitation {
    /// Where somebody is once they accepted it.
    fn place(&self) -> At {
        match self.entrance() {
            Entrance::Console => At::Console(Some(self.hub_id)),
            Entrance::Desk => At::Desk(Some(self.organisation_id)),
        }
    }
}

/// The right of the invited person in the hub.
fn scope_of(invitation: &Invitation) -> Result<HubScope, StoreError> {
    let slug = HubSlug::parse(&invitation.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
    Ok(HubScope::of(invitation.hub_id, slug, Actor::Person(invitation.person_id)))
}

/// No other hub may set how somebody signs in to this one.
async fn call_back_resets(tx: &mut Tx, invitation: &Invitation) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "UPDATE invitation SET revoked_at = $1 WHERE person_id = $2 AND hub_id <> $3 AND purpose = 'reset'
        AND used_at IS NULL AND revoked_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(at)
        .bind(invitation.person_id)
        .bind(invitation.hub_id)
        .execute(c))?;
    Ok(())
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
