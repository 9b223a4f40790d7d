//! Browsers in which somebody signed in before. Each counts its tries by itself, apart from everybody else's for the same account: so
//! whoever knows an address can spend the tries of strangers, and its owner still gets in where they usually do.
//!
//! A mark opens nothing. It is drawn here, given after both factors were right, and drawn anew whenever somebody signs in with one that
//! was not given to them: what another planted in a browser never becomes known.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::{Actor, PersonId, Store, StoreError};
use serde_json::json;

/// As many browsers of one person count by themselves; the one that was used longest ago makes room.
const MOST: i64 = 10;
/// How long one stays known without a sign-in.
pub const KNOWN_FOR: TimeDelta = TimeDelta::days(90);

/// What a known browser holds: 256 random bits. The database knows only their hash.
#[derive(Clone)]
pub struct BrowserMark(Zeroizing<[u8; 32]>);

impl BrowserMark {
    /// Reads what a cookie says.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// What the cookie says: 43 characters of base64url.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0.as_slice()))
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_slice()).into()
    }
}

/// Never shown, not even by mistake.
impl std::fmt::Debug for BrowserMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BrowserMark")
    }
}

/// Which are forgotten; $1 is the time before which they were seen last.
const OVER: &str = "seen_at < $1 OR NOT EXISTS (SELECT 1 FROM membership m
    WHERE m.person_id = known_browser.person_id AND m.ended_at IS NULL)";

impl Store {
    /// Knows the browser in which a person just signed in, and gives the mark that it is to hold. Others who sign in at the same
    /// browser stay known in it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn know_browser(
        &self,
        person: PersonId,
        brought: Option<&BrowserMark>,
    ) -> Result<BrowserMark, StoreError> {
        let fresh = BrowserMark(Zeroizing::new(self.draw()?));
        transaction!(self, "know browser", |tx| {
            let kept = match brought {
                Some(mark) if refresh(tx, person, mark).await? => Some(mark.clone()),
                _ => None,
            };
            let mark = if let Some(mark) = kept {
                mark
            } else {
                give(tx, person, (brought, &fresh)).await?;
                fresh.clone()
            };
            leave_room(tx, person).await?;
            Ok(mark)
        })
    }

    /// Forgets browsers in which nobody signed in for long, and those of people who work nowhere any more. By a clock that leaps nothing
    /// is deleted.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_known_browsers(&self) -> Result<u64, StoreError> {
        if self.count_old_browsers().await? == 0 || !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        let (sql, before) = (format!("DELETE FROM known_browser WHERE {OVER}"), self.now() - KNOWN_FOR);
        transaction!(self, "clear known browsers", |tx| {
            let count =
                write_db!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql.as_str())).bind(before).execute(c))?;
            self.record_for_server(tx, Actor::Server, "known browsers cleared", json!({"rows": count}))
                .await?;
            Ok(count)
        })
    }

    /// How many that would be.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub(super) async fn count_old_browsers(&self) -> Result<u64, StoreError> {
        let (sql, before) =
            (format!("SELECT count(*) FROM known_browser WHERE {OVER}"), self.now() - KNOWN_FOR);
        let old: i64 = look!(self, "find known browsers", |view| Ok(on_db!(view, |c| sqlx::query_scalar(
            sqlx::AssertSqlSafe(sql.as_str())
        )
        .bind(before)
        .fetch_one(c))?))?;
        Ok(old.unsigned_abs())
    }
}

/// Whether this browser is known for the account with this address.
pub(super) async fn knows(view: &mut View, mark: &BrowserMark, email: &str) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM known_browser k JOIN person p ON p.person_id = k.person_id
        WHERE k.mark_hash = $1 AND p.email = $2";
    let (hash, email) = (mark.hash(), email.trim().to_lowercase());
    let known: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(&hash[..]).bind(&email).fetch_one(c))?;
    Ok(known > 0)
}

/// Forgets all browsers of a person but this one, in the transaction of what makes that needful.
pub(super) async fn forget(
    tx: &mut Tx,
    person: PersonId,
    kept: Option<&BrowserMark>,
) -> Result<(), StoreError> {
    // No mark has a hash without bytes.
    let kept = kept.map(|mark| mark.hash().to_vec()).unwrap_or_default();
    let sql = "DELETE FROM known_browser WHERE person_id = $1 AND mark_hash <> $2";
    write_db!(tx, |c| sqlx::query(sql).bind(person).bind(&kept).execute(c))?;
    Ok(())
}

/// Forgets all browsers of somebody who works nowhere any more.
pub(super) async fn forget_without_work(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    let sql = "DELETE FROM known_browser WHERE person_id = $1 AND NOT EXISTS (SELECT 1 FROM membership m
        WHERE m.person_id = $1 AND m.ended_at IS NULL)";
    write_db!(tx, |c| sqlx::query(sql).bind(person).execute(c))?;
    Ok(())
}

async fn refresh(tx: &mut Tx, person: PersonId, mark: &BrowserMark) -> Result<bool, StoreError> {
    let (at, hash) = (tx.at, mark.hash());
    let sql = "UPDATE known_browser SET seen_at = $1 WHERE mark_hash = $2 AND person_id = $3";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(&hash[..]).bind(person).execute(c))?;
    Ok(rows == 1)
}

/// Gives a browser a new mark; whoever else is known in it stays so, under the new one alone.
async fn give(
    tx: &mut Tx,
    person: PersonId,
    (brought, fresh): (Option<&BrowserMark>, &BrowserMark),
) -> Result<(), StoreError> {
    let (at, hash) = (tx.at, fresh.hash());
    if let Some(brought) = brought {
        let old = brought.hash();
        let sql = "UPDATE known_browser SET mark_hash = $1 WHERE mark_hash = $2";
        write_db!(tx, |c| sqlx::query(sql).bind(&hash[..]).bind(&old[..]).execute(c))?;
    }
    let sql = "INSERT INTO known_browser (mark_hash, person_id, seen_at) VALUES ($1, $2, $3)";
    write_db!(tx, |c| sqlx::query(sql).bind(&hash[..]).bind(person).bind(at).execute(c))?;
    Ok(())
}

async fn leave_room(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    let sql = "DELETE FROM known_browser WHERE person_id = $1 AND mark_hash NOT IN (
        SELECT k.mark_hash FROM known_browser k WHERE k.person_id = $1
        ORDER BY k.seen_at DESC, k.mark_hash LIMIT $2)";
    write_db!(tx, |c| sqlx::query(sql).bind(person).bind(MOST).execute(c))?;
    Ok(())
}
