//! Everything in the database as lines, and back again into an empty one of either kind ([`crate::backup`] knows the file around them).
//!
//! Nothing here names a table: the shape of all of them is read off a database made by the same migrations, so a new table is backed up from the
//! day it is there.

mod access;
mod cell;
mod fill;
mod lists;
mod replay;
mod restore;
mod reviews;
mod shape;
mod taken_back;

use std::io::Write;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::db::{Link, View, look, on_db, transaction, write_db};
use super::{Actor, Store, StoreError, base, migration};
use crate::backup::lines::{Header, LineWriter, TableLine};
use cell::read_cell;
use shape::{Shape, Table};

pub use restore::{LostSince, NotRestored, Restored, Restoring};

/// What was backed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// The moment that all of it is of.
    pub made_at: DateTime<Utc>,
    /// How many rows there were.
    pub rows: u64,
}

impl Store {
    /// Writes everything in the database, as it is at one moment while others go on writing. `told` hears now and then how many rows there
    /// were so far.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read, or [`StoreError::NotWritten`] when `out` takes no more.
    pub async fn back_up<W: Write + Send>(
        &self,
        out: W,
        mut told: impl FnMut(u64) + Send,
    ) -> Result<(W, BackedUp), StoreError> {
        look!(self, "back up", |view| {
            let made_at = self.now();
            let newest = migration::newest(view).await?;
            let base = base::current(view).await.ok().map(|base| base.to_string());
            let mut lines = LineWriter::begin(out, &Header::of(made_at, newest, base))?;
            for table in Shape::of(newest).await?.tables() {
                write_table(view, table, &mut lines, &mut told).await?;
            }
            let (out, rows) = lines.end(&self.sealing)?;
            Ok((out, BackedUp { made_at, rows }))
        })
    }

    /// Notes that a backup is whole and where it belongs.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn note_backup(&self, made: BackedUp) -> Result<(), StoreError> {
        transaction!(self, "note backup", |tx| {
            let sql = "UPDATE installation SET backed_up_at = $1";
            write_db!(tx, |c| sqlx::query(sql).bind(made.made_at).execute(c))?;
            let details = json!({"made_at": made.made_at, "rows": made.rows});
            self.record_for_server(tx, Actor::Operator, "backup made", details).await
        })
    }

    /// The moment of the last backup that was noted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn backed_up_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        look!(self, "look for the last backup", |view| {
            let sql = "SELECT backed_up_at FROM installation";
            Ok(on_db!(view, |c| sqlx::query_scalar(sql).fetch_one(c))?)
        })
    }

    /// Of which moment the backup was that this database was restored from, and when that was.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn restored_from(&self) -> Result<Option<(DateTime<Utc>, DateTime<Utc>)>, StoreError> {
        look!(self, "look for a restored backup", |view| {
            let sql = "SELECT restored_from, restored_at FROM installation";
            let (from, at): (Option<_>, Option<_>) = on_db!(view, |c| sqlx::query_as(sql).fetch_one(c))?;
            Ok(from.zip(at))
        })
    }
}

/// Writes each row of a query as a line, on whichever database is open.
macro_rules! write_rows {
    ($connection:expr, $sql:expr, $table:expr, $lines:expr, $told:expr) => {{
        let mut rows = sqlx::query(AssertSqlSafe($sql)).fetch($connection);
        while let Some(row) = rows.try_next().await? {
            let mut values = Vec::with_capacity($table.columns.len());
            for (at, column) in $table.columns.iter().enumerate() {
                values.push(read_cell!(row, at, column.kind));
            }
            $lines.row(&values)?;
            if $lines.rows().is_multiple_of(1000) {
                $told($lines.rows());
            }
        }
    }};
}

async fn write_table<W: Write + Send>(
    view: &mut View,
    table: &Table,
    lines: &mut LineWriter<W>,
    told: &mut (impl FnMut(u64) + Send),
) -> Result<(), StoreError> {
    let columns = table.columns.iter().map(|column| column.name.clone()).collect();
    lines.table(&TableLine { table: table.name.clone(), columns })?;
    match view.link() {
        Link::Sqlite(connection) => {
            write_rows!(&mut **connection, table.select(""), table, lines, told);
        }
        // Both databases in one order: by bytes, as SQLite has it.
        Link::Postgres(connection) => {
            write_rows!(&mut **connection, table.select(" COLLATE \"C\""), table, lines, told);
        }
    }
    Ok(())
}
