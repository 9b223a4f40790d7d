//! Sessions: one browser of one person at work for one hub, in its console or at a desk (`super::desks`). Each can be ended, and all
//! of one person's together.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::HubSlug;
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::people::Role;
use super::{
    Actor, HubId, HubScope, OrganisationId, PersonId, SessionId, Store, StoreError, Thing, desks, one,
};

mod again;
mod clear;
mod entrance;
mod own;
mod token;

pub use again::NewPassword;
pub use entrance::Entrance;
pub use own::{OwnSession, Workplace};
pub use token::SessionToken;

/// Nothing done for so long ends a session.
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// The longest working day.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How exactly it is kept when a session was last used.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// A live session with the person's present role.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its row.
    pub session_id: SessionId,
    /// The person's right to act in the hub they work for.
    pub scope: HubScope,
    /// The person.
    pub person_id: PersonId,
    /// What they may do there now.
    pub role: Role,
    /// Their name.
    pub display_name: String,
    /// The hub's name.
    pub hub_name: String,
    /// How many hubs they work for.
    pub hubs: i64,
    /// How many messages wait in the hub's inbox.
    pub waiting: i64,
    /// What the next page says first.
    pub flash: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    session_id: SessionId,
    person_id: PersonId,
    hub_id: HubId,
    slug: String,
    hub_name: String,
    display_name: String,
    role: String,
    created_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    hubs: i64,
    waiting: i64,
    flash: Option<String>,
}

impl Row {
    fn read(self) -> Result<Session, StoreError> {
        let slug = HubSlug::parse(&self.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        Ok(Session {
            session_id: self.session_id,
            scope: HubScope::of(self.hub_id, slug, Actor::Person(self.person_id)),
            person_id: self.person_id,
            role: Role::from_code(&self.role).ok_or(StoreError::Unreadable(Thing::Membership))?,
            display_name: self.display_name,
            hub_name: self.hub_name,
            hubs: self.hubs,
            waiting: self.waiting,
            flash: self.flash,
        })
    }
}

fn is_live(created_at: DateTime<Utc>, seen_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < seen_at + IDLE && now < created_at + LONGEST
}

impl Store {
    /// The live session of this browser, if there is one and its person still works for the hub; it counts as used now.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn live_session(&self, token: &SessionToken) -> Result<Option<Session>, StoreError> {
        let now = self.now();
        let found = look!(self, "find session", |view| row_of(view, token).await)?;
        let Some(row) = found.filter(|row| is_live(row.created_at, row.seen_at, now)) else {
            return Ok(None);
        };
        if now >= row.seen_at + TOUCH {
            let sql = "UPDATE session SET seen_at = $1 WHERE session_id = $2 AND ended_at IS NULL";
            transaction!(self, "use session", |tx| {
                let at = tx.at;
                write_db!(tx, |c| sqlx::query(sql).bind(at).bind(row.session_id).execute(c))?;
                Ok(())
            })?;
        }
        row.read().map(Some)
    }

    /// How long this browser's session lives on if nothing is done; asking is no use of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn session_left(&self, token: &SessionToken) -> Result<Option<TimeDelta>, StoreError> {
        let now = self.now();
        let found = look!(self, "find session", |view| row_of(view, token).await)?;
        let end = |row: Row| (row.seen_at + IDLE).min(row.created_at + LONGEST);
        Ok(found.map(|row| end(row) - now).filter(|left| *left > TimeDelta::zero()))
    }

    /// Whose session this browser has or had, live or not.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn person_of_session(&self, token: &SessionToken) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT person_id FROM session WHERE token_hash = $1";
        let hash = token.hash();
        look!(self, "find person of session", |view| Ok(on_db!(view, |c| sqlx::query_scalar(sql)
            .bind(&hash[..])
            .fetch_optional(c))?))
    }

    /// Keeps what the next page says first.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn put_flash(&self, session: SessionId, text: &str) -> Result<(), StoreError> {
        let sql = "UPDATE session SET flash = $1 WHERE session_id = $2";
        transaction!(self, "keep banner", |tx| {
            write_db!(tx, |c| sqlx::query(sql).bind(text).bind(session).execute(c))?;
            Ok(())
        })
    }

    /// Forgets it once it was shown.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_flash(&self, session: SessionId) -> Result<(), StoreError> {
        let sql = "UPDATE session SET flash = NULL WHERE session_id = $1";
        transaction!(self, "forget banner", |tx| {
            write_db!(tx, |c| sqlx::query(sql).bind(session).execute(c))?;
            Ok(())
        })
    }

    /// Ends one session of this person: their own choice, so nobody else's can be named.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not theirs or ended already.
    pub async fn end_session(&self, scope: &HubScope, session: SessionId) -> Result<(), StoreError> {
        let Actor::Person(person) = scope.actor() else { return Err(StoreError::NotFound(Thing::Session)) };
        let sql = "UPDATE session SET ended_at = $1 WHERE session_id = $2 AND person_id = $3
            AND ended_at IS NULL";
        transaction!(self, "end session", |tx| {
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(session).bind(person).execute(c))?;
            one(rows, Thing::Session)?;
            self.record(tx, scope, "signed out", None, json!({"session": session})).await
        })
    }
}

