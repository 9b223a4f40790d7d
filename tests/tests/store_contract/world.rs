//! A store in a fresh database, with a clock to move, and a back door for tampering.

use std::sync::Arc;

use passport_core::card::{Arrangement, Base, HubSlug, Place};
use passport_core::clock::TestClock;
use passport_core::keys::Kid;
use passport_core::trust::TrustedIssuer;
use passport_server::chance::{Chance, SystemChance};
use passport_server::seal::SealingKey;
use passport_server::store::{
    Actor, CarerDetails, CarerId, HubScope, IssuedCard, KeyState, NewHub, Opening, Store, StoreError, Wish,
};
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

    /// A migrated store whose randomness is chosen.
    pub async fn with_chance(database: Database, chance: Arc<dyn Chance>) -> Self {
        let world = Self::on(database).await;
        let url = world.database.url();
        let opening = Opening { url: &url, sealing: sealing_key(), clock: world.clock.clone(), chance };
        let store = Store::open(opening).await.unwrap();
        Self { store, ..world }
    }

    /// A second store on the same database, as a second server has it.
    pub async fn second_store(&self) -> Store {
        open(&self.database, &self.clock, sealing_key()).await.unwrap()
    }

    /// A new hub.
    pub async fn hub(&self, slug: &str) -> HubScope {
        self.store.add_hub(Actor::Operator, &new_hub(slug)).await.unwrap()
    }

    /// A young person of a hub.
    pub async fn carer(&self, scope: &HubScope, given_name: &str) -> CarerId {
        self.store.add_carer(scope, &details(given_name)).await.unwrap()
    }

    /// A printed card of a young person.
    pub async fn card(&self, scope: &HubScope, carer: CarerId) -> IssuedCard {
        self.store.issue_cards(scope, &school_wish(carer)).await.unwrap().remove(0)
    }

    /// The keys of a hub, as a checker holds them.
    pub async fn trusted(&self, scope: &HubScope) -> TrustedIssuer {
        let keys = self.store.hub_keys(scope).await.unwrap();
        let refused = keys.iter().filter(|key| key.state == KeyState::Refused).map(|key| key.kid).collect();
        TrustedIssuer {
            name: "Hub".into(),
            telephone: "01632 960100".into(),
            keys: keys.into_iter().map(|key| (key.kid, key.public)).collect(),
            retired: refused,
        }
    }

    /// How many rows a query counts.
    pub async fn count(&self, sql: &str) -> i64 {
        let url = self.database.url();
        let sql = AssertSqlSafe(sql.to_owned());
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        } else {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        }
    }

    /// Tries one statement with the tables' own rules in force.
    pub async fn try_sql(&self, sql: &str) -> Result<u64, sqlx::Error> {
        run(&self.database, sql).await
    }

    /// Begins a write and leaves it open, so that no other can.
    pub async fn hold_writers(&self) -> Held {
        let url = self.database.url();
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
            Held::Sqlite(connection)
        } else {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
            sqlx::query("UPDATE change_counter SET n = n").execute(&mut connection).await.unwrap();
            Held::Postgres(connection)
        }
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

/// A hub's next key, made and published.
pub async fn next_key(store: &Store, hub: &HubScope) -> Kid {
    let kid = store.make_key(hub).await.unwrap();
    store.publish_key(hub, kid).await.unwrap();
    kid
}

/// Another program in the middle of a write.
pub enum Held {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Held {
    pub async fn release(self) {
        match self {
            Self::Sqlite(mut connection) => {
                sqlx::query("ROLLBACK").execute(&mut connection).await.unwrap();
            }
            Self::Postgres(mut connection) => {
                sqlx::query("ROLLBACK").execute(&mut connection).await.unwrap();
            }
        }
    }
}

/// Runs one statement as any other program would, and gives the number of rows it changed.
pub async fn run(database: &Database, sql: &str) -> Result<u64, sqlx::Error> {
    let url = database.url();
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        Ok(sqlx::query(sql).execute(&mut connection).await?.rows_affected())
    } else {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        Ok(sqlx::query(sql).execute(&mut connection).await?.rows_affected())
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

pub fn details(given_name: &str) -> CarerDetails {
    CarerDetails {
        given_name: given_name.to_owned(),
        family_name: Some("O'Neill".to_owned()),
        known_as: None,
        born_on: "2012-03-04".parse().unwrap(),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    }
}

pub fn school() -> Vec<Arrangement> {
    let place = Some(Place::parse("library").unwrap());
    vec![Arrangement::TimeOut { minutes: 10, place }, Arrangement::PhoneOnSilent]
}

pub fn school_wish(carer: CarerId) -> Wish {
    Wish { carer, ends_on: None, arrangements: school() }
}
