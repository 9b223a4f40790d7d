//! A real server in this process, on a free port and either database, with a clock that only tests move.

use crate::Database;
use crate::people::TestHub;
use chrono::TimeDelta;
use passport_core::card::Base;
use passport_core::clock::{Clock, TestClock};
use passport_server::chance::SystemChance;
use passport_server::config::{DataSettings, ServeSettings};
use passport_server::seal::SealingKey;
use passport_server::store::{Opening, Store, StoreError};
use passport_server::{App, build_app, http};
use reqwest::{Client, Response, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Where every test's clock starts.
pub const START: &str = "2026-11-21T09:00:00Z";

/// A server that is running, and what people reach it with.
pub struct TestApp {
    app: App,
    store: Store,
    clock: Arc<TestClock>,
    base: Base,
    address: SocketAddr,
    client: Client,
    database: Arc<Database>,
    folder: TempDir,
    _running: oneshot::Sender<()>,
}

/// What `POST /api/verify` answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// One of the seven.
    pub state: String,
    /// Its words.
    pub headline: String,
    /// What this setting is told.
    pub lines: Vec<String>,
    /// The name on the card, where the setting may see it.
    pub name: Option<String>,
    /// The card's last day.
    pub valid_until: Option<String>,
}

impl TestApp {
    /// A server on an empty database.
    pub async fn on(database: Database) -> Self {
        Store::migrate(&database.url()).await.expect("the schema");
        let clock = Arc::new(TestClock::at(START.parse().expect("a time")));
        let listener = free_port();
        let address = listener.local_addr().expect("its number");
        let base = Base::parse(&format!("http://{address}")).expect("a base");
        Self::start(Arc::new(database), clock, base, listener, ServeSettings::default()).await
    }

    /// A second server on the same database, known by the same address, as behind a load balancer.
    pub async fn second_server(&self) -> Self {
        self.second_server_with(ServeSettings::default()).await
    }

    /// The same with settings of its own; where it listens and what it serves is given.
    pub async fn second_server_with(&self, settings: ServeSettings) -> Self {
        let (database, clock) = (Arc::clone(&self.database), Arc::clone(&self.clock));
        Self::start(database, clock, self.base.clone(), free_port(), settings).await
    }

    async fn start(
        database: Arc<Database>,
        clock: Arc<TestClock>,
        base: Base,
        listener: TcpListener,
        settings: ServeSettings,
    ) -> Self {
        let folder = TempDir::with_prefix("passport-server-").expect("a folder");
        let url = database.url();
        let opening = Opening {
            url: &url,
            sealing: SealingKey::from_bytes([7; 32]),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            chance: Arc::new(SystemChance),
        };
        let store = Store::open(opening).await.expect("the database opens");
        store.settle_base(&base).await.expect("the address is settled");

        let data = folder.path().display().to_string();
        let settings = ServeSettings {
            data: DataSettings { data: Some(data), database: Some(url), ..Default::default() },
            base: Some(base.to_string()),
            ..settings
        };
        let config = settings.check().expect("settings that hold");
        let app =
            build_app(config, store.clone(), Arc::clone(&clock) as Arc<dyn Clock>).await.expect("a server");
        let address = listener.local_addr().expect("its number");
        let (running, stopped) = oneshot::channel::<()>();
        let serving = app.clone();
        tokio::spawn(async move {
            let asked_to_stop = async { drop(stopped.await) };
            http::serve(&serving, listener, asked_to_stop).await.expect("serves until it is dropped");
        });
        Self { app, store, clock, base, address, client: Client::new(), database, folder, _running: running }
    }

    /// A new hub, as `passport hub add` makes one.
    pub async fn hub(&self, slug: &str) -> TestHub<'_> {
        TestHub::add(self, slug).await
    }

    /// The store of this server, for what the command line does.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The database under it.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The address that its cards carry.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Where this very server listens.
    pub fn here(&self) -> Url {
        Url::parse(&format!("http://{}", self.address)).expect("an address")
    }

    /// Moves the time on by steps of half a day, since a clock that leaps for days is not believed; after each, the server
    /// looks at its database as it does all the time.
    pub async fn after(&self, time: TimeDelta) {
        let mut left = time;
        while left > TimeDelta::zero() {
            let step = left.min(TimeDelta::hours(12));
            self.clock.advance(step);
            self.look().await;
            left -= step;
        }
    }

    /// The time on its clock, seconds since 1970.
    pub fn now(&self) -> i64 {
        self.clock.now().timestamp()
    }

    /// Has the server look at its database now rather than within half a second.
    pub async fn look(&self) {
        self.app.look_again().await.expect("the database answers");
    }

    /// Sets the clock, to wherever a broken one may jump.
    pub fn set_clock(&self, at: &str) {
        self.clock.set(at.parse().expect("a time"));
    }

    /// Has the server look at its database and sign lists, which it may refuse to.
    ///
    /// # Errors
    /// As [`passport_server::App::look_again`].
    pub async fn try_look(&self) -> Result<(), StoreError> {
        self.app.look_again().await
    }

    /// Moves the time on while the database does not answer.
    pub async fn after_in_vain(&self, time: TimeDelta) {
        self.clock.advance(time);
        assert!(self.app.look_again().await.is_err(), "the database is meant to be gone");
    }

    /// What anybody gets at a path of this server.
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("http://{}{path}", self.address)).send().await.expect("an answer")
    }

    /// The JSON at a path that must be there.
    pub async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.expect("JSON")
    }

    /// What anybody gets who posts JSON to a path of this server.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.client.post(format!("http://{}{path}", self.address)).json(body);
        request.send().await.expect("an answer")
    }

    /// Checks a square, digits, a text or a short code, without saying where.
    pub async fn check(&self, card: &str) -> Answer {
        self.answer(&json!({ "card": card })).await
    }

    /// Checks one at a school, a pharmacy, a GP or on a bus.
    pub async fn check_at(&self, setting: &str, card: &str) -> Answer {
        self.answer(&json!({ "card": card, "setting": setting })).await
    }

    async fn answer(&self, question: &Value) -> Answer {
        let response = self.post("/api/verify", question).await;
        assert_eq!(response.status(), 200);
        response.json().await.expect("an answer as docs/card-format.md has it")
    }

    /// The folder that stands for its data folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

fn free_port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a free port")
}
