//! Changing the sealing key: everything that is sealed is sealed anew, some rows at a time, and whoever is stopped goes on later.
//!
//! A sealed secret tells which key it was sealed with, so what is left to do is what another key sealed. A row that somebody
//! changes meanwhile is left and found again by the next round.

use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::db::{MOST_ROWS_AT_ONCE, Tx, look, on_db, transaction, write_db};
use super::{Actor, Store, StoreError};
use crate::seal::{Place, SealingKey};

/// A table in which something is sealed, and by what its rows are known.
struct Sealed {
    table: &'static str,
    column: &'static str,
    /// Whether it is a hub's.
    hub: bool,
    /// The column that names the place, and how it is written there.
    named: Named,
}

/// What names the place within its table and hub.
enum Named {
    /// An id.
    Id(&'static str),
    /// The number of a key, `k1`, whose place is that of a published one.
    Kid,
    /// A word.
    Purpose,
}

/// Every table with something sealed in it. The server's own keys come first: with them a server whose file holds the former key
/// alone refuses to start rather than to find out later.
const ALL: [Sealed; 7] = [
    Sealed { table: "server_key", column: "sealed", hub: false, named: Named::Purpose },
    Sealed { table: "signing_key", column: "sealed", hub: true, named: Named::Kid },
    Sealed { table: "unpublished_key", column: "sealed", hub: true, named: Named::Kid },
    Sealed { table: "sign_in", column: "sealed_secret", hub: false, named: Named::Id("person_id") },
    Sealed { table: "invitation", column: "sealed_secret", hub: true, named: Named::Id("invitation_id") },
    Sealed { table: "short_code", column: "sealed_code", hub: true, named: Named::Id("card_id") },
    Sealed { table: "lost_code", column: "sealed_code", hub: true, named: Named::Id("carer_id") },
];

/// A row, by whatever it is known by.
#[derive(Clone, sqlx::FromRow)]
struct Row {
    #[sqlx(default)]
    hub_id: Option<Uuid>,
    #[sqlx(default)]
    id: Option<Uuid>,
    #[sqlx(default)]
    kid: Option<i64>,
    #[sqlx(default)]
    purpose: Option<String>,
    sealed: Vec<u8>,
}

impl Sealed {
    fn key(&self) -> &'static str {
        match self.named {
            Named::Id(column) => column,
            Named::Kid => "kid",
            Named::Purpose => "purpose",
        }
    }

    /// The rows that another key sealed, after the last one that was read; tables with ids have an index in that order.
    fn left(&self) -> String {
        let Self { table, column, hub, .. } = self;
        let key = self.key();
        let (select, after, order) = match (hub, &self.named) {
            (true, Named::Id(_)) => (
                format!("hub_id, {key} AS id"),
                format!("(hub_id, {key}) > ($2, $3)"),
                format!("hub_id, {key}"),
            ),
            (false, Named::Id(_)) => {
                (format!("{key} AS id"), format!("$2 IS NOT NULL AND {key} > $3"), key.to_owned())
            }
            // These are few, and read at once.
            (true, _) => ("hub_id, kid".to_owned(), NONE_YET.to_owned(), "hub_id, kid".to_owned()),
            (false, _) => ("purpose".to_owned(), NONE_YET.to_owned(), "purpose".to_owned()),
        };
        // A lost code that was used is sealed no more, and the index knows only the others.
        let in_use = if *table == "lost_code" { "used_at IS NULL AND " } else { "" };
        format!(
            "SELECT {select}, {column} AS sealed FROM {table} WHERE {in_use}{column} IS NOT NULL
             AND substr({column}, 1, 5) <> $1 AND {after} ORDER BY {order} LIMIT {MOST_ROWS_AT_ONCE}"
        )
    }

    fn place<'a>(&self, row: &Row, name: &'a str) -> Place<'a> {
        // A key's place is the same before it is published.
        let table = if matches!(self.named, Named::Kid) { "signing_key" } else { self.table };
        Place { table, hub: row.hub_id, name }
    }
}

/// The first of a round. The nil id comes before every other.
const NONE_YET: &str = "$2 IS NOT NULL AND $3 IS NOT NULL";

