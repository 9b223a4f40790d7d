//! A person's own sessions and hubs: seen, ended and changed by themselves alone.

use chrono::{DateTime, Utc};
use passport_core::card::HubSlug;
use serde_json::json;

use super::super::db::{View, look, on_db, transaction, write_db};
use super::super::{Actor, HubId, HubScope, PersonId, SessionId, Store, StoreError, Thing, one};
use super::{IDLE, LONGEST, Session, SessionToken, again};

/// A session that is open now, in a console or at a desk.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnSession {
    /// Its row.
    pub session_id: SessionId,
    /// The hub that it is at work for, or the organisation at whose desk it is.
    pub hub_name: String,
    /// The browser it runs in, as far as it told.
    pub browser: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
}

/// A hub that a person works for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Workplace {
    /// The hub.
    pub hub_id: HubId,
    /// Its short name.
    pub slug: String,
    /// Its name as people know it.
    pub name: String,
}

/// Whose own they are.
pub(super) fn oneself(scope: &HubScope) -> Result<PersonId, StoreError> {
    match scope.actor() {
        Actor::Person(person) => Ok(person),
        Actor::Operator | Actor::Server | Actor::Phone(_) => Err(StoreError::NotFound(Thing::Session)),
    }
}

impl Store {
    /// The open sessions of whoever asks in the consoles of all hubs and at all desks, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn own_sessions(&self, scope: &HubScope) -> Result<Vec<OwnSession>, StoreError> {
        let (person, now) = (oneself(scope)?, self.now());
        let sql = "SELECT s.session_id, COALESCE(o.name, h.name) AS hub_name, s.browser, s.created_at,
                COALESCE(b.used_at, s.seen_at) AS seen_at
            FROM session s JOIN hub h ON h.hub_id = s.workplace
            LEFT JOIN desk_browser b ON b.session_id = s.session_id
            LEFT JOIN organisation o ON o.hub_id = b.hub_id AND o.organisation_id = b.organisation_id
            WHERE s.person_id = $1 AND s.ended_at IS NULL AND ((s.door = 'console' AND s.seen_at > $2 AND s.created_at > $3)
                OR (s.door = 'desk' AND b.ends_at > $4))
            ORDER BY s.created_at DESC, s.session_id";
        look!(self, "list own sessions", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(person)
                .bind(now - IDLE)
                .bind(now - LONGEST)
                .bind(now)
                .fetch_all(c))?)
        })
    }

    /// Ends every session of whoever asks but the one they ask in.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn end_other_sessions(&self, scope: &HubScope, kept: SessionId) -> Result<(), StoreError> {
        let person = oneself(scope)?;
        transaction!(self, "end other sessions", |tx| {
            again::end_others(tx, person, kept).await?;
            self.record(tx, scope, "signed out elsewhere", None, json!({"kept": kept})).await
        })
    }

    /// The hubs that whoever asks works for, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn own_workplaces(&self, scope: &HubScope) -> Result<Vec<Workplace>, StoreError> {
        let person = oneself(scope)?;
        look!(self, "list own workplaces", |view| workplaces(view, person).await)
    }

    /// Takes a session to work for another hub of the same person. Its secret changes with its rights: the old one opens nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the person does not work for that hub, or the session ended.
    pub async fn change_workplace(&self, session: &Session, hub: HubId) -> Result<SessionToken, StoreError> {
        let token = SessionToken::from_random(self.draw()?);
        let (hash, person) = (token.hash(), session.person_id);
        let sql = "UPDATE session SET workplace = $1, token_hash = $2, flash = NULL
            WHERE session_id = $3 AND ended_at IS NULL";
        transaction!(self, "change workplace", |tx| {
            let theirs = workplaces(tx, person).await?;
            let chosen = theirs.into_iter().find(|one| one.hub_id == hub);
            let chosen = chosen.ok_or(StoreError::NotFound(Thing::Hub))?;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(hub)
                .bind(&hash[..])
                .bind(session.session_id)
                .execute(c))?;
            one(rows, Thing::Session)?;
            let slug = HubSlug::parse(&chosen.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(hub, slug, Actor::Person(person));
            self.record(tx, &scope, "came to work", None, json!({"session": session.session_id})).await
        })?;
        Ok(token)
    }
}

/// The hubs that a person works for, by name.
pub(super) async fn workplaces(view: &mut View, person: PersonId) -> Result<Vec<Workplace>, StoreError> {
    let sql = "SELECT DISTINCT h.hub_id, h.slug, h.name FROM membership m JOIN hub h ON h.hub_id = m.hub_id
        JOIN person p ON p.person_id = m.person_id AND p.ended_at IS NULL
        WHERE m.person_id = $1 AND m.ended_at IS NULL AND m.role IN ('manager', 'worker')
        ORDER BY h.name, h.slug";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(person).fetch_all(c))?)
}
