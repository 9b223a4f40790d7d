//! An operator at a terminal: the program itself, on a database of either kind, with everything it says kept.

use crate::{Database, program};
use chrono::TimeDelta;
use passport_core::clock::{Clock, TestClock};
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::seal::SealingKey;
use passport_server::store::{Opening, Store};
use serde_json::Value;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tempfile::TempDir;
use tokio::process::Command as AsyncCommand;

/// The address that the desk's cards carry.
pub const BASE: &str = "https://pass.example.uk";

/// One operator's folder and database.
pub struct Desk {
    database: Database,
    folder: TempDir,
    complaints: Mutex<String>,
    environment: Vec<(&'static str, OsString)>,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// 0 done, 1 not done, 2 not understood, 3 done and the answer is no.
    pub code: i32,
    /// Standard output.
    pub said: String,
    /// Standard error.
    pub complained: String,
}

/// `passport serve`, running; stopped when dropped.
pub struct Serving {
    process: Child,
    address: String,
    log: Option<JoinHandle<String>>,
}

impl Desk {
    /// A desk before anything was made: no tables, no sealing key.
    pub fn before_anything(database: Database) -> Self {
        let folder = TempDir::with_prefix("passport-desk-").expect("a folder");
        Self { database, folder, complaints: Mutex::default(), environment: Vec::new() }
    }

    /// Runs every command from now on with this in its environment.
    pub fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.environment.push((name, value.into()));
    }

    /// A desk on a migrated, empty database.
    pub async fn at(database: Database) -> Self {
        let desk = Self::before_anything(database);
        desk.done(&["migrate"]).await;
        desk
    }

    /// A desk with a hub, `riverton`, whose cards carry [`BASE`].
    pub async fn with_hub(database: Database) -> Self {
        let desk = Self::at(database).await;
        let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
        desk.done(&[&["hub", "add", "--base", BASE], &hub[..]].concat()).await;
        desk
    }

    /// Adds a young person to that hub and gives their id.
    pub async fn carer(&self, given_name: &str, family_name: &str) -> String {
        let person = ["--given", given_name, "--family", family_name, "--born", "2012-05-14"];
        self.done(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat()).await.trim().to_owned()
    }

    /// The store behind it, as a server opens it.
    pub async fn store(&self) -> Store {
        self.store_at(Arc::new(SystemClock)).await
    }

    /// The same, so many days ago: what is written with it is that old.
    pub async fn store_days_ago(&self, days: i64) -> Store {
        let then = SystemClock.now() - TimeDelta::days(days);
        self.store_at(Arc::new(TestClock::at(then))).await
    }

    async fn store_at(&self, clock: Arc<dyn Clock>) -> Store {
        let key = std::fs::read_to_string(self.folder.path().join("sealing.key")).expect("the sealing key");
        let opening = Opening {
            url: &self.database.url(),
            sealing: SealingKey::parse(&key).expect("a sealing key"),
            clock,
            chance: Arc::new(SystemChance),
        };
        Store::open(opening).await.expect("the database opens")
    }

    /// The folder in which it keeps files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The file of its SQLite database.
    pub fn database_file(&self) -> std::path::PathBuf {
        self.database.url().strip_prefix("sqlite:").expect("a file").into()
    }

    /// Runs `passport …`, which may end in any way.
    pub async fn run(&self, words: &[&str]) -> Ended {
        let mut command = AsyncCommand::from(self.command(words));
        let ended = Ended::with(command.output().await.expect("the program runs"));
        self.complaints.lock().expect("no test has stopped").push_str(&ended.complained);
        ended
    }

    /// Runs `passport …`, which must succeed, and gives what it printed.
    pub async fn done(&self, words: &[&str]) -> String {
        let ended = self.run(words).await;
        assert_eq!(ended.code, 0, "passport {words:?}: {}", ended.complained);
        ended.said
    }

    /// Runs `passport … --json`, which must succeed.
    pub async fn json(&self, words: &[&str]) -> Value {
        let said = self.done(&[words, &["--json"]].concat()).await;
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("passport {words:?}: {error}: {said}"))
    }

    /// Starts the server on this database, with the log at its most talkative.
    pub fn serve(&self) -> Serving {
        self.serve_and_log("trace")
    }

    /// Starts the server on this database as it is run, with the log as talkative as its operator left it.
    pub fn serve_as_usual(&self) -> Serving {
        self.serve_and_log("info")
    }

    fn serve_and_log(&self, level: &str) -> Serving {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its number");
        let mut command = self.command(&["serve", "--base", BASE, "--listen", &free.to_string()]);
        let mut process = command.env("RUST_LOG", level).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut log = BufReader::new(process.stderr.take().expect("a pipe"));
        let mut so_far = String::new();
        while !so_far.contains(r#""message":"serving""#) {
            let read = log.read_line(&mut so_far).expect("a log in UTF-8");
            assert_ne!(read, 0, "the server ended: {so_far}");
        }
        let reading = std::thread::spawn(move || {
            log.read_to_string(&mut so_far).expect("a log in UTF-8");
            so_far
        });
        Serving { process, address: free.to_string(), log: Some(reading) }
    }

    /// Starts `passport …` and does not wait for it.
    pub fn start(&self, words: &[&str]) -> Child {
        let mut command = self.command(words);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
    }

    /// Everything that commands have written on standard error.
    pub fn complaints(&self) -> String {
        self.complaints.lock().expect("no test has stopped").clone()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = program::passport();
        command.args(words).env("RUST_LOG", "trace").current_dir(self.folder.path());
        command.env("PASSPORT_DATA", self.folder.path()).env("PASSPORT_DATABASE", self.database.url());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Ended {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        Self::with(command.output().expect("the program runs"))
    }

    fn with(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("an exit code");
        Self { code, said: text(output.stdout), complained: text(output.stderr) }
    }
}

impl Serving {
    /// The address of a path, for an HTTP client.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops it and gives all that it logged.
    pub fn stop(mut self) -> String {
        self.process.kill().expect("it was running");
        self.log.take().expect("read once").join().expect("the log was read")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
