//! The desks of organisations that a hub invites: who sits there, in which browser, what they look at, what a school notes.
//!
//! Every function takes a [`Desk`], which only the live session of somebody invited there makes. So a desk reaches its own
//! organisation's young people, and nothing else of the hub.

mod browser;
mod clear;
mod looks;
mod people;
mod pupils;
mod time_outs;
mod weeks;

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::HubSlug;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::organisations::OrganisationKind;
use super::sessions::SessionToken;
use super::{Actor, HubId, HubScope, OrganisationId, PersonId, SessionId, Store, StoreError, Thing};

pub use browser::PinTried;
pub(super) use browser::enrol;
pub use looks::LookAt;
pub use people::DeskPerson;
pub(super) use people::shut;
pub use pupils::{FoundPupil, OwnPupil};
pub use time_outs::{NewTimeOut, NotedTimeOut, TimeOut, TimeOutRefused};
pub use weeks::Week;
pub(super) use weeks::keep_figures;

/// Nothing done for so long locks a desk.
const IDLE: TimeDelta = TimeDelta::minutes(5);
/// How exactly it is kept when a desk was last used. A desk locks so much too early at most, and never too late.
const TOUCH: TimeDelta = TimeDelta::seconds(10);

/// The right to act at one organisation's desk. As [`HubScope`], nobody makes one but the store, out of a membership.
#[derive(Clone, Debug)]
pub struct Desk {
    hub: HubScope,
    organisation: OrganisationId,
    kind: OrganisationKind,
    name: String,
    hub_name: String,
}

impl Desk {
    /// The hub that invited it. What a desk may do there is asked with the desk itself.
    pub fn hub(&self) -> &HubScope {
        &self.hub
    }

    /// The organisation.
    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// What the organisation is.
    pub fn kind(&self) -> OrganisationKind {
        self.kind
    }

    /// The organisation's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The hub's name.
    pub fn hub_name(&self) -> &str {
        &self.hub_name
    }
}

/// What a desk's browser can do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskState {
    /// Its PIN is still to be chosen.
    WithoutPin,
    /// It was left alone: only its PIN opens it.
    Locked,
    /// In use.
    Open,
}

