//! Filling an empty database from a backup's lines, some hundred rows a statement.

use std::io::Read;

use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::super::StoreError;
use super::super::db::{View, places, write_db};
use super::cell::{Cell, bind_cell};
use super::restore::NotRestored;
use super::shape::{Shape, Table};
use crate::backup::lines::{BadBackup, Line, LineReader};

/// So many values go into one statement at most: SQLite takes 32,766.
const MOST_VALUES: usize = 30_000;
const MOST_ROWS: usize = 500;
/// So many bytes are held at most, beside one row: photos are large.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A table in which a backup's rows stand, with the places of its columns there.
struct Current<'a> {
    table: &'a Table,
    /// For each value of a line, its place in the table.
    places: Vec<usize>,
}

/// What is done with the rows of a backup.
pub(super) enum With<'a> {
    /// They are read, to see that all of them can be.
    Nothing,
    /// They are written.
    Insert(&'a mut View),
    /// What points to another row of the same table is written.
    Point(&'a mut View),
}

/// Goes over all rows of a backup; gives how many.
pub(super) async fn go_over<R: Read + Send>(
    mut lines: LineReader<R>,
    shape: &Shape,
    mut with: With<'_>,
    told: &mut (impl FnMut(u64) + Send),
) -> Result<u64, NotRestored> {
    let mut current: Option<Current<'_>> = None;
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while let Some(line) = lines.next_line()? {
        let bad = BadBackup::Line(lines.number());
        match line {
            Line::Table(next) => {
                put(&mut with, current.as_ref(), &mut rows).await?;
                bytes = 0;
                current = Some(Current::of(shape, &next.table, &next.columns).ok_or(bad)?);
            }
            Line::Row(values) => {
                let table = current.as_ref().ok_or(BadBackup::Line(lines.number()))?;
                bytes += values.iter().map(|value| value.as_str().map_or(16, str::len)).sum::<usize>();
                rows.push(table.read(values).ok_or(bad)?);
                let full = rows.len() >= MOST_ROWS.min(MOST_VALUES / table.table.columns.len());
                if full || bytes >= MOST_BYTES {
                    put(&mut with, current.as_ref(), &mut rows).await?;
                    bytes = 0;
                    told(lines.rows());
                }
            }
        }
    }
    put(&mut with, current.as_ref(), &mut rows).await?;
    Ok(lines.rows())
}

impl<'a> Current<'a> {
    /// The table of that name, if its columns are these.
    fn of(shape: &'a Shape, name: &str, columns: &[String]) -> Option<Self> {
        let table = shape.table(name)?;
        let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
        let places: Vec<usize> = columns.iter().map(place).collect::<Option<_>>()?;
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.iter().copied().eq(0..table.columns.len()).then_some(Self { table, places })
    }

    /// A row in the table's own order.
    fn read(&self, values: Vec<Value>) -> Option<Vec<Cell>> {
        if values.len() != self.places.len() {
            return None;
        }
        let mut cells: Vec<Option<Cell>> = vec![None; values.len()];
        for (place, value) in self.places.iter().zip(values) {
            cells[*place] = Some(Cell::from_json(self.table.columns[*place].kind, value)?);
        }
        cells.into_iter().collect()
    }
}

async fn put(
    with: &mut With<'_>,
    current: Option<&Current<'_>>,
    rows: &mut Vec<Vec<Cell>>,
) -> Result<(), StoreError> {
    let rows = std::mem::take(rows);
    match (with, current) {
        (With::Insert(view), Some(Current { table, .. })) if !rows.is_empty() => {
            insert(view, table, rows).await
        }
        (With::Point(view), Some(Current { table, .. })) => {
            for row in rows {
                point(view, table, row).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn insert(view: &mut View, table: &Table, mut rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
    for row in &mut rows {
        for at in &table.own {
            row[*at] = Cell::nothing(table.columns[*at].kind);
        }
    }
    let places = places(rows.len(), table.columns.len());
    let sql = format!("INSERT INTO \"{}\" ({}) VALUES {places}", table.name, table.named());
    write_db!(view, |c| rows
        .into_iter()
        .flatten()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, cell| bind_cell!(query, cell))
        .execute(c))?;
    Ok(())
}

async fn point(view: &mut View, table: &Table, row: Vec<Cell>) -> Result<(), StoreError> {
    let pointing: Vec<usize> = table.own.iter().copied().filter(|at| !row[*at].is_nothing()).collect();
    if pointing.is_empty() {
        return Ok(());
    }
    let named = |places: &[usize], after: usize, between: &str| {
        let named = places.iter().enumerate();
        let named =
            named.map(|(at, place)| format!("\"{}\" = ${}", table.columns[*place].name, after + at + 1));
        named.collect::<Vec<_>>().join(between)
    };
    let set = named(&pointing, 0, ", ");
    let key = named(&table.key, pointing.len(), " AND ");
    let sql = format!("UPDATE \"{}\" SET {set} WHERE {key}", table.name);
    let cells = pointing.iter().chain(&table.key).map(|at| row[*at].clone());
    write_db!(view, |c| cells
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, cell| bind_cell!(query, cell))
        .execute(c))?;
    Ok(())
}
