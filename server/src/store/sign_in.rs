//! Signing in: how often somebody may try, what they must know, and the session that follows.
//!
//! A try is counted before anything is compared, so many at once are no way around the limit; a good one gives its count back. A browser
//! in which the person signed in before counts by itself ([`super::known_browsers`]).

use chrono::{DateTime, Utc};
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::known_browsers::{self, BrowserMark};
use super::sessions::{self, At, Entrance, SessionToken};
use super::{PersonId, Store, StoreError, Thing};
use crate::allowance::Allowance;
use crate::seal::Place;
use crate::sign_in::Secret;

/// One account: ten tries at once, then one in five minutes. With the password known, a code is guessed within a day
/// once in a thousand times, and the person's manager hears of the lock long before.
const ACCOUNT: Allowance = Allowance { at_once: 10, every: 300_000 };
/// One network, which may be a whole office: sixty at once, then one in ten seconds.
const NETWORK: Allowance = Allowance { at_once: 60, every: 10_000 };

/// Whether somebody may try to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// Yes; it is counted.
    Counted,
    /// Not before so many whole seconds.
    Wait(u64),
}

/// What a person must know to sign in.
#[derive(Clone, Debug)]
pub struct SignInSecrets {
    /// The person.
    pub person_id: PersonId,
    /// The password's hash.
    pub password: String,
    /// What their app makes codes from.
    pub secret: Secret,
}

/// The second factor that was given.
#[derive(Clone, Copy, Debug)]
pub enum SecondFactor<'a> {
    /// The code of this 30-second step was right.
    Step(i64),
    /// One of the codes written down for a lost telephone; whether it is right is seen when it is used.
    Recovery(&'a ShortCode),
}

/// Where somebody signs in from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The account, as it was typed.
    pub email: &'a str,
    /// The network, as tries are counted for it.
    pub network: &'a str,
    /// The browser, as far as it told.
    pub browser: Option<&'a str>,
    /// The session that the browser had before.
    pub before: Option<&'a SessionToken>,
    /// What the browser holds if somebody signed in there before.
    pub known: Option<&'a BrowserMark>,
    /// Where they want to get in.
    pub entrance: Entrance,
}

impl Store {
    /// Counts a try to sign in for an account, known or not, from a network; in a browser that is known for the account, for that
    /// browser alone.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written: then nobody may try.
    pub async fn count_try(
        &self,
        email: &str,
        network: &str,
        known: Option<&BrowserMark>,
    ) -> Result<Try, StoreError> {
        // Whoever waits costs no write, else whoever sends many would hold up everybody who has something to write down.
        let now = self.now().timestamp_millis();
        let wait = look!(self, "look at tries to sign in", |view| {
            let tries = self.counters(view, (email, network), known).await?;
            wait_of(view, &tries, now).await
        })?;
        if let Some(wait) = wait {
            return Ok(wait);
        }
        transaction!(self, "count try to sign in", |tx| {
            let now = tx.at.timestamp_millis();
            let tries = self.counters(tx, (email, network), known).await?;
            if let Some(wait) = wait_of(tx, &tries, now).await? {
                return Ok(wait);
            }
            let mut spent = Vec::new();
            for (mac, allowance) in &tries {
                spent.push((mac, allowance.after_a_miss(whole_at(tx, mac).await?, now)));
            }
            let sql = "DELETE FROM sign_in_try WHERE whole_at < $1";
            write_db!(tx, |c| sqlx::query(sql).bind(now).execute(c))?;
            for (mac, whole_at) in spent {
                put_whole_at(tx, mac, whole_at).await?;
            }
            Ok(Try::Counted)
        })
    }

