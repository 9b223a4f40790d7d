//! Triggers on every table of the schema, whatever tables there will be: they note each write, and one of them fails.

use passport_tests::Database;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use std::time::Duration;

const OPERATIONS: [&str; 3] = ["INSERT", "UPDATE", "DELETE"];

const TABLES: &str = "CREATE TABLE fault_plan (armed BOOLEAN NOT NULL, fail_at BIGINT NOT NULL);
    INSERT INTO fault_plan (armed, fail_at) VALUES (FALSE, 0);";

const FUNCTION: &str = "CREATE TABLE fault_write (n BIGINT GENERATED ALWAYS AS IDENTITY, what TEXT NOT NULL);
    CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT armed FROM fault_plan) THEN
            INSERT INTO fault_write (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME);
            IF (SELECT count(*) FROM fault_write) = (SELECT fail_at FROM fault_plan) THEN
                RAISE EXCEPTION 'made to fail';
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$;";

/// The back door to one database.
pub struct Plan {
    door: Door,
    tables: Vec<String>,
}

enum Door {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Plan {
    /// Puts the triggers in, which do nothing yet.
    pub async fn on(database: &Database) -> Self {
        let url = database.url();
        let door = if url.starts_with("sqlite:") {
            Door::Sqlite(SqlitePool::connect(&url).await.expect("connects"))
        } else {
            Door::Postgres(PgPool::connect(&url).await.expect("connects"))
        };
        let mut plan = Self { door, tables: Vec::new() };
        let (list, noting) = if plan.is_sqlite() {
            let list = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
            (list, "CREATE TABLE fault_write (n INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL);")
        } else {
            let list =
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()
                AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_sqlx%'";
            (list, FUNCTION)
        };
        plan.tables = plan.texts(list).await;
        assert!(plan.tables.len() > 50, "{:?}", plan.tables);
        let mut sql = format!("{TABLES}{noting}");
        for table in &plan.tables {
            for operation in OPERATIONS {
                sql.push_str(&plan.trigger(table, operation));
            }
        }
        plan.run(&sql).await;
        plan
    }

    fn trigger(&self, table: &str, operation: &str) -> String {
        let name = format!("fault_{}_{table}", operation.to_lowercase());
        if self.is_sqlite() {
            format!(
                "CREATE TRIGGER {name} BEFORE {operation} ON {table} WHEN (SELECT armed FROM fault_plan) BEGIN
                    INSERT INTO fault_write (what) VALUES ('{operation} {table}');
                    SELECT RAISE(ABORT, 'made to fail') FROM fault_plan
                        WHERE fail_at = (SELECT count(*) FROM fault_write);
                END;"
            )
        } else {
            format!(
                "CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION fault();"
            )
        }
    }

    /// From now on the `at`th write fails; with 0 all are only noted.
    pub async fn arm(&self, at: usize) {
        self.run(&format!("DELETE FROM fault_write; UPDATE fault_plan SET armed = TRUE, fail_at = {at};"))
            .await;
    }

    /// All writes go through again; gives those that were noted and kept.
    pub async fn disarm(&self) -> Vec<String> {
        self.run("UPDATE fault_plan SET armed = FALSE;").await;
        self.texts("SELECT what FROM fault_write ORDER BY n").await
    }

    /// Waits until all writes before the `at`th are kept and nothing more is: it is that one that fails, again and again.
    pub async fn wait_until_met(&self, at: usize) {
        let mut before = (usize::MAX, 0);
        while before.1 < 3 {
            let kept = self.texts("SELECT what FROM fault_write ORDER BY n").await.len();
            before = if kept == before.0 { (kept, before.1 + 1) } else { (kept, 0) };
            if kept >= at {
                return;
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// Takes the triggers out again.
    pub async fn remove(&self) {
        let mut sql = String::new();
        for table in &self.tables {
            for operation in OPERATIONS {
                let of = if self.is_sqlite() { String::new() } else { format!(" ON {table}") };
                sql.push_str(&format!("DROP TRIGGER fault_{}_{table}{of};", operation.to_lowercase()));
            }
        }
        self.run(&sql).await;
    }

    fn is_sqlite(&self) -> bool {
        matches!(self.door, Door::Sqlite(_))
    }

    async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.door {
            Door::Sqlite(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.expect("it runs")),
            Door::Postgres(pool) => drop(sqlx::raw_sql(sql).execute(pool).await.expect("it runs")),
        }
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.door {
            Door::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.expect("rows"),
            Door::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.expect("rows"),
        }
    }
}