/// A browser that is enrolled at a desk.
#[derive(Clone, Debug)]
pub struct DeskSession {
    /// Its row.
    pub session_id: SessionId,
    /// The person who signed in.
    pub person_id: PersonId,
    /// Their name.
    pub display_name: String,
    /// The desk it is at.
    pub desk: Desk,
    /// At how many desks the person works.
    pub desks: i64,
    /// What it can do.
    pub state: DeskState,
    /// Until when it is enrolled.
    pub ends_at: DateTime<Utc>,
    /// What the next page says first.
    pub flash: Option<String>,
    used_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct DeskRow {
    hub_id: HubId,
    slug: String,
    hub_name: String,
    organisation_id: OrganisationId,
    kind: String,
    name: String,
}

impl DeskRow {
    fn read(self, person: PersonId) -> Result<Desk, StoreError> {
        let slug = HubSlug::parse(&self.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        let kind = OrganisationKind::from_code(&self.kind);
        Ok(Desk {
            hub: HubScope::of(self.hub_id, slug, Actor::Person(person)),
            organisation: self.organisation_id,
            kind: kind.ok_or(StoreError::Unreadable(Thing::Organisation))?,
            name: self.name,
            hub_name: self.hub_name,
        })
    }
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    session_id: SessionId,
    person_id: PersonId,
    display_name: String,
    flash: Option<String>,
    ends_at: DateTime<Utc>,
    used_at: DateTime<Utc>,
    locked_at: Option<DateTime<Utc>>,
    pin_mac: Option<Vec<u8>>,
    desks: i64,
    #[sqlx(flatten)]
    desk: DeskRow,
}

impl SessionRow {
    fn read(self, now: DateTime<Utc>) -> Result<Option<DeskSession>, StoreError> {
        // A clock that was set back locks too: nobody knows how long the browser was alone.
        let is_left = now >= self.used_at + IDLE || now < self.used_at;
        let state = match self.pin_mac {
            // Left before it had a PIN, nothing could open it again.
            None if is_left => return Ok(None),
            None => DeskState::WithoutPin,
            Some(_) if is_left || self.locked_at.is_some() => DeskState::Locked,
            Some(_) => DeskState::Open,
        };
        Ok(Some(DeskSession {
            session_id: self.session_id,
            person_id: self.person_id,
            display_name: self.display_name,
            desk: self.desk.read(self.person_id)?,
            desks: self.desks,
            state,
            ends_at: self.ends_at,
            flash: self.flash,
            used_at: self.used_at,
        }))
    }
}

/// A desk that is there: its organisation is not closed, and the person works there now.
const DESK: &str = "JOIN hub h ON h.hub_id = m.hub_id
    JOIN organisation o ON o.hub_id = m.hub_id AND o.organisation_id = m.organisation_id AND o.closed_at IS NULL
    JOIN person p ON p.person_id = m.person_id AND p.ended_at IS NULL
    WHERE m.role = 'desk' AND m.ended_at IS NULL";

impl Store {
    /// The desk's session of this browser, if its day is not over, its person still works there and it has a PIN or may still
    /// choose one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn desk_session(&self, token: &SessionToken) -> Result<Option<DeskSession>, StoreError> {
        let sql = format!(
            "SELECT s.session_id, s.person_id, p.display_name, s.flash, b.ends_at, b.used_at, b.locked_at, b.pin_mac,
                h.hub_id, h.slug, h.name AS hub_name, o.organisation_id, o.kind, o.name,
                (SELECT count(*) FROM membership w JOIN organisation c ON c.hub_id = w.hub_id
                    AND c.organisation_id = w.organisation_id AND c.closed_at IS NULL
                    WHERE w.person_id = s.person_id AND w.role = 'desk' AND w.ended_at IS NULL) AS desks
            FROM session s
            JOIN desk_browser b ON b.session_id = s.session_id
            JOIN membership m ON m.hub_id = b.hub_id AND m.organisation_id = b.organisation_id AND m.person_id = s.person_id
            {DESK} AND s.token_hash = $1 AND s.ended_at IS NULL AND s.door = 'desk'"
        );
        let (hash, now) = (token.hash(), self.now());
        let row: Option<SessionRow> = look!(self, "find desk session", |view| Ok(on_db!(view, |c| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(&hash[..]).fetch_optional(c)
        })?))?;
        row.filter(|row| now < row.ends_at).map_or(Ok(None), |row| row.read(now))
    }

    /// Notes that an open desk is in use, so that it does not lock for another five minutes.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn use_desk(&self, session: &DeskSession) -> Result<(), StoreError> {
        if self.now() < session.used_at + TOUCH {
            return Ok(());
        }
        // Locked meanwhile, it stays so.
        let sql = "UPDATE desk_browser SET used_at = $1 WHERE hub_id = $2 AND session_id = $3 AND locked_at IS NULL";
        transaction!(self, "use desk", |tx| {
            let at = tx.at;
            let (hub, session) = (session.desk.hub.hub(), session.session_id);
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(hub).bind(session).execute(c))?;
            Ok(())
        })
    }

    /// The desks that whoever is signed in works at, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn own_desks(&self, session: &DeskSession) -> Result<Vec<Desk>, StoreError> {
        look!(self, "list own desks", |view| of_person(view, session.person_id).await)
    }
}

/// The desks that a person works at, by name.
pub(super) async fn of_person(view: &mut View, person: PersonId) -> Result<Vec<Desk>, StoreError> {
    let sql = format!(
        "SELECT h.hub_id, h.slug, h.name AS hub_name, o.organisation_id, o.kind, o.name FROM membership m
        {DESK} AND m.person_id = $1 ORDER BY o.name, h.name, o.organisation_id"
    );
    let rows: Vec<DeskRow> =
        on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(person).fetch_all(c))?;
    rows.into_iter().map(|row| row.read(person)).collect()
}

/// One desk of theirs.
async fn one_of(tx: &mut Tx, person: PersonId, organisation: OrganisationId) -> Result<Desk, StoreError> {
    let theirs = of_person(tx, person).await?;
    let found = theirs.into_iter().find(|one| one.organisation == organisation);
    found.ok_or(StoreError::NotFound(Thing::Organisation))
}
