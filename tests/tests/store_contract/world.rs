//! A store in a fresh database, with a clock to move, and a back door for tampering.

use std::sync::Arc;

use passport_core::card::{Base, HubSlug};
use passport_core::clock::TestClock;
use passport_server::chance::SystemChance;
use passport_server::seal::SealingKey;
use passport_server::store::{Actor, HubScope, NewHub, Opening, Store, StoreError};
use passport_tests::Database;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// Where every test's clock starts.
pub const START: &str = "2026-11-21T09:00:00Z";

/// A database and a store on it.
pub struct World {
    pub database: Database,
    pub clock: Arc<TestClock>,
    pub store: Store,
}

impl World {
    /// A migrated store with an address.
    pub async fn on(database: Database) -> Self {
        let clock = Arc::new(TestClock::at(START.parse().unwrap()));
        Store::migrate(&database.url()).await.unwrap();
        let store = open(&database, &clock, sealing_key()).await.unwrap();
        store.settle_base(&base()).await.unwrap();
        Self { database, clock, store }
    }

    /// A second store on the same database, as a second server has it.
    pub async fn second_store(&self) -> Store {
        open(&self.database, &self.clock, sealing_key()).await.unwrap()
    }

    /// A new hub.
    pub async fn hub(&self, slug: &str) -> HubScope {
        self.store.add_hub(Actor::Operator, &new_hub(slug)).await.unwrap()
    }

    /// Runs SQL behind the store's back and gives the number of rows it changed.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let url = self.database.url();
        let sql = AssertSqlSafe(sql.to_owned());
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut connection).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap().rows_affected()
        } else {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            sqlx::query("SET session_replication_role = replica").execute(&mut connection).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap().rows_affected()
        }
    }
}

pub async fn open(
    database: &Database,
    clock: &Arc<TestClock>,
    sealing: SealingKey,
) -> Result<Store, StoreError> {
    let url = database.url();
    Store::open(Opening { url: &url, sealing, clock: clock.clone(), chance: Arc::new(SystemChance) }).await
}

pub fn sealing_key() -> SealingKey {
    SealingKey::from_bytes([7; 32])
}

pub fn base() -> Base {
    Base::parse("https://pass.example.uk").unwrap()
}

pub fn new_hub(slug: &str) -> NewHub {
    NewHub {
        slug: HubSlug::parse(slug).unwrap(),
        name: format!("{slug} Hub"),
        telephone: "01632 960100".to_owned(),
        accent: "#1d70b8".to_owned(),
    }
}
