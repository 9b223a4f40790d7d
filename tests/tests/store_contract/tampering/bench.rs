//! Where the record is manipulated: one connection behind the store's back, and a copy to put everything back from.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::world::World;

/// Which database it is, as literals are written for it.
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The connection.
pub struct Bench {
    pub kind: Kind,
    link: Link,
}

enum Link {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Numbers that look drawn and are the same for the same seed (SplitMix64).
pub struct Luck(u64);

const TABLES: [&str; 3] = ["audit_chain", "audit_entry", "audit_detail"];

impl Bench {
    /// Takes the copy; the tables' own rules are not in force here.
    pub async fn at(world: &World) -> Self {
        let url = world.database.url();
        let (kind, link, before) = if url.starts_with("sqlite:") {
            let link = Link::Sqlite(SqliteConnection::connect(&url).await.unwrap());
            // Nothing here has to survive a power cut.
            (Kind::Sqlite, link, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF")
        } else {
            let link = Link::Postgres(PgConnection::connect(&url).await.unwrap());
            (Kind::Postgres, link, "SET session_replication_role = replica; SET synchronous_commit = off")
        };
        let mut bench = Self { kind, link };
        bench.execute(before).await;
        for table in TABLES {
            bench.execute(&format!("CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")).await;
        }
        bench
    }

    /// Runs statements as one step.
    pub async fn run(&mut self, sql: &[String]) {
        self.execute(&format!("BEGIN; {}; COMMIT", sql.join("; "))).await;
    }

    /// Puts everything back.
    pub async fn restore(&mut self) {
        let back = TABLES
            .map(|table| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"));
        self.run(&back).await;
    }

    async fn execute(&mut self, sql: &str) {
        let statements = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let done = match &mut self.link {
            Link::Sqlite(connection) => statements.execute(connection).await.map(drop),
            Link::Postgres(connection) => statements.execute(connection).await.map(drop),
        };
        done.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    }
}

impl Kind {
    /// An id.
    pub fn id(&self, id: Uuid) -> String {
        match self {
            Self::Sqlite => format!("x'{}'", id.simple()),
            Self::Postgres => format!("'{id}'::uuid"),
        }
    }

    /// Bytes.
    pub fn bytes(&self, bytes: &[u8]) -> String {
        let hex = bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        match self {
            Self::Sqlite => format!("x'{hex}'"),
            Self::Postgres => format!("'\\x{hex}'::bytea"),
        }
    }
}

impl Luck {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to one less than `most`.
    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).unwrap()
    }

    /// 1 to `most`.
    pub fn up_to(&mut self, most: i64) -> i64 {
        1 + i64::try_from(self.below(usize::try_from(most).unwrap())).unwrap()
    }

    pub fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }

    pub fn bytes(&mut self) -> Vec<u8> {
        (0..4).flat_map(|_| self.next().to_be_bytes()).collect()
    }
}
