//! The shape of all tables: columns and their types, keys, and which table leans on which.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use super::super::{StoreError, migration};

/// The few types there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Uuid,
    Time,
    Bool,
    Json,
    Bytes,
    Whole,
    Text,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The places of the primary key's columns.
    pub(super) key: Vec<usize>,
    /// The places of columns that point to another row of the same table: filled in once all its rows are there.
    pub(super) own: Vec<usize>,
}

/// All tables, each after those it leans on.
#[derive(Debug)]
pub(super) struct Shape(Vec<Table>);

impl Kind {
    /// By the name in `migrations/`.
    fn of(declared: &str) -> Option<Self> {
        Some(match declared {
            "UUID" => Self::Uuid,
            "TIMESTAMPTZ" => Self::Time,
            "BOOLEAN" => Self::Bool,
            "JSONB" => Self::Json,
            "BYTEA" => Self::Bytes,
            "BIGINT" => Self::Whole,
            "TEXT" => Self::Text,
            _ => return None,
        })
    }
}

impl Table {
    /// All its rows by their key; `collated` is put behind texts in the order.
    pub(super) fn select(&self, collated: &str) -> String {
        let key = self.key.iter().map(|at| &self.columns[*at]);
        let key = key.map(|column| {
            let collated = if column.kind == Kind::Text { collated } else { "" };
            format!("\"{}\"{collated}", column.name)
        });
        let order = key.collect::<Vec<_>>().join(", ");
        format!("SELECT {} FROM \"{}\" ORDER BY {order}", self.named(), self.name)
    }

    /// The columns, as they stand in a statement.
    pub(super) fn named(&self) -> String {
        let named: Vec<String> = self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        named.join(", ")
    }
}

impl Shape {
    /// The shape that the migrations up to this one make.
    pub(super) async fn of(newest: i64) -> Result<Self, StoreError> {
        let mut model = SqliteConnection::connect("sqlite::memory:").await?;
        migration::model(&mut model, newest).await?;
        let shape = Self::read(&mut model).await;
        model.close().await?;
        shape
    }

    async fn read(model: &mut SqliteConnection) -> Result<Self, StoreError> {
        let names =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            AND name <> '_sqlx_migrations' ORDER BY name";
        let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut *model).await?;
        let mut tables = BTreeMap::new();
        for name in names {
            let sql =
                format!("SELECT name, type, pk, \"notnull\" FROM pragma_table_info('{name}') ORDER BY cid");
            let rows: Vec<(String, String, i64, bool)> =
                sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut *model).await?;
            let sql = format!("SELECT \"table\", \"from\" FROM pragma_foreign_key_list('{name}')");
            let leans: Vec<(String, String)> =
                sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut *model).await?;
            let mut key: Vec<(i64, usize)> =
                rows.iter().enumerate().filter(|(_, row)| row.2 > 0).map(|(at, row)| (row.2, at)).collect();
            key.sort_unstable();
            let points = |row: &(String, String, i64, bool)| {
                row.2 == 0 && !row.3 && leans.iter().any(|(to, from)| *to == name && *from == row.0)
            };
            let own = rows.iter().enumerate().filter(|(_, row)| points(row)).map(|(at, _)| at).collect();
            let columns = rows.into_iter().map(|(name, declared, ..)| {
                Kind::of(&declared).map(|kind| Column { name, kind }).ok_or(StoreError::Backup)
            });
            let columns = columns.collect::<Result<_, _>>()?;
            let key = key.into_iter().map(|(_, at)| at).collect();
            let leans: BTreeSet<String> =
                leans.into_iter().map(|(to, _)| to).filter(|to| *to != name).collect();
            tables.insert(name.clone(), (Table { name, columns, key, own }, leans));
        }
        Self::in_order(tables)
    }

    /// Those that lean on nothing first; by name, so that the order is always the same.
    fn in_order(mut left: BTreeMap<String, (Table, BTreeSet<String>)>) -> Result<Self, StoreError> {
        let mut ordered = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let free = left.iter().find(|(_, (_, leans))| leans.iter().all(|on| !left.contains_key(on)));
            let name = free.map(|(name, _)| name.clone()).ok_or(StoreError::Backup)?;
            ordered.extend(left.remove(&name).map(|(table, _)| table));
        }
        Ok(Self(ordered))
    }

    pub(super) fn tables(&self) -> &[Table] {
        &self.0
    }

    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.0.iter().find(|table| table.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_table_has_a_key_and_stands_after_those_it_leans_on() {
        let shape = Shape::of(i64::MAX).await.unwrap();
        assert!(shape.tables().len() > 50);
        for table in shape.tables() {
            assert!(!table.key.is_empty(), "{} has no primary key", table.name);
        }
        let at = |name: &str| shape.tables().iter().position(|table| table.name == name).unwrap();
        assert!(
            at("hub") < at("organisation") && at("organisation") < at("carer") && at("carer") < at("card")
        );
        let card = shape.table("card").unwrap();
        let own: Vec<&str> = card.own.iter().map(|place| card.columns[*place].name.as_str()).collect();
        assert_eq!(own, ["follows"]);
    }
}
