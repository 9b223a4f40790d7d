//! What is over is deleted by the server itself: what brought cards to phones, what phones were given, desks' browsers, answered messages.
//! How long each is kept, and why, stands in docs/security.md; what desks noted goes beside ([`super::desks`]), names of staff who left
//! (`staff`) and records that are due (`records`) by rules of their own.
//!
//! A clock that leaps is not believed here either: what it would delete by mistake never comes back.
//!
//! Bits of status lists stay for ever: what is deleted of a credential is whose it was and what it said.

mod everything;
mod records;
mod staff;

use chrono::{DateTime, Months, TimeDelta, Utc};
use passport_core::card::HubSlug;
use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::phones::AFTERLIFE;
use super::status_lists::insist_on_clock;
use super::{Actor, HubId, HubScope, Store, StoreError, Thing};

pub use records::DueRecord;
pub(super) use staff::names_kept_since;

/// How long what brought a card to a phone is kept after it is over, to answer questions about it.
const ROADS: TimeDelta = TimeDelta::days(30);
/// How long a message is kept after it was done.
const MESSAGES: Months = Months::new(12);

/// A table, which of its rows are over (`{before}` stands for a time), and what the record calls them; in the order in which rows lean on
/// one another.
struct Rule {
    name: &'static str,
    table: &'static str,
    over: &'static str,
    before: fn(DateTime<Utc>) -> DateTime<Utc>,
}

/// The newest of each place stays with its card while that is not withdrawn: by it a school's list knows that the phone has its card.
/// What stands for their keys is kept before ([`Store::keep_seen_keys`]).
const CREDENTIALS: Rule = Rule {
    name: "credentials",
    table: "credential",
    over: "setting IS NOT NULL AND exp < {seconds} AND (EXISTS (SELECT 1 FROM credential m
        WHERE m.hub_id = credential.hub_id AND m.card_id = credential.card_id AND m.setting = credential.setting
        AND m.created_at > credential.created_at AND m.signed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM card k WHERE k.hub_id = credential.hub_id AND k.card_id = credential.card_id
        AND k.withdrawn_at IS NOT NULL))",
    before: |now| now - TimeDelta::seconds(AFTERLIFE),
};

const RULES: [Rule; 8] = [
    Rule {
        name: "deliveries",
        table: "phone_delivery",
        over: "(created_at < {before} OR EXISTS (SELECT 1 FROM phone_grant g WHERE g.hub_id = phone_delivery.hub_id
            AND g.grant_id = phone_delivery.grant_id AND g.ended_at < {before}))",
        before: after_roads,
    },
    Rule { name: "grants", table: "phone_grant", over: "ended_at < {before}", before: after_roads },
    Rule {
        name: "offers",
        table: "offer",
        over: "EXISTS (SELECT 1 FROM activation a LEFT JOIN phone p ON p.hub_id = a.hub_id AND p.card_id = a.card_id
            AND p.activated_at IS NOT NULL WHERE a.hub_id = offer.hub_id AND a.activation_id = offer.activation_id
            AND (a.ended_at < {before} OR (a.created_at < {before} AND p.card_id IS NOT NULL)))",
        before: after_roads,
    },
    // The codes of a phone that still waits stay, since new ones are made in their place.
    Rule {
        name: "activations",
        table: "activation",
        over: "(ended_at < {before} OR (created_at < {before} AND EXISTS (SELECT 1 FROM phone p
            WHERE p.hub_id = activation.hub_id AND p.card_id = activation.card_id AND p.activated_at IS NOT NULL)))",
        before: after_roads,
    },
    CREDENTIALS,
    Rule { name: "messages", table: "message", over: "done_at < {before}", before: after_messages },
    Rule { name: "suggestions", table: "menu_suggestion", over: "done_at < {before}", before: after_messages },
    // The last one of somebody who still works there says when they were last at the desk.
    Rule {
        name: "desk browsers",
        table: "desk_browser",
        over: "ends_at <= {before} AND EXISTS (SELECT 1 FROM session own WHERE own.session_id = desk_browser.session_id
            AND (EXISTS (SELECT 1 FROM desk_browser b JOIN session s ON s.session_id = b.session_id
                WHERE b.hub_id = desk_browser.hub_id AND b.organisation_id = desk_browser.organisation_id
                AND s.person_id = own.person_id AND b.used_at > desk_browser.used_at)
            OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.hub_id = desk_browser.hub_id
                AND m.organisation_id = desk_browser.organisation_id AND m.person_id = own.person_id
                AND m.role = 'desk' AND m.ended_at IS NULL)))",
        before: |now| now,
    },
];

fn after_roads(now: DateTime<Utc>) -> DateTime<Utc> {
    now - ROADS
}