impl Row {
    fn name(&self) -> String {
        match (self.id, self.kid, &self.purpose) {
            (Some(id), ..) => id.to_string(),
            (_, Some(kid), _) => format!("k{kid}"),
            (.., purpose) => purpose.clone().unwrap_or_default(),
        }
    }
}

impl Store {
    /// Seals everything anew with another key and gives how many secrets that were. This store has to open both keys.
    ///
    /// # Errors
    /// [`StoreError`] when a secret does not open or cannot be written; whatever was sealed before stays so, and the next call
    /// goes on there.
    pub async fn reseal(&self, new: &SealingKey) -> Result<u64, StoreError> {
        let mut done = 0;
        for sealed in &ALL {
            let mut after = (Uuid::nil(), Uuid::nil());
            loop {
                let rows = self.left(sealed, after, new).await?;
                let Some(last) = rows.last() else { break };
                after = (last.hub_id.unwrap_or_default(), last.id.unwrap_or_default());
                let several = rows.len() >= MOST_ROWS_AT_ONCE;
                done += self.seal_anew(sealed, &rows, new).await?;
                if !several {
                    break;
                }
            }
        }
        Ok(done)
    }

    /// How many secrets another key sealed than this one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sealed_with_others(&self, key: &SealingKey) -> Result<u64, StoreError> {
        look!(self, "count what is sealed", |view| {
            let mut count = 0;
            for Sealed { table, column, .. } in &ALL {
                let sql = format!(
                    "SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND substr({column}, 1, 5) <> $1"
                );
                let start = key.seals_as();
                let found: i64 = on_db!(view, |c| sqlx::query_scalar(AssertSqlSafe(sql.as_str()))
                    .bind(&start[..])
                    .fetch_one(c))?;
                count += found.unsigned_abs();
            }
            Ok(count)
        })
    }

    /// The key that seals now.
    pub fn sealing_key(&self) -> &SealingKey {
        &self.sealing
    }

    async fn left(
        &self,
        sealed: &Sealed,
        (hub, id): (Uuid, Uuid),
        new: &SealingKey,
    ) -> Result<Vec<Row>, StoreError> {
        let (sql, start) = (sealed.left(), new.seals_as());
        look!(self, "read what is sealed", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
                .bind(&start[..])
                .bind(hub)
                .bind(id)
                .fetch_all(c))?)
        })
    }

    async fn seal_anew(&self, sealed: &Sealed, rows: &[Row], new: &SealingKey) -> Result<u64, StoreError> {
        let mut anew = Vec::with_capacity(rows.len());
        for row in rows {
            let name = row.name();
            let place = sealed.place(row, &name);
            let secret = self.sealing.open(&place, &row.sealed)?;
            anew.push((row, new.seal(&place, &secret, &*self.chance)?));
        }
        transaction!(self, "seal anew", |tx| {
            let mut done = 0;
            for (row, sealed_anew) in &anew {
                done += put(tx, sealed, row, sealed_anew).await?;
            }
            let details = json!({"table": sealed.table, "secrets": done, "key": new.name()});
            self.record_for_server(tx, Actor::Operator, "sealed anew", details).await?;
            Ok(done)
        })
    }
}

/// Puts a secret in the place of what it was sealed as before; nothing when somebody changed that meanwhile.
async fn put(tx: &mut Tx, sealed: &Sealed, row: &Row, anew: &[u8]) -> Result<u64, StoreError> {
    let Sealed { table, column, hub, .. } = sealed;
    let key = sealed.key();
    let of_hub = if *hub { "hub_id = $3" } else { "$3 = $3" };
    let sql = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2 AND {of_hub} AND {key} = $4");
    let hub = row.hub_id.unwrap_or_default();
    let sql = AssertSqlSafe(sql.as_str());
    Ok(match (row.id, row.kid) {
        (Some(id), _) => {
            write_db!(tx, |c| sqlx::query(sql).bind(anew).bind(&row.sealed).bind(hub).bind(id).execute(c))?
        }
        (None, Some(kid)) => {
            write_db!(tx, |c| sqlx::query(sql).bind(anew).bind(&row.sealed).bind(hub).bind(kid).execute(c))?
        }
        (None, None) => write_db!(tx, |c| sqlx::query(sql)
            .bind(anew)
            .bind(&row.sealed)
            .bind(hub)
            .bind(&row.purpose)
            .execute(c))?,
    })
}
