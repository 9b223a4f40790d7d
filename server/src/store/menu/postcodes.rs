//! Where postcodes are, from files that the operator loads; and where an address says that somebody is.

use std::collections::BTreeMap;

use passport_core::menu::{Near, Outward, Position, Postcode};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{Tx, View, look, on_db, places, transaction, write_db};
use super::super::{Actor, Store, StoreError};

/// So many postcodes go into one transaction.
pub const POSTCODES_AT_ONCE: usize = 8_000;

/// So many go into one statement. SQLite looks through all places of a statement for each one that is bound, so that twice as many
/// postcodes take four times as long.
const POSTCODES_A_STATEMENT: usize = 250;

/// Degrees are kept in whole millionths, 11 cm.
const MILLION: f64 = 1_000_000.0;

impl Store {
    /// Writes down where postcodes are, in one transaction. What was known of them before is replaced, so a file that is loaded twice
    /// changes nothing; other postcodes stay. [`Self::settle_outward_codes`] comes after the last.
    ///
    /// # Errors
    /// [`StoreError`] when none of them was written.
    pub async fn put_postcodes(&self, found: &BTreeMap<Postcode, Position>) -> Result<(), StoreError> {
        let rows: Vec<_> = found.iter().map(|(code, at)| (code.as_str(), millionths(*at))).collect();
        transaction!(self, "put postcodes", |tx| {
            for rows in rows.chunks(POSTCODES_A_STATEMENT) {
                put(tx, rows).await?;
            }
            Ok(())
        })
    }

    /// Works out anew where the outward halves are: in the middle of their postcodes. All of them change in one transaction, with
    /// its entry in the record. Gives how many postcodes and outward codes are known now.
    ///
    /// # Errors
    /// [`StoreError`] when nothing changed.
    pub async fn settle_outward_codes(&self) -> Result<(i64, i64), StoreError> {
        transaction!(self, "settle outward codes", |tx| {
            write_db!(tx, |c| sqlx::query("DELETE FROM outward_code").execute(c))?;
            let sql = "INSERT INTO outward_code (outward, latitude, longitude, postcodes)
                SELECT substr(postcode, 1, length(postcode) - 4), CAST(sum(latitude) / count(*) AS BIGINT),
                    CAST(sum(longitude) / count(*) AS BIGINT), count(*)
                FROM postcode GROUP BY substr(postcode, 1, length(postcode) - 4)";
            let outwards = write_db!(tx, |c| sqlx::query(sql).execute(c))?;
            let postcodes: i64 =
                on_db!(tx, |c| sqlx::query_scalar("SELECT count(*) FROM postcode").fetch_one(c))?;
            let details = json!({"postcodes": postcodes, "outward_codes": outwards});
            self.record_for_server(tx, Actor::Operator, "postcodes loaded", details).await?;
            Ok((postcodes, i64::try_from(outwards).unwrap_or(i64::MAX)))
        })
    }

    /// Where a postcode is, if a file that was loaded has it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn postcode_position(&self, postcode: &Postcode) -> Result<Option<Position>, StoreError> {
        look!(self, "find postcode", |view| {
            let sql = "SELECT latitude, longitude FROM postcode WHERE postcode = $1";
            position(view, sql, postcode.as_str()).await
        })
    }

    /// Where an address says that somebody is: in the middle of an outward code, as far as files were loaded, or of a square.
    ///
    /// # Errors
    /// As [`Self::postcode_position`].
    pub async fn near_position(&self, near: &Near) -> Result<Option<Position>, StoreError> {
        match near {
            Near::Outward(outward) => self.outward_position(outward).await,
            Near::Square(_) => Ok(near.position()),
        }
    }

    async fn outward_position(&self, outward: &Outward) -> Result<Option<Position>, StoreError> {
        look!(self, "find outward code", |view| {
            let sql = "SELECT latitude, longitude FROM outward_code WHERE outward = $1";
            position(view, sql, outward.as_str()).await
        })
    }
}

async fn position(view: &mut View, sql: &'static str, code: &str) -> Result<Option<Position>, StoreError> {
    let found: Option<(i64, i64)> = on_db!(view, |c| sqlx::query_as(sql).bind(code).fetch_optional(c))?;
    Ok(found
        .map(|(latitude, longitude)| Position { latitude: degrees(latitude), longitude: degrees(longitude) }))
}

async fn put(tx: &mut Tx, rows: &[(&str, (i64, i64))]) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO postcode (postcode, latitude, longitude) VALUES {}
        ON CONFLICT (postcode) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude",
        places(rows.len(), 3)
    );
    write_db!(tx, |c| rows
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (code, (latitude, longitude))| query
            .bind(*code)
            .bind(*latitude)
            .bind(*longitude))
        .execute(c))?;
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are below 181")]
fn millionths(at: Position) -> (i64, i64) {
    let whole = |degrees: f64| (degrees * MILLION).round() as i64;
    (whole(at.latitude), whole(at.longitude))
}

#[expect(clippy::cast_precision_loss, reason = "below 181 millions")]
fn degrees(millionths: i64) -> f64 {
    millionths as f64 / MILLION
}
