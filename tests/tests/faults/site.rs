//! A hub on real programs: one database, one folder, and as many servers on it as a test starts, ends and kills.

use passport_core::card::{Arrangement, HubSlug};
use passport_core::clock::Clock as _;
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::seal::SealingKey;
use passport_server::store::{
    CarerDetails, CarerId, HubScope, IssuedCard, NewInvitation, Opening, Role, Store, Wish,
};
use passport_tests::app::Answer;
use passport_tests::console::{Browser, PASSWORD};
use passport_tests::{Database, program};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use std::io::Read as _;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A database with one hub, `riverton`, whose cards carry `base`.
pub struct Site {
    pub database: Database,
    pub base: String,
    folder: TempDir,
}

/// `passport serve`, running; killed when dropped.
pub struct Server {
    process: Child,
    pub address: String,
    log: Option<JoinHandle<String>>,
}

/// An address of this machine that nobody listens on.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").to_string()
}

impl Site {
    /// A hub whose cards carry `http://ADDRESS`.
    pub fn on(database: Database, address: &str) -> Self {
        let folder = TempDir::with_prefix("passport-site-").expect("a folder");
        let site = Self { database, base: format!("http://{address}"), folder };
        site.done(&["migrate"]);
        let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
        site.done(&[&["hub", "add", "--base", &site.base], &hub[..]].concat());
        site
    }

    /// `passport …` on this hub's data.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = program::passport();
        command.args(words).current_dir(self.folder.path()).env("RUST_LOG", "info");
        command.env("PASSPORT_DATA", self.folder.path()).env("PASSPORT_DATABASE", self.database.url());
        command
    }

    /// Runs `passport …`, which must succeed.
    pub fn done(&self, words: &[&str]) -> String {
        let output = self.command(words).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let complained = text(output.stderr);
        assert!(output.status.success(), "passport {words:?}: {complained}");
        text(output.stdout)
    }

    /// Starts a server; it may not answer yet.
    pub fn start(&self, address: &str, settings: &[(&str, &str)]) -> Server {
        let mut command = self.command(&["serve", "--base", &self.base, "--listen", address]);
        command.envs(settings.iter().copied()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("it starts");
        let mut pipe = process.stderr.take().expect("a pipe");
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            pipe.read_to_string(&mut log).expect("a log in UTF-8");
            log
        });
        Server { process, address: address.to_owned(), log: Some(log) }
    }

    /// Starts a server and waits until it answers.
    pub async fn serve(&self, address: &str, settings: &[(&str, &str)]) -> Server {
        let server = self.start(address, settings);
        server.until_ready().await;
        server
    }

    /// The store behind it and the hub's right, as another program has them. Close the store before a server is killed, so that it
    /// is not this one that keeps the file whole.
    pub async fn store(&self) -> (Store, HubScope) {
        let key = std::fs::read_to_string(self.folder.path().join("sealing.key")).expect("the sealing key");
        let opening = Opening {
            url: &self.database.url(),
            sealing: SealingKey::parse(&key).expect("a sealing key"),
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
        };
        let store = Store::open(opening).await.expect("the database opens");
        let scope = store.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await;
        (store, scope.expect("the hub"))
    }

    /// A member of staff, signed in at a server.
    pub async fn staff(&self, server: &Server) -> Browser {
        let (store, scope) = self.store().await;
        let email = "grace@riverton.example".to_owned();
        let new = NewInvitation { email, display_name: "Grace Hill".to_owned(), role: Role::Worker };
        let token = store.invitation_link(store.invite(&scope, &new).await.expect("an invitation"));
        let open = store.invitation(&token).await.expect("the database answers").expect("it is open");
        store.close().await;
        let (mut browser, link) = (Browser::at(&server.url("")), format!("/hub/join#{token}"));
        let code = open.secret.code_at(SystemClock.now().timestamp());
        let form = browser.form_of_link(&link).await.with("password", PASSWORD).with("code", &code);
        let joined = browser.send(&form).await;
        assert_eq!(joined.status, 200, "{}", joined.body);
        browser
    }

    /// How many rows a query counts.
    pub async fn count(&self, sql: &str) -> i64 {
        let (url, sql) = (self.database.url(), AssertSqlSafe(sql.to_owned()));
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(&url).await.expect("connects");
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("counts")
        } else {
            let mut connection = PgConnection::connect(&url).await.expect("connects");
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("counts")
        }
    }
}

/// Adds somebody to the books of a hub.
pub async fn carer(store: &Store, scope: &HubScope, family_name: &str) -> CarerId {
    let details = CarerDetails {
        given_name: "Zoë".to_owned(),
        family_name: Some(family_name.to_owned()),
        known_as: None,
        born_on: "2012-05-04".parse().expect("a date"),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    };
    store.add_carer(scope, &details).await.expect("a young person")
}

/// Gives somebody a printed card.
pub async fn card(store: &Store, scope: &HubScope, carer: CarerId) -> IssuedCard {
    let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::PhoneOnSilent] };
    store.issue_cards(scope, &wish).await.expect("a card").remove(0)
}

/// What a server says of a card; nothing when it does not answer.
pub async fn check(client: &reqwest::Client, base: &str, card: &str) -> Option<Answer> {
    let asked = client.post(format!("{base}/api/verify")).json(&json!({ "card": card })).send().await;
    let answer = asked.ok()?;
    if answer.status() != 200 {
        return None;
    }
    answer.json().await.ok()
}

impl Server {
    /// The address of a path, for an HTTP client.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until it says that it can check cards, and gives how long that took.
    pub async fn until_ready(&self) -> Duration {
        let began = Instant::now();
        while !is_ready(&self.address).await {
            assert!(began.elapsed() < Duration::from_secs(60), "the server does not start");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        began.elapsed()
    }

    /// Kills it as a power cut would; gives its log.
    pub fn kill(mut self) -> String {
        self.process.kill().expect("it was running");
        self.process.wait().expect("it ends");
        self.log.take().expect("read once").join().expect("the log was read")
    }

    /// Asks it to end, and waits until it has; gives its log.
    pub async fn end(&mut self) -> String {
        let asked = Command::new("kill").args(["-s", "TERM", &self.process.id().to_string()]).status();
        assert!(asked.expect("kill").success());
        while self.process.try_wait().expect("its state").is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.log.take().expect("read once").join().expect("the log was read")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether whoever listens there can check cards.
pub async fn is_ready(address: &str) -> bool {
    let asked = reqwest::get(format!("http://{address}/health/ready")).await;
    asked.is_ok_and(|answer| answer.status() == 200)
}
