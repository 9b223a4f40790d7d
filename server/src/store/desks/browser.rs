//! A browser at a desk: enrolled for a day by a personal sign-in, locked when it is left alone, opened again by its PIN.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::issue::{paper_exp, today};
use serde_json::json;
use subtle::ConstantTimeEq as _;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::sessions::SessionToken;
use super::super::{OrganisationId, SessionId, Store, StoreError, Thing, one};
use super::{Desk, DeskSession, one_of};
use crate::sign_in::DeskPin;

/// So many wrong PINs in a row end an enrolment.
const MOST_WRONG: i64 = 5;
/// The longest enrolment, also on the day in autumn that has an hour more.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// What came of trying a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinTried {
    /// The desk is open.
    Right,
    /// It is not; so many tries are left.
    Wrong(i64),
    /// It was wrong too often: somebody has to sign in anew.
    Ended,
}

/// The end of the day in Europe/London.
fn day_end(now: DateTime<Utc>) -> DateTime<Utc> {
    let midnight =
        i64::try_from(paper_exp(today(now))).ok().and_then(|last| DateTime::from_timestamp(last + 1, 0));
    midnight.map_or(now + LONGEST, |midnight| midnight.min(now + LONGEST))
}

/// Enrols the browser of a session that was just opened.
pub(in crate::store) async fn enrol(tx: &mut Tx, session: SessionId, desk: &Desk) -> Result<(), StoreError> {
    let sql = "INSERT INTO desk_browser (hub_id, session_id, organisation_id, ends_at, used_at, wrong_pins)
        VALUES ($1, $2, $3, $4, $5, 0)";
    let at = tx.at;
    write_db!(tx, |c| sqlx::query(sql)
        .bind(desk.hub.hub())
        .bind(session)
        .bind(desk.organisation)
        .bind(day_end(at))
        .bind(at)
        .execute(c))?;
    Ok(())
}

impl Store {
    /// Keeps the PIN that opens this browser again for the rest of its day; it is chosen once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it has one already.
    pub async fn choose_pin(&self, session: &DeskSession, pin: &DeskPin) -> Result<(), StoreError> {
        let mac = self.pin_mac(session.session_id, pin);
        let sql = "UPDATE desk_browser SET pin_mac = $1, used_at = $2
            WHERE hub_id = $3 AND session_id = $4 AND pin_mac IS NULL";
        transaction!(self, "choose desk PIN", |tx| {
            let (at, hub) = (tx.at, session.desk.hub());
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(&mac[..])
                .bind(at)
                .bind(hub.hub())
                .bind(session.session_id)
                .execute(c))?;
            one(rows, Thing::Session)?;
            let details = json!({"session": session.session_id, "organisation": session.desk.organisation});
            self.record(tx, hub, "desk opened", None, details).await
        })
    }

    /// Locks this browser now.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn lock_desk(&self, session: &DeskSession) -> Result<(), StoreError> {
        let sql = "UPDATE desk_browser SET locked_at = $1 WHERE hub_id = $2 AND session_id = $3 AND locked_at IS NULL";
        transaction!(self, "lock desk", |tx| {
            let (at, hub) = (tx.at, session.desk.hub().hub());
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(session.session_id).execute(c))?;
            Ok(())
        })
    }

    /// Opens a locked browser. A try is counted where it is compared, in one step that others wait for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is enrolled no more.
    pub async fn unlock_desk(
        &self,
        session: &DeskSession,
        pin: Option<&DeskPin>,
    ) -> Result<PinTried, StoreError> {
        let tried = pin.map(|pin| self.pin_mac(session.session_id, pin));
        transaction!(self, "unlock desk", |tx| {
            let (at, hub, id) = (tx.at, session.desk.hub(), session.session_id);
            let sql = "SELECT b.pin_mac, b.wrong_pins FROM desk_browser b
                JOIN session s ON s.session_id = b.session_id AND s.ended_at IS NULL
                WHERE b.hub_id = $1 AND b.session_id = $2 AND b.pin_mac IS NOT NULL";
            let found: Option<(Vec<u8>, i64)> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(hub.hub()).bind(id).fetch_optional(c))?;
            let (mac, wrong) = found.ok_or(StoreError::NotFound(Thing::Session))?;
            if tried.is_some_and(|tried| bool::from(tried[..].ct_eq(&mac))) {
                let sql = "UPDATE desk_browser SET locked_at = NULL, wrong_pins = 0, used_at = $1
                    WHERE hub_id = $2 AND session_id = $3";
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub.hub()).bind(id).execute(c))?;
                return Ok(PinTried::Right);
            }
            let sql = "UPDATE desk_browser SET wrong_pins = $1, locked_at = $2 WHERE hub_id = $3 AND session_id = $4";
            let wrong = wrong + 1;
            write_db!(tx, |c| sqlx::query(sql).bind(wrong).bind(at).bind(hub.hub()).bind(id).execute(c))?;
            if wrong < MOST_WRONG {
                return Ok(PinTried::Wrong(MOST_WRONG - wrong));
            }
            let sql = "UPDATE session SET ended_at = $1 WHERE session_id = $2 AND ended_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(id).execute(c))?;
            self.record(tx, hub, "desk ended by wrong pins", None, json!({"session": id})).await?;
            Ok(PinTried::Ended)
        })
    }

    /// Takes an open browser to another desk of the same person. Its secret changes with its rights: the old one opens nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the person does not work there.
    pub async fn change_desk(
        &self,
        session: &DeskSession,
        organisation: OrganisationId,
    ) -> Result<SessionToken, StoreError> {
        let token = SessionToken::from_random(self.draw()?);
        let (hash, id) = (token.hash(), session.session_id);
        transaction!(self, "change desk", |tx| {
            let desk = one_of(tx, session.person_id, organisation).await?;
            let sql = "UPDATE session SET workplace = $1, token_hash = $2, flash = NULL
                WHERE session_id = $3 AND ended_at IS NULL";
            let hub = desk.hub.hub();
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(hub).bind(&hash[..]).bind(id).execute(c))?;
            one(rows, Thing::Session)?;
            let sql = "UPDATE desk_browser SET hub_id = $1, organisation_id = $2 WHERE session_id = $3";
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(hub).bind(organisation).bind(id).execute(c))?;
            one(rows, Thing::Session)?;
            let details = json!({"session": id, "organisation": organisation});
            self.record(tx, &desk.hub, "desk opened", None, details).await
        })?;
        Ok(token)
    }

    /// Six digits are guessed at once by whoever has a hash of them, so they are kept as a MAC of the server's own key.
    fn pin_mac(&self, session: SessionId, pin: &DeskPin) -> [u8; 32] {
        self.mac_of("deskpin", format!("{session} {}", pin.as_str()).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_london_and_is_never_longer_than_24_hours() {
        for (now, end) in [
            ("2026-11-21T09:00:00Z", "2026-11-22T00:00:00Z"),
            ("2026-07-01T22:59:59Z", "2026-07-01T23:00:00Z"),
            ("2026-07-01T23:00:00Z", "2026-07-02T23:00:00Z"),
            // The day that has 25 hours.
            ("2026-10-24T23:00:00Z", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(day_end(now.parse().unwrap()), end.parse::<DateTime<Utc>>().unwrap(), "{now}");
        }
    }
}
