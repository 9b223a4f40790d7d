//! Signing lists: a row replaced under the writers' lock, from bits read in the same transaction, so that two servers never
//! publish two contents under one `iat`, and nothing is signed without the database.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::Issuer;
use passport_core::status::StatusBits;

use super::super::db::{Tx, View, look, on_db, transaction, write_db};
use super::super::{Actor, HubId, HubScope, Store, StoreError, Thing, installation, one};
use super::{issuer_of, read_number};

/// Lists are signed again after 12 hours at the latest.
const RESIGN_AFTER: TimeDelta = TimeDelta::hours(12);
/// Further ahead of the newest list the clock is not believed.
const FURTHEST_AHEAD: TimeDelta = TimeDelta::days(1);
/// Two servers' clocks may differ by so much; half of what readers tolerate.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(60);
/// How long a list is published after its last card has ended, on paper and on phones.
const PRINT_AFTERLIFE: TimeDelta = TimeDelta::days(90);
const PHONE_AFTERLIFE: TimeDelta = TimeDelta::days(14);

/// What came of signing the lists that were due.
#[derive(Debug, Default)]
pub struct SignedLists {
    /// How many were signed.
    pub signed: usize,
    /// Those that could not be; the others were signed all the same.
    pub refused: Vec<RefusedList>,
}

/// A list that could not be signed.
#[derive(Debug)]
pub struct RefusedList {
    /// The hub's short name.
    pub hub: String,
    /// The list's number.
    pub list: u32,
    /// Why.
    pub error: StoreError,
}

#[derive(sqlx::FromRow)]
struct Due {
    hub_id: HubId,
    slug: String,
    n: i64,
    base: String,
    iat: Option<i64>,
}

impl Due {
    fn issuer(&self) -> Result<Issuer, StoreError> {
        issuer_of(&self.base, &self.slug)
    }
}

impl Store {
    /// Signs every list that has a new bit, was never signed, or was signed 12 hours ago.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`] or [`StoreError::ClockAhead`]: then nothing is signed.
    pub async fn sign_due_lists(&self) -> Result<SignedLists, StoreError> {
        let due = look!(self, "find due status lists", |view| due(view, self.now(), None).await)?;
        let mut done = SignedLists::default();
        for list in due {
            match self.sign_list(&list).await {
                Ok(signed) => done.signed += usize::from(signed),
                Err(clock @ (StoreError::ClockBehind(_) | StoreError::ClockAhead(_))) => return Err(clock),
                Err(error) => {
                    done.refused.push(RefusedList { hub: list.slug, list: read_number(list.n)?, error });
                }
            }
        }
        Ok(done)
    }

    /// Signs one list if it is still due once it is this server's turn.
    async fn sign_list(&self, list: &Due) -> Result<bool, StoreError> {
        let issuer = list.issuer()?;
        let scope = HubScope::of(list.hub_id, issuer.hub.clone(), Actor::Server);
        transaction!(self, "sign status list", |tx| {
            let now = tx.at;
            let Some(list) = due(tx, now, Some((list.hub_id, list.n))).await?.pop() else {
                return Ok(false);
            };
            insist_on_clock(tx, now).await?;
            let bits = bits(tx, &list).await?;
            let iat = tx.seconds().max(list.iat.map_or(0, |before| before + 1));
            let signer = self.active_signer(tx, &scope).await?;
            let token = signer.sign_list(&issuer, read_number(list.n)?, &bits, iat.cast_unsigned()).await?;
            keep(tx, &list, iat, (i64::from(signer.kid.number()), token)).await?;
            Ok(true)
        })
    }
}

/// The lists that are due, all of them or the one asked for. Lists whose last card ended long ago are left alone.
async fn due(
    view: &mut View,
    now: DateTime<Utc>,
    only: Option<(HubId, i64)>,
) -> Result<Vec<Due>, StoreError> {
    let sql = "SELECT l.hub_id, h.slug, l.n, l.base, l.iat FROM status_list l JOIN hub h ON h.hub_id = l.hub_id
        WHERE (l.token IS NULL OR l.bits_n > l.signed_n OR l.iat <= $1)
        AND (l.closed_at IS NULL OR (l.kind = 'print' AND l.last_exp >= $2) OR (l.kind = 'phone' AND l.last_exp >= $3))
        AND ($4 OR (l.hub_id = $5 AND l.n = $6)) ORDER BY h.slug, l.n";
    let before = |span: TimeDelta| (now - span).timestamp();
    Ok(on_db!(view, |c| sqlx::query_as(sql)
        .bind(before(RESIGN_AFTER))
        .bind(before(PRINT_AFTERLIFE))
        .bind(before(PHONE_AFTERLIFE))
        .bind(only.is_none())
        .bind(only.map(|(hub, _)| hub))
        .bind(only.map(|(_, n)| n))
        .fetch_all(c))?)
}

/// A clock behind the newest list would sign what readers refuse as older; one far ahead would make every later list look
/// older than its own. After a longer pause an operator vouches for the clock once.
pub(in crate::store) async fn insist_on_clock(view: &mut View, now: DateTime<Utc>) -> Result<(), StoreError> {
    let newest: Option<i64> =
        on_db!(view, |c| sqlx::query_scalar("SELECT MAX(iat) FROM status_list").fetch_one(c))?;
    let Some(newest) = newest.and_then(|seconds| DateTime::from_timestamp(seconds, 0)) else { return Ok(()) };
    if now + CLOCK_SKEW < newest {
        return Err(StoreError::ClockBehind(newest));
    }
    let known_good = installation::clock_confirmed_at(view).await?.map_or(newest, |at| at.max(newest));
    if now > known_good + FURTHEST_AHEAD { Err(StoreError::ClockAhead(known_good)) } else { Ok(()) }
}

async fn bits(view: &mut View, list: &Due) -> Result<StatusBits, StoreError> {
    let sql = "SELECT idx FROM status_entry WHERE hub_id = $1 AND n = $2 AND withdrawn_at IS NOT NULL";
    let withdrawn: Vec<i64> =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(list.hub_id).bind(list.n).fetch_all(c))?;
    let mut bits = StatusBits::new();
    for idx in withdrawn {
        bits.withdraw(read_number(idx)?);
    }
    Ok(bits)
}

async fn keep(tx: &mut Tx, list: &Due, iat: i64, (kid, token): (i64, String)) -> Result<(), StoreError> {
    let n = tx.n;
    let sql = "UPDATE status_list SET token = $1, iat = $2, signed_kid = $3, signed_n = $4, changed_n = $4
        WHERE hub_id = $5 AND n = $6 AND (iat IS NULL OR iat < $2)";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(&token)
        .bind(iat)
        .bind(kid)
        .bind(n)
        .bind(list.hub_id)
        .bind(list.n)
        .execute(c))?;
    one(rows, Thing::StatusList)
}
