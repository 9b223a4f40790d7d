//! Answers that a hub adds to the questions of the menu. Each gets a code of its own from its name, unlike any other on the server,
//! which services, feeds and links carry; so a code never changes and is never given twice.

use chrono::{DateTime, Utc};
use passport_core::menu::taxonomy::{is_term_code, taxonomy};
use serde_json::json;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::names::{tidy_name, tidy_text};
use super::super::{HubScope, Store, StoreError, Thing};
use super::moved;

/// The most letters of an answer.
const LONGEST_ANSWER: usize = 60;
/// The most letters of what it means.
const LONGEST_MEANING: usize = 300;
/// The most letters of a code, with room for a number behind it.
const LONGEST_CODE: usize = 34;
/// So many answers of one name are told apart.
const MOST_ALIKE: usize = 1_000;

/// An answer of a hub's own.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HubTerm {
    /// The question's code.
    pub taxonomy: String,
    /// Its own.
    pub code: String,
    /// What it says.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Since when it is not offered to editors any more.
    pub retired_at: Option<DateTime<Utc>>,
    /// Counts its changes; a form names the version that it was opened with.
    pub version: i64,
}

const COLUMNS: &str = "taxonomy, code, name, description, retired_at, version";

impl Store {
    /// The answers that this hub added, by question and name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub_terms(&self, scope: &HubScope) -> Result<Vec<HubTerm>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM menu_term WHERE hub_id = $1 ORDER BY taxonomy, lower(name), code");
        look!(self, "list answers", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(scope.hub())
                .fetch_all(c))?)
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not this hub's.
    pub async fn hub_term(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<HubTerm, StoreError> {
        let found = self.hub_terms(scope).await?;
        let found = found.into_iter().find(|one| one.taxonomy == question && one.code == code);
        found.ok_or(StoreError::NotFound(Thing::Term))
    }

    /// Adds an answer to a question and gives its code.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such question; [`StoreError::Taken`] when the hub has that answer there already;
    /// [`StoreError::Name`] or [`StoreError::Text`] for what cannot be shown.
    pub async fn add_term(
        &self,
        scope: &HubScope,
        question: &str,
        (name, meaning): (&str, &str),
    ) -> Result<String, StoreError> {
        let known = taxonomy(question).ok_or(StoreError::NotFound(Thing::Term))?;
        let (name, meaning) = tidy(name, meaning)?;
        transaction!(self, "add answer", |tx| {
            refuse_twice(tx, scope, (question, ""), &name).await?;
            let code = free_code(tx, known, &name).await?;
            let at = tx.at;
            let sql = "INSERT INTO menu_term (hub_id, taxonomy, code, name, description, created_at, changed_at, version)
                VALUES ($1, $2, $3, $4, $5, $6, $6, 1)";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(question)
                .bind(&code)
                .bind(&name)
                .bind(&meaning)
                .bind(at)
                .execute(c))?;
            moved(tx).await?;
            let details = json!({"question": question, "code": code, "name": name});
            self.record(tx, scope, "answer added", None, details).await?;
            Ok(code)
        })
    }

    /// Changes what an answer says and means, if nobody else has since `version` was read. Its code stays.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a colleague was faster; [`StoreError::NotFound`] when it is not this hub's; otherwise as
    /// [`Self::add_term`].
    pub async fn change_term(
        &self,
        scope: &HubScope,
        (question, code, version): (&str, &str, i64),
        (name, meaning): (&str, &str),
    ) -> Result<(), StoreError> {
        let (name, meaning) = tidy(name, meaning)?;
        let sql = "UPDATE menu_term SET name = $5, description = $6, changed_at = $7, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3 AND version = $4";
        self.hub_term(scope, (question, code)).await?;
        transaction!(self, "change answer", |tx| {
            refuse_twice(tx, scope, (question, code), &name).await?;
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(question)
                .bind(code)
                .bind(version)
                .bind(&name)
                .bind(&meaning)
                .bind(at)
                .execute(c))?;
            if rows == 0 {
                return Err(StoreError::Stale(Thing::Term));
            }
            moved(tx).await?;
            let details = json!({"question": question, "code": code, "name": name});
            self.record(tx, scope, "answer changed", None, details).await
        })
    }

    /// Offers an answer to editors no more; services that carry it keep it. Done already, nothing changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not this hub's.
    pub async fn retire_term(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_term SET retired_at = coalesce(retired_at, $4), changed_at = $4, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3";
        transaction!(self, "retire answer", |tx| {
            turn(tx, scope, (question, code), sql).await?;
            let details = json!({"question": question, "code": code});
            self.record(tx, scope, "answer retired", None, details).await
        })
    }

    /// Offers it again.
    ///
    /// # Errors
    /// As [`Self::retire_term`].
    pub async fn bring_term_back(
        &self,
        scope: &HubScope,
        (question, code): (&str, &str),
    ) -> Result<(), StoreError> {
        let sql = "UPDATE menu_term SET retired_at = NULL, changed_at = $4, version = version + 1
            WHERE hub_id = $1 AND taxonomy = $2 AND code = $3";
        transaction!(self, "bring answer back", |tx| {
            turn(tx, scope, (question, code), sql).await?;
            let details = json!({"question": question, "code": code});
            self.record(tx, scope, "answer brought back", None, details).await
        })
    }
}