fn after_messages(now: DateTime<Utc>) -> DateTime<Utc> {
    now.checked_sub_months(MESSAGES).unwrap_or(now)
}

impl Rule {
    /// The rule in SQL, its time as the place of this number.
    fn over(&self, place: usize) -> String {
        let place = format!("${place}");
        self.over.replace("{before}", &place).replace("{seconds}", &place)
    }

    /// Whether its time is kept in whole seconds.
    fn counts_seconds(&self) -> bool {
        self.over.contains("{seconds}")
    }
}

impl Store {
    /// Deletes what is over, in every hub, and gives how many rows that were. What was deleted, but not whose, is in the record.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn clear_what_is_over(&self) -> Result<u64, StoreError> {
        let now = self.now();
        if !self.may_delete_by_clock().await? {
            return Ok(0);
        }
        let hubs = look!(self, "find what is over", |view| hubs_with_any(view, now).await)?;
        let mut cleared = 0;
        for (hub, slug) in hubs {
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(hub, slug, Actor::Server);
            cleared += transaction!(self, "clear what is over", |tx| {
                let mut details = Map::new();
                let mut rows = 0;
                let keys = keys_of(tx, &scope, &CREDENTIALS).await?;
                self.keep_seen_keys(tx, &keys).await?;
                for rule in &RULES {
                    let count = clear(tx, &scope, rule).await?;
                    details.insert(rule.name.to_owned(), count.into());
                    rows += count;
                }
                self.record(tx, &scope, "old rows cleared", None, Value::Object(details)).await?;
                Ok(rows)
            })?;
        }
        Ok(cleared)
    }

    /// How many rows of each kind would be deleted now, in all hubs together.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_what_is_over(&self) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let now = self.now();
        look!(self, "count what is over", |view| {
            let mut counts = Vec::with_capacity(RULES.len());
            for rule in &RULES {
                let sql = format!("SELECT count(*) FROM {} WHERE {}", rule.table, rule.over(1));
                let before = (rule.before)(now);
                let count: i64 = on_db!(view, |c| {
                    let query = sqlx::query_scalar(AssertSqlSafe(sql.as_str()));
                    let query = if rule.counts_seconds() {
                        query.bind(before.timestamp())
                    } else {
                        query.bind(before)
                    };
                    query.fetch_one(c)
                })?;
                counts.push((rule.name, count.unsigned_abs()));
            }
            Ok(counts)
        })
    }

    /// Whether the clock is one that lists would be signed by.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn may_delete_by_clock(&self) -> Result<bool, StoreError> {
        let now = self.now();
        match look!(self, "judge the clock", |view| insist_on_clock(view, now).await) {
            Ok(()) => Ok(true),
            Err(StoreError::ClockAhead(_) | StoreError::ClockBehind(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}

async fn hubs_with_any(view: &mut View, now: DateTime<Utc>) -> Result<Vec<(HubId, String)>, StoreError> {
    let any = |(number, rule): (usize, &Rule)| {
        let (table, over) = (rule.table, rule.over(number + 1));
        format!("EXISTS (SELECT 1 FROM {table} WHERE {table}.hub_id = h.hub_id AND {over})")
    };
    let any: Vec<String> = RULES.iter().enumerate().map(any).collect();
    let sql = format!("SELECT h.hub_id, h.slug FROM hub h WHERE {} ORDER BY h.slug", any.join(" OR "));
    Ok(on_db!(view, |c| RULES
        .iter()
        .fold(sqlx::query_as(AssertSqlSafe(sql.as_str())), |query, rule| {
            let before = (rule.before)(now);
            if rule.counts_seconds() { query.bind(before.timestamp()) } else { query.bind(before) }
        })
        .fetch_all(c))?)
}

/// The keys of credentials that are over.
async fn keys_of(tx: &mut Tx, scope: &HubScope, credentials: &Rule) -> Result<Vec<Vec<u8>>, StoreError> {
    let over = credentials.over(2);
    let sql =
        format!("SELECT device_key FROM credential WHERE hub_id = $1 AND device_key IS NOT NULL AND {over}");
    let before = (credentials.before)(tx.at).timestamp();
    Ok(on_db!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(before)
        .fetch_all(c))?)
}

async fn clear(tx: &mut Tx, scope: &HubScope, rule: &Rule) -> Result<u64, StoreError> {
    let sql = format!("DELETE FROM {} WHERE hub_id = $1 AND {}", rule.table, rule.over(2));
    let before = (rule.before)(tx.at);
    Ok(write_db!(tx, |c| {
        let query = sqlx::query(AssertSqlSafe(sql.as_str())).bind(scope.hub());
        let query = if rule.counts_seconds() { query.bind(before.timestamp()) } else { query.bind(before) };
        query.execute(c)
    })?)
}