/// Where a session is to open, if the person works there; else at the first place of theirs.
#[derive(Clone, Copy)]
pub(super) enum At {
    Console(Option<HubId>),
    Desk(Option<OrganisationId>),
}

/// Opens a session where the person works, or gives none when there is no such place.
pub(super) async fn open(
    store: &Store,
    tx: &mut Tx,
    person: PersonId,
    (at, browser): (At, Option<&str>),
) -> Result<Option<(SessionToken, HubScope)>, StoreError> {
    let token = SessionToken::from_random(store.draw()?);
    let session = SessionId(store.draw_uuid()?);
    match at {
        At::Console(hub) => {
            let theirs = own::workplaces(tx, person).await?;
            let chosen = theirs.iter().find(|one| Some(one.hub_id) == hub).or(theirs.first());
            let Some(Workplace { hub_id, slug, .. }) = chosen else { return Ok(None) };
            let slug = HubSlug::parse(slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(*hub_id, slug, Actor::Person(person));
            insert(tx, (session, &token), (person, &scope), (Entrance::Console, browser)).await?;
            Ok(Some((token, scope)))
        }
        At::Desk(organisation) => {
            let theirs = desks::of_person(tx, person).await?;
            let place = theirs.iter().position(|one| Some(one.organisation()) == organisation);
            let Some(desk) = theirs.into_iter().nth(place.unwrap_or_default()) else { return Ok(None) };
            insert(tx, (session, &token), (person, desk.hub()), (Entrance::Desk, browser)).await?;
            desks::enrol(tx, session, &desk).await?;
            Ok(Some((token, desk.hub().clone())))
        }
    }
}

async fn insert(
    tx: &mut Tx,
    (session, token): (SessionId, &SessionToken),
    (person, scope): (PersonId, &HubScope),
    (entrance, browser): (Entrance, Option<&str>),
) -> Result<(), StoreError> {
    let (hash, at) = (token.hash(), tx.at);
    let sql =
        "INSERT INTO session (session_id, token_hash, person_id, workplace, created_at, seen_at, browser, door)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(session)
        .bind(&hash[..])
        .bind(person)
        .bind(scope.hub())
        .bind(at)
        .bind(browser)
        .bind(entrance.code())
        .execute(c))?;
    Ok(())
}

/// Ends every session of a person, in the transaction of what makes that needful.
pub(super) async fn end_all(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE session SET ended_at = $1 WHERE person_id = $2 AND ended_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(person).execute(c))?;
    Ok(())
}

/// Ends the session that a browser had before it signed in anew.
pub(super) async fn end_before(tx: &mut Tx, token: &SessionToken) -> Result<(), StoreError> {
    let (at, hash) = (tx.at, token.hash());
    let sql = "UPDATE session SET ended_at = $1 WHERE token_hash = $2 AND ended_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(&hash[..]).execute(c))?;
    Ok(())
}

/// The session with the person's highest role at its hub; a person whose role ended has none.
async fn row_of(view: &mut View, token: &SessionToken) -> Result<Option<Row>, StoreError> {
    let sql =
        "SELECT s.session_id, s.person_id, h.hub_id, h.slug, h.name AS hub_name, p.display_name, m.role,
            s.created_at, s.seen_at, s.flash,
            (SELECT count(DISTINCT o.hub_id) FROM membership o WHERE o.person_id = s.person_id
                AND o.ended_at IS NULL AND o.role IN ('manager', 'worker')) AS hubs,
            (SELECT count(*) FROM message g WHERE g.hub_id = h.hub_id AND g.done_at IS NULL) AS waiting
        FROM session s
        JOIN hub h ON h.hub_id = s.workplace
        JOIN person p ON p.person_id = s.person_id AND p.ended_at IS NULL
        JOIN membership m ON m.hub_id = s.workplace AND m.person_id = s.person_id AND m.ended_at IS NULL
            AND m.role IN ('manager', 'worker')
        WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.door = 'console'
        ORDER BY m.role LIMIT 1";
    let hash = token.hash();
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(&hash[..]).fetch_optional(c))?)
}