fn tidy(name: &str, meaning: &str) -> Result<(String, String), StoreError> {
    let name = tidy_name(name, LONGEST_ANSWER)?;
    let meaning = tidy_text(Some(meaning), LONGEST_MEANING)?.unwrap_or_else(|| name.clone());
    Ok((name, meaning))
}

async fn turn(
    tx: &mut Tx,
    scope: &HubScope,
    (question, code): (&str, &str),
    sql: &'static str,
) -> Result<(), StoreError> {
    let at = tx.at;
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(question).bind(code).bind(at).execute(c))?;
    super::super::one(rows, Thing::Term)?;
    moved(tx).await
}

/// The hub has no other answer of that name to the question.
async fn refuse_twice(
    tx: &mut Tx,
    scope: &HubScope,
    (question, code): (&str, &str),
    name: &str,
) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM menu_term
        WHERE hub_id = $1 AND taxonomy = $2 AND code <> $3 AND lower(name) = lower($4)";
    let alike: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(question)
        .bind(code)
        .bind(name)
        .fetch_one(c))?;
    if alike > 0 { Err(StoreError::Taken(Thing::Term)) } else { Ok(()) }
}

/// A code that no answer to the question has on this server.
async fn free_code(
    tx: &mut Tx,
    known: &passport_core::menu::taxonomy::Taxonomy,
    name: &str,
) -> Result<String, StoreError> {
    let sql = "SELECT code FROM menu_term WHERE taxonomy = $1";
    let taken: Vec<String> = on_db!(tx, |c| sqlx::query_scalar(sql).bind(known.code).fetch_all(c))?;
    let is_free =
        |code: &String| is_term_code(code) && !known.terms.contains(&code.as_str()) && !taken.contains(code);
    let stem = code_of(name);
    let mut tries = (1..MOST_ALIKE).map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    tries.find(is_free).ok_or(StoreError::Taken(Thing::Term))
}

/// A name in small letters without accents, with hyphens between its words; where nothing is left, a plain word.
fn code_of(name: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => Some('a'),
        'ç' | 'ć' | 'č' => Some('c'),
        'é' | 'è' | 'ê' | 'ë' | 'ę' => Some('e'),
        'í' | 'ì' | 'î' | 'ï' => Some('i'),
        'ł' => Some('l'),
        'ñ' | 'ń' => Some('n'),
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => Some('o'),
        'ś' | 'š' => Some('s'),
        'ú' | 'ù' | 'û' | 'ü' => Some('u'),
        'ŵ' => Some('w'),
        'ý' | 'ŷ' | 'ÿ' => Some('y'),
        'ź' | 'ż' | 'ž' => Some('z'),
        '\'' | '’' => None,
        _ => Some('-'),
    };
    let folded: String = name.to_lowercase().chars().filter_map(letter).collect();
    let words: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let code: String = words.join("-").chars().take(LONGEST_CODE).collect();
    let code = code.trim_end_matches('-');
    if code.is_empty() { "answer".to_owned() } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_a_name() {
        for (name, code) in [
            ("Rock climbing", "rock-climbing"),
            ("Zoë’s Café & more", "zoes-cafe-more"),
            ("Łódź", "lodz"),
            ("音楽", "answer"),
            ("--", "answer"),
        ] {
            assert_eq!(code_of(name), code, "{name}");
            assert!(is_term_code(&code_of(name)));
        }
        assert!(code_of(&"long word ".repeat(9)).len() <= LONGEST_CODE);
    }
}
