//! What a hub says of itself: its name, number and colour, when it is open, and its words in the letter that goes with a card.

use std::collections::HashMap;

use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::names::{LONGEST_HUB_NAME, tidy_name, tidy_text};
use super::{HubScope, Store, StoreError, Thing, one};

/// The most letters of the opening hours, and of whom to tell.
const LONGEST_HOURS: usize = 200;
/// The most letters of a text in the letter.
const LONGEST_TEXT: usize = 600;

/// A hub's own words. What it has none of is left out where it would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubTexts {
    /// Its name as people know it.
    pub name: String,
    /// The number to ring.
    pub telephone: String,
    /// Its one colour, `#rrggbb`.
    pub accent: String,
    /// When somebody answers.
    pub opening_hours: Option<String>,
    /// Paragraphs before what the letter says of the card, with a line break between two.
    pub greeting: Option<String>,
    /// Paragraphs at its end.
    pub closing: Option<String>,
    /// How a letter begins that asks an organisation to accept cards.
    pub kind_letter: Option<String>,
    /// Whom its staff tell at once when somebody may be in danger, and how.
    pub safeguarding: Option<String>,
    /// Counts the changes; a change names the version it was made from.
    pub version: i64,
}

const OPENING_HOURS: &str = "opening-hours";
const GREETING: &str = "letter-greeting";
const CLOSING: &str = "letter-closing";
const KIND_LETTER: &str = "kind-letter";
const SAFEGUARDING: &str = "safeguarding";

impl Store {
    /// What a hub says of itself.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub_texts(&self, scope: &HubScope) -> Result<HubTexts, StoreError> {
        look!(self, "show hub texts", |view| of_hub(view, scope).await)
    }

    /// Keeps what a hub says of itself, if it still is as it was when its version was read. Cards that are printed keep what
    /// stands on them; everybody who checks one reads the new name and number.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else changed it meanwhile; [`StoreError::Name`] and [`StoreError::Text`] for what
    /// cannot be kept.
    pub async fn keep_hub_texts(&self, scope: &HubScope, wanted: &HubTexts) -> Result<(), StoreError> {
        let name = tidy_name(&wanted.name, LONGEST_HUB_NAME)?;
        let hours = tidy_text(wanted.opening_hours.as_deref(), LONGEST_HOURS)?;
        let greeting = tidy_text(wanted.greeting.as_deref(), LONGEST_TEXT)?;
        let closing = tidy_text(wanted.closing.as_deref(), LONGEST_TEXT)?;
        let kind_letter = tidy_text(wanted.kind_letter.as_deref(), LONGEST_TEXT)?;
        let safeguarding = tidy_text(wanted.safeguarding.as_deref(), LONGEST_HOURS)?;
        let sql = "UPDATE hub SET name = $1, telephone = $2, accent = $3, texts_version = texts_version + 1,
            changed_n = $4 WHERE hub_id = $5 AND texts_version = $6";
        transaction!(self, "keep hub texts", |tx| {
            let n = tx.n;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(&name)
                .bind(&wanted.telephone)
                .bind(&wanted.accent)
                .bind(n)
                .bind(scope.hub())
                .bind(wanted.version)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Hub));
            }
            for (kind, text) in [
                (OPENING_HOURS, &hours),
                (GREETING, &greeting),
                (CLOSING, &closing),
                (KIND_LETTER, &kind_letter),
                (SAFEGUARDING, &safeguarding),
            ] {
                put(tx, scope, kind, text.as_deref()).await?;
            }
            let details = json!({"name": name, "telephone": wanted.telephone, "accent": wanted.accent,
                "opening_hours": hours, "greeting": greeting, "closing": closing, "kind_letter": kind_letter,
                "safeguarding": safeguarding});
            self.record(tx, scope, "hub texts changed", None, details).await
        })
    }
}

async fn of_hub(view: &mut View, scope: &HubScope) -> Result<HubTexts, StoreError> {
    let sql = "SELECT name, telephone, accent, texts_version FROM hub WHERE hub_id = $1";
    let found: Option<(String, String, String, i64)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_optional(c))?;
    let (name, telephone, accent, version) = found.ok_or(StoreError::NotFound(Thing::Hub))?;
    let sql = "SELECT kind, text FROM hub_text WHERE hub_id = $1";
    let rows: Vec<(String, String)> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
    let mut texts: HashMap<String, String> = rows.into_iter().collect();
    Ok(HubTexts {
        name,
        telephone,
        accent,
        opening_hours: texts.remove(OPENING_HOURS),
        greeting: texts.remove(GREETING),
        closing: texts.remove(CLOSING),
        kind_letter: texts.remove(KIND_LETTER),
        safeguarding: texts.remove(SAFEGUARDING),
        version,
    })
}

async fn put(tx: &mut Tx, scope: &HubScope, kind: &str, text: Option<&str>) -> Result<(), StoreError> {
    let Some(text) = text else {
        let sql = "DELETE FROM hub_text WHERE hub_id = $1 AND kind = $2";
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(kind).execute(c))?;
        return Ok(());
    };
    let sql = "INSERT INTO hub_text (hub_id, kind, text) VALUES ($1, $2, $3)
        ON CONFLICT (hub_id, kind) DO UPDATE SET text = excluded.text";
    one(write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(kind).bind(text).execute(c))?, Thing::Hub)
}
