//! The real program running `passport demo`, for what can only be seen from outside.

mod staff;

use crate::app::Answer;
use crate::program;
use serde::Deserialize;
use serde_json::json;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A demo on a free port of this machine, with a database of its own; ended when dropped.
#[derive(Debug)]
pub struct Demo {
    process: Child,
    address: String,
    ready: Ready,
    folder: TempDir,
}

/// What `passport demo --json` prints once it takes requests.
#[derive(Debug, Deserialize)]
struct Ready {
    base_url: String,
    root_key: String,
    cards: Vec<DemoCard>,
    staff: Vec<DemoStaff>,
    activations: Vec<DemoActivation>,
}

/// Somebody who signs in to the demo's console or one of its desks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoStaff {
    /// The short name of a hub that they work for.
    pub hub: String,
    /// `manager`, `worker` or `desk`.
    pub role: String,
    /// The organisation whose desk it is.
    pub organisation: Option<String>,
    /// What they sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
    /// What their codes are made from, in base32.
    pub totp_secret: String,
}

/// A phone of the demo that waits for its card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoActivation {
    /// The short name of its hub.
    pub hub: String,
    /// What another wallet opens.
    pub offer: String,
    /// What the square of the letter opens.
    pub link: String,
    /// The 6 digits that are told another way.
    pub tx_code: String,
}

/// One of the demo's cards.
#[derive(Debug, Deserialize)]
pub struct DemoCard {
    /// `valid`, `expired`, `withdrawn` or `foreign`.
    pub state: String,
    /// The short name of its hub.
    pub hub: String,
    /// The text of its square.
    pub square: String,
    /// What is printed under the square.
    pub short_code: String,
    /// Where it can be printed.
    pub print_url: String,
}

impl Demo {
    /// Starts it on a data folder that goes when it is dropped, and waits until it takes requests.
    pub fn start() -> Self {
        let folder = TempDir::with_prefix("passport-demo-").expect("a folder for the demo");
        let data = folder.path().join("data");
        Self::launch(folder, &[OsStr::new("--data"), data.as_os_str()])
    }

    /// Starts it on a data folder that outlives it.
    pub fn start_on(data: &Path) -> Self {
        let folder = TempDir::with_prefix("passport-demo-").expect("a folder for scratch");
        Self::launch(folder, &[OsStr::new("--data"), data.as_os_str()])
    }

    /// Starts it without a data folder, as somebody does who only wants to look.
    pub fn start_without_data() -> Self {
        Self::launch(TempDir::with_prefix("passport-demo-").expect("a folder for scratch"), &[])
    }

    fn launch(folder: TempDir, data: &[&OsStr]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its number");
        let base = format!("http://localhost:{}", free.port());
        let mut command = program::passport();
        command.args(["demo", "--json", "--listen", &free.to_string(), "--base", &base]).args(data);
        command.env("TMPDIR", folder.path());
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("the demo says when it is ready");
        let ready =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("the demo did not start: {error}"));
        Self { process, address: free.to_string(), ready, folder }
    }

    /// The folder for scratch that it was given, with its data unless they outlive it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Asks it about a card.
    pub async fn verify(&self, card: &str) -> Answer {
        let address = format!("{}/api/verify", self.base());
        let asked = reqwest::Client::new().post(address).json(&json!({"card": card})).send().await;
        asked.expect("an answer").json().await.expect("one of the seven")
    }

    /// Ends it with a signal (`INT`, `TERM`) and gives its exit code.
    pub fn end(&mut self, signal: &str) -> Option<i32> {
        let asked = Command::new("kill").args(["-s", signal, &self.process.id().to_string()]).status();
        assert!(asked.expect("kill").success());
        self.process.wait().expect("it ends").code()
    }

    /// In MB, what of it is in memory now.
    pub fn memory(&self) -> f64 {
        program::memory(&self.process)
    }

    /// `127.0.0.1:port`, to connect to.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The base address that its squares have.
    pub fn base(&self) -> &str {
        &self.ready.base_url
    }

    /// The key that signs its offline bundle, as 44 characters.
    pub fn root_key(&self) -> &str {
        &self.ready.root_key
    }

    /// All its cards.
    pub fn cards(&self) -> &[DemoCard] {
        &self.ready.cards
    }

    /// All its staff.
    pub fn staff(&self) -> &[DemoStaff] {
        &self.ready.staff
    }

    /// All phones that wait for their cards.
    pub fn activations(&self) -> &[DemoActivation] {
        &self.ready.activations
    }

    /// The first card in that state.
    pub fn card(&self, state: &str) -> &DemoCard {
        let found = self.cards().iter().find(|card| card.state == state);
        found.unwrap_or_else(|| panic!("the demo has no {state} card"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