    /// What the person with this address must know; none when nobody can sign in with it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or the secret does not open.
    pub async fn sign_in_secrets(&self, email: &str) -> Result<Option<SignInSecrets>, StoreError> {
        let sql = "SELECT s.person_id, s.password, s.sealed_secret FROM sign_in s
            JOIN person p ON p.person_id = s.person_id WHERE p.email = $1 AND p.ended_at IS NULL";
        let email = email.trim().to_lowercase();
        let found: Option<(PersonId, String, Vec<u8>)> =
            look!(self, "find sign-in", |view| Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(&email)
                .fetch_optional(c))?))?;
        let Some((person_id, password, sealed)) = found else { return Ok(None) };
        let secret = self.sealing.open(&secret_place(&person_id.to_string()), &sealed)?;
        Ok(Some(SignInSecrets { person_id, password, secret: Secret::from_bytes(&secret) }))
    }

    /// Signs a person in whose password was right. The second factor is used up here, so it opens one session only; the
    /// session that the browser had before ends.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written. `None`: the factor was used before, or the person works nowhere behind that
    /// entrance.
    pub async fn sign_in(
        &self,
        person: PersonId,
        factor: SecondFactor<'_>,
        from: Origin<'_>,
    ) -> Result<Option<SessionToken>, StoreError> {
        transaction!(self, "sign in", |tx| {
            if !self.spend(tx, person, factor).await? {
                return Ok(None);
            }
            let at = match from.entrance {
                Entrance::Console => At::Console(None),
                Entrance::Desk => At::Desk(None),
            };
            let Some((token, scope)) = sessions::open(self, tx, person, (at, from.browser)).await? else {
                return Ok(None);
            };
            if let Some(before) = from.before {
                sessions::end_before(tx, before).await?;
            }
            self.give_back_try(tx, &from).await?;
            let with = match factor {
                SecondFactor::Step(_) => "code",
                SecondFactor::Recovery(_) => "recovery code",
            };
            self.record(tx, &scope, "signed in", None, json!({"person": person, "with": with})).await?;
            Ok(Some(token))
        })
    }

    /// How many of a person's recovery codes are left.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn recovery_codes_left(&self, person: PersonId) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL";
        look!(self, "count recovery codes", |view| Ok(on_db!(view, |c| sqlx::query_scalar(sql)
            .bind(person)
            .fetch_one(c))?))
    }

    /// Uses a second factor up; not when it was used before.
    pub(super) async fn spend(
        &self,
        tx: &mut Tx,
        person: PersonId,
        factor: SecondFactor<'_>,
    ) -> Result<bool, StoreError> {
        let rows = match factor {
            SecondFactor::Step(step) => {
                let sql = "UPDATE sign_in SET last_step = $1 WHERE person_id = $2 AND last_step < $1";
                write_db!(tx, |c| sqlx::query(sql).bind(step).bind(person).execute(c))?
            }
            SecondFactor::Recovery(code) => {
                let (mac, at) = (self.recovery_mac(person, code), tx.at);
                let sql = "UPDATE recovery_code SET used_at = $1
                    WHERE person_id = $2 AND code_mac = $3 AND used_at IS NULL";
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(person).bind(&mac[..]).execute(c))?
            }
        };
        Ok(rows == 1)
    }

    /// What a try counts for: a known browser alone, which one school's network, shared with others, cannot hold up either; else the
    /// account and the network.
    async fn counters(
        &self,
        view: &mut View,
        (email, network): (&str, &str),
        known: Option<&BrowserMark>,
    ) -> Result<Vec<([u8; 32], Allowance)>, StoreError> {
        Ok(match known {
            Some(mark) if known_browsers::knows(view, mark, email).await? => {
                vec![(self.browser_mac(mark, email), ACCOUNT)]
            }
            _ => vec![(self.account_mac(email), ACCOUNT), (self.network_mac(network), NETWORK)],
        })
    }

    /// A good try leaves the account whole and takes nothing from its network; one in a known browser leaves that whole, and what
    /// strangers spent stays spent.
    pub(super) async fn give_back_try(&self, tx: &mut Tx, from: &Origin<'_>) -> Result<(), StoreError> {
        if let Some(mark) = from.known
            && known_browsers::knows(tx, mark, from.email).await?
        {
            let browser = self.browser_mac(mark, from.email);
            let sql = "DELETE FROM sign_in_try WHERE try_mac = $1";
            write_db!(tx, |c| sqlx::query(sql).bind(&browser[..]).execute(c))?;
            return Ok(());
        }
        let (account, network) = (self.account_mac(from.email), self.network_mac(from.network));
        let sql = "DELETE FROM sign_in_try WHERE try_mac = $1";
        write_db!(tx, |c| sqlx::query(sql).bind(&account[..]).execute(c))?;
        let before = whole_at(tx, &network).await?;
        put_whole_at(tx, &network, before - NETWORK.every).await
    }

    /// What stands for an account and a network in the log: 64 bits of a MAC each.
    pub(crate) fn log_markers(&self, email: &str, network: &str) -> (String, String) {
        let marker =
            |mac: [u8; 32]| mac[..8].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        let email = email.trim().to_lowercase();
        (
            marker(self.mac_of("logged account", email.as_bytes())),
            marker(self.mac_of("logged network", network.as_bytes())),
        )
    }

    fn account_mac(&self, email: &str) -> [u8; 32] {
        self.mac_of("account", email.trim().to_lowercase().as_bytes())
    }

    fn browser_mac(&self, mark: &BrowserMark, email: &str) -> [u8; 32] {
        let email = email.trim().to_lowercase();
        self.mac_of("browser", &[&mark.hash()[..], email.as_bytes()].concat())
    }

    fn network_mac(&self, network: &str) -> [u8; 32] {
        self.mac_of("network", network.as_bytes())
    }

    fn recovery_mac(&self, person: PersonId, code: &ShortCode) -> [u8; 32] {
        self.mac_of("recovery", format!("{person} {}", code.as_plain()).as_bytes())
    }

    /// Gives a person a new way to sign in, in place of any they had; `step` is the one whose code they enrolled with.
    pub(super) async fn put_sign_in(
        &self,
        tx: &mut Tx,
        person: PersonId,
        enrolment: &Enrolment<'_>,
    ) -> Result<(), StoreError> {
        let at: DateTime<Utc> = tx.at;
        let place = person.to_string();
        let sealed = self.sealing.seal(&secret_place(&place), enrolment.secret.as_bytes(), &*self.chance)?;
        let sql = "INSERT INTO sign_in (person_id, password, sealed_secret, last_step, enrolled_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (person_id) DO UPDATE SET password = $2, sealed_secret = $3, last_step = $4, enrolled_at = $5";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(person)
            .bind(enrolment.password)
            .bind(sealed)
            .bind(enrolment.step)
            .bind(at)
            .execute(c))?;
        super::one(rows, Thing::Person)?;
        known_browsers::forget(tx, person, None).await?;
        self.put_recovery_codes(tx, person, enrolment.recovery).await
    }

    async fn put_recovery_codes(
        &self,
        tx: &mut Tx,
        person: PersonId,
        codes: &[ShortCode],
    ) -> Result<(), StoreError> {
        let at = tx.at;
        let sql = "DELETE FROM recovery_code WHERE person_id = $1";
        write_db!(tx, |c| sqlx::query(sql).bind(person).execute(c))?;
        let sql = "INSERT INTO recovery_code (person_id, code_mac, created_at) VALUES ($1, $2, $3)";
        for code in codes {
            let mac = self.recovery_mac(person, code);
            write_db!(tx, |c| sqlx::query(sql).bind(person).bind(&mac[..]).bind(at).execute(c))?;
        }
        Ok(())
    }
}

