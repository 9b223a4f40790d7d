//! What somebody who is signed in proves once more before they change how they sign in or end sessions, and what follows from it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::known_browsers;
use super::super::sign_in::{Origin, SecondFactor};
use super::super::{HubScope, PersonId, SessionId, Store, StoreError, Thing, one};
use super::own::oneself;
use crate::journal::Noted;

/// A new password of somebody who proved both factors once more.
#[derive(Clone, Copy, Debug)]
pub struct NewPassword<'a> {
    /// Its hash, as a PHC string.
    pub hash: &'a str,
    /// The session in which they change it, which stays.
    pub kept: SessionId,
}

impl Store {
    /// The address that whoever asks signs in with.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn own_address(&self, scope: &HubScope) -> Result<String, StoreError> {
        let person = oneself(scope)?;
        let sql = "SELECT email FROM person WHERE person_id = $1";
        let found: Option<String> =
            look!(self, "find own address", |view| Ok(on_db!(view, |c| sqlx::query_scalar(sql)
                .bind(person)
                .fetch_optional(c))?))?;
        found.ok_or(StoreError::NotFound(Thing::Person))
    }

    /// Uses a second factor up that whoever asks gave once more; not when it was used before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn prove_again(
        &self,
        scope: &HubScope,
        factor: SecondFactor<'_>,
        from: Origin<'_>,
    ) -> Result<bool, StoreError> {
        let person = oneself(scope)?;
        transaction!(self, "prove again", |tx| self.proved(tx, person, factor, &from).await)
    }

    /// Changes the password of whoever asks. All their other sessions end, and no other browser stays known; not when the second factor
    /// was used before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn change_password(
        &self,
        scope: &HubScope,
        new: NewPassword<'_>,
        (factor, from): (SecondFactor<'_>, Origin<'_>),
    ) -> Result<bool, StoreError> {
        let person = oneself(scope)?;
        let sql = "UPDATE sign_in SET password = $1 WHERE person_id = $2";
        transaction!(self, "change password", |tx| {
            if !self.proved(tx, person, factor, &from).await? {
                return Ok(false);
            }
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(new.hash).bind(person).execute(c))?;
            one(rows, Thing::Person)?;
            end_others(tx, person, new.kept).await?;
            known_browsers::forget(tx, person, from.known).await?;
            self.record(tx, scope, "password changed", None, json!({"kept": new.kept})).await?;
            self.note_outside(tx, scope.hub(), vec![Noted::SignInChanged { person }]).await?;
            Ok(true)
        })
    }

    async fn proved(
        &self,
        tx: &mut Tx,
        person: PersonId,
        factor: SecondFactor<'_>,
        from: &Origin<'_>,
    ) -> Result<bool, StoreError> {
        let is_new = self.spend(tx, person, factor).await?;
        if is_new {
            self.give_back_try(tx, from).await?;
        }
        Ok(is_new)
    }
}

/// Ends every session of a person but one.
pub(super) async fn end_others(tx: &mut Tx, person: PersonId, kept: SessionId) -> Result<(), StoreError> {
    let at: DateTime<Utc> = tx.at;
    let sql =
        "UPDATE session SET ended_at = $1 WHERE person_id = $2 AND session_id <> $3 AND ended_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(person).bind(kept).execute(c))?;
    Ok(())
}
