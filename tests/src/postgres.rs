//! PostgreSQL for the tests: one private cluster for all of them, and a database for each.
//!
//! `PASSPORT_TEST_POSTGRES=postgres://…` names a server to use instead, with a user who may create databases.

mod cluster;
mod shared;

pub use cluster::Cluster;

use std::process::Command;
use uuid::Uuid;

/// A database of its own for one test; dropped with it.
#[derive(Debug)]
pub struct PostgresDatabase {
    server: String,
    name: String,
    url: String,
}

impl PostgresDatabase {
    /// A new empty database in the shared cluster, which is started if it is not running.
    pub fn create() -> Self {
        Self::create_at(&shared::server_url(), None)
    }

    /// A new database on the server behind `server`, the address of any database there.
    #[expect(clippy::disallowed_methods, reason = "only the name of the database is random")]
    pub fn create_at(server: &str, template: Option<&str>) -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        let copying = template.map_or_else(String::new, |from| format!(" TEMPLATE {from}"));
        run_sql(server, &format!("CREATE DATABASE {name}{copying}"));
        let url = with_database(server, &name);
        Self { server: server.to_owned(), name, url }
    }

    /// The address as `--database` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        // The cluster of a test of its own may be stopped by now, and its files go with it.
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = psql(&self.server, &sql).output();
    }
}

/// Runs one statement by `psql`, so that creating and dropping work outside any runtime.
///
/// # Panics
/// When the statement fails.
pub fn run_sql(url: &str, sql: &str) {
    let output = psql(url, sql).output().expect("psql runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "PostgreSQL refused `{sql}`: {complaint}");
}

fn psql(url: &str, sql: &str) -> Command {
    let mut psql = Command::new(cluster::program("psql"));
    psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql, url]);
    psql
}

/// `postgres://user@host:port/one?more` with the database `name` in place of `one`.
fn with_database(url: &str, name: &str) -> String {
    let (front, query) = url.split_once('?').map_or((url, None), |(front, query)| (front, Some(query)));
    let host_starts = front.find("://").expect("an address of the form postgres://…") + 3;
    let path_starts = front[host_starts..].find('/').map_or(front.len(), |at| host_starts + at);
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{}/{name}{query}", &front[..path_starts])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_in_an_address_is_replaced() {
        let cases = [
            (
                "postgres://me:pw@host:5433/one?sslmode=require",
                "postgres://me:pw@host:5433/two?sslmode=require",
            ),
            (
                "postgres://postgres@localhost/one?host=/run/x",
                "postgres://postgres@localhost/two?host=/run/x",
            ),
            ("postgres://host", "postgres://host/two"),
        ];
        for (url, expected) in cases {
            assert_eq!(with_database(url, "two"), expected);
        }
    }

    #[tokio::test]
    async fn every_test_has_a_database_to_itself() {
        use sqlx::Connection as _;
        let (one, two) = (PostgresDatabase::create(), PostgresDatabase::create());
        run_sql(one.url(), "CREATE TABLE only_here (n BIGINT)");
        let mut other = sqlx::PgConnection::connect(two.url()).await.expect("connects");
        let seen = sqlx::query("SELECT n FROM only_here").execute(&mut other).await;
        assert!(seen.is_err(), "a table of one test is seen by another");
    }

    #[test]
    fn a_stopped_cluster_answers_nobody_and_keeps_its_data() {
        let cluster = Cluster::start_new();
        run_sql(cluster.url(), "CREATE TABLE kept (n BIGINT)");
        cluster.stop();
        assert!(!cluster.answers());
        cluster.start();
        run_sql(cluster.url(), "SELECT n FROM kept");
    }
}
