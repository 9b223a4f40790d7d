//! That somebody at a desk looked at a young person: noted before anything is shown, and told to the young person who asks.
//!
//! Whom a look was at stands only in rows that are deleted after twelve months; the record keeps that somebody looked.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, look, on_db, places, write_db};
use super::super::{Actor, CarerId, HubScope, PersonId, Store, StoreError, Thing};
use super::Desk;

/// What is opened again within this time is one look.
pub(super) const SAME_LOOK: TimeDelta = TimeDelta::minutes(5);

/// A look at a young person.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LookAt {
    /// When.
    pub at: DateTime<Utc>,
    /// The name of the organisation at whose desk it was.
    pub place: String,
}

impl Store {
    /// The looks of desks at a young person since a time, the newest first: where and when, never by whom.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn looks_at(
        &self,
        scope: &HubScope,
        carer: CarerId,
        since: DateTime<Utc>,
    ) -> Result<Vec<LookAt>, StoreError> {
        let sql = "SELECT l.at, o.name AS place FROM desk_look l
            JOIN organisation o ON o.hub_id = l.hub_id AND o.organisation_id = l.organisation_id
            WHERE l.hub_id = $1 AND l.carer_id = $2 AND l.at >= $3 ORDER BY l.at DESC, l.look_id";
        look!(self, "list looks", |view| Ok(on_db!(view, |c| sqlx::query_as(sql)
            .bind(scope.hub())
            .bind(carer)
            .bind(since)
            .fetch_all(c))?))
    }

    /// Notes a look at each of some young people; `what` is what was opened. Opened again by the same person at the same desk within five
    /// minutes it is no other look, so a page that is opened again and again does not fill a young person's list. The record has
    /// each opening all the same.
    pub(super) async fn note_looks(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        what: &str,
        carers: &[CarerId],
    ) -> Result<(), StoreError> {
        let (person, at) = (person_at(desk)?, tx.at);
        let noted: HashSet<CarerId> = seen_lately(tx, desk, what).await?.into_iter().collect();
        let anew: Vec<CarerId> = carers.iter().copied().filter(|carer| !noted.contains(carer)).collect();
        for carers in anew.chunks(MOST_ROWS_AT_ONCE) {
            let ids = carers.iter().map(|_| self.draw_uuid()).collect::<Result<Vec<_>, _>>()?;
            let sql = format!(
                "INSERT INTO desk_look (hub_id, look_id, carer_id, organisation_id, person_id, at, what) VALUES {}",
                places(carers.len(), 7)
            );
            write_db!(tx, |c| carers
                .iter()
                .zip(&ids)
                .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (carer, id)| query
                    .bind(desk.hub.hub())
                    .bind(*id)
                    .bind(*carer)
                    .bind(desk.organisation)
                    .bind(person)
                    .bind(at)
                    .bind(what))
                .execute(c))?;
        }
        let details = json!({"organisation": desk.organisation, "what": what, "found": carers.len()});
        self.note_read(tx, &desk.hub, "desk looked", None, details).await
    }
}

/// At whom the same person looked in the same way at the same desk in the last five minutes.
async fn seen_lately(tx: &mut Tx, desk: &Desk, what: &str) -> Result<Vec<CarerId>, StoreError> {
    let sql = "SELECT carer_id FROM desk_look WHERE hub_id = $1 AND organisation_id = $2 AND person_id = $3
        AND what = $4 AND at > $5 AND at <= $6";
    let (person, at) = (person_at(desk)?, tx.at);
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(desk.hub.hub())
        .bind(desk.organisation)
        .bind(person)
        .bind(what)
        .bind(at - SAME_LOOK)
        .bind(at)
        .fetch_all(c))?)
}

/// Who sits there.
pub(super) fn person_at(desk: &Desk) -> Result<PersonId, StoreError> {
    match desk.hub.actor() {
        Actor::Person(person) => Ok(person),
        _ => Err(StoreError::NotFound(Thing::Person)),
    }
}