/// What somebody new will sign in with.
pub(super) struct Enrolment<'a> {
    pub(super) password: &'a str,
    pub(super) secret: &'a Secret,
    pub(super) step: i64,
    pub(super) recovery: &'a [ShortCode],
}

fn secret_place(person: &str) -> Place<'_> {
    Place { table: "sign_in", hub: None, name: person }
}

/// How long whoever makes these tries has to wait, if at all.
async fn wait_of(
    view: &mut View,
    tries: &[([u8; 32], Allowance)],
    now: i64,
) -> Result<Option<Try>, StoreError> {
    let mut wait = 0;
    for (mac, allowance) in tries {
        wait = wait.max(allowance.wait(whole_at(view, mac).await?, now));
    }
    Ok((wait > 0).then(|| Try::Wait(wait.unsigned_abs().div_ceil(1_000))))
}

async fn whole_at(view: &mut View, mac: &[u8; 32]) -> Result<i64, StoreError> {
    let sql = "SELECT whole_at FROM sign_in_try WHERE try_mac = $1";
    let found: Option<i64> = on_db!(view, |c| sqlx::query_scalar(sql).bind(&mac[..]).fetch_optional(c))?;
    Ok(found.unwrap_or_default())
}

async fn put_whole_at(tx: &mut Tx, mac: &[u8; 32], whole_at: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO sign_in_try (try_mac, whole_at) VALUES ($1, $2)
        ON CONFLICT (try_mac) DO UPDATE SET whole_at = $2";
    write_db!(tx, |c| sqlx::query(sql).bind(&mac[..]).bind(whole_at).execute(c))?;
    Ok(())
}
