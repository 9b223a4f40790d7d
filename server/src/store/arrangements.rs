//! The arrangements that a hub has in use, and what it usually sets in them. All are in use until a manager says otherwise;
//! cards that carry one which is off stay as they are.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use passport_core::card::{Arrangement, Place, Role, Setting};
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::{HubScope, Store, StoreError, Thing, one};

/// What a hub usually sets in an arrangement, for staff to change or leave; each only where the arrangement has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// 1 to 60 minutes, of `time-out` and `leave-early`.
    pub minutes: Option<u8>,
    /// Where to, of `time-out`.
    pub place: Option<Place>,
    /// Whom to, of `speak-to`.
    pub role: Option<Role>,
}

/// One arrangement as a hub has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubArrangement {
    /// Its code, one of [`Arrangement::CODES`].
    pub code: &'static str,
    /// Who is shown it.
    pub setting: Setting,
    /// What is usual in it.
    pub usual: Usual,
    /// Since when it is not in use.
    pub off_since: Option<DateTime<Utc>>,
}

/// All of a hub's, in the order of their codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubArrangements {
    /// Each known code once.
    pub all: Vec<HubArrangement>,
    /// Counts the changes; a change names the version it was made from.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    off_since: Option<DateTime<Utc>>,
    usual_minutes: Option<i64>,
    usual_place: Option<String>,
    usual_role: Option<String>,
}

/// What a row says of its code: what is usual, and since when it is off.
type Kept = (Usual, Option<DateTime<Utc>>);

impl Row {
    fn read(self) -> Result<(String, Kept), StoreError> {
        let unreadable = || StoreError::Unreadable(Thing::Arrangement);
        let usual = Usual {
            minutes: self.usual_minutes.map(u8::try_from).transpose().map_err(|_| unreadable())?,
            place: self.usual_place.as_deref().map(Place::parse).transpose().map_err(|_| unreadable())?,
            role: self.usual_role.as_deref().map(Role::parse).transpose().map_err(|_| unreadable())?,
        };
        Ok((self.code, (usual, self.off_since)))
    }
}

impl Store {
    /// The arrangements that a hub offers for new cards, in the order of their codes, with what is usual in each.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn arrangements_in_use(&self, scope: &HubScope) -> Result<Vec<HubArrangement>, StoreError> {
        let mut all = self.hub_arrangements(scope).await?.all;
        all.retain(|one| one.off_since.is_none());
        Ok(all)
    }

    /// Every arrangement, in use or not.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub_arrangements(&self, scope: &HubScope) -> Result<HubArrangements, StoreError> {
        look!(self, "list arrangements", |view| {
            let all = of_hub(view, scope).await?;
            let sql = "SELECT arrangements_version FROM hub WHERE hub_id = $1";
            let version: Option<i64> =
                on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).fetch_optional(c))?;
            Ok(HubArrangements { all, version: version.ok_or(StoreError::NotFound(Thing::Hub))? })
        })
    }

    /// Keeps what a hub has in use, if it still is as it was when its version was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else changed it meanwhile.
    pub async fn keep_hub_arrangements(
        &self,
        scope: &HubScope,
        wanted: &HubArrangements,
    ) -> Result<(), StoreError> {
        transaction!(self, "keep arrangements in use", |tx| {
            let sql = "UPDATE hub SET arrangements_version = arrangements_version + 1
                WHERE hub_id = $1 AND arrangements_version = $2";
            let version = wanted.version;
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(version).execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Arrangement));
            }
            for arrangement in &wanted.all {
                put(tx, scope, arrangement).await?;
            }
            let off: Vec<_> =
                wanted.all.iter().filter(|one| one.off_since.is_some()).map(|one| one.code).collect();
            let usual: Vec<_> = wanted.all.iter().filter_map(HubArrangement::for_the_record).collect();
            let details = json!({"off": off, "usual": usual});
            self.record(tx, scope, "arrangements in use changed", None, details).await
        })
    }
}

impl HubArrangement {
    fn for_the_record(&self) -> Option<serde_json::Value> {
        let Usual { minutes, place, role } = &self.usual;
        let (place, role) = (place.as_ref().map(Place::as_str), role.as_ref().map(Role::as_str));
        (self.usual != Usual::default())
            .then(|| json!({"code": self.code, "minutes": minutes, "place": place, "role": role}))
    }
}

async fn of_hub(view: &mut View, scope: &HubScope) -> Result<Vec<HubArrangement>, StoreError> {
    let sql = "SELECT code, off_since, usual_minutes, usual_place, usual_role FROM hub_arrangement
        WHERE hub_id = $1";
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
    let mut kept: HashMap<String, _> = rows.into_iter().map(Row::read).collect::<Result<_, _>>()?;
    let known =
        Arrangement::CODES.into_iter().filter_map(|code| Some((code, Arrangement::setting_of(code)?)));
    Ok(known
        .map(|(code, setting)| {
            let (usual, off_since) = kept.remove(code).unwrap_or_default();
            HubArrangement { code, setting, usual, off_since }
        })
        .collect())
}

async fn put(tx: &mut Tx, scope: &HubScope, arrangement: &HubArrangement) -> Result<(), StoreError> {
    let Usual { minutes, place, role } = &arrangement.usual;
    let sql = "INSERT INTO hub_arrangement (hub_id, code, off_since, usual_minutes, usual_place, usual_role)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (hub_id, code) DO UPDATE SET off_since = excluded.off_since,
        usual_minutes = excluded.usual_minutes, usual_place = excluded.usual_place,
        usual_role = excluded.usual_role";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(arrangement.code)
        .bind(arrangement.off_since)
        .bind(minutes.map(i64::from))
        .bind(place.as_ref().map(Place::as_str))
        .bind(role.as_ref().map(Role::as_str))
        .execute(c))?;
    one(rows, Thing::Arrangement)
}
