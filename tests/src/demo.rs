//! The real program running `passport demo`, for what can only be seen from outside.

use crate::program;
use serde::Deserialize;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// A demo on a free port of this machine, with a database of its own; ended when dropped.
#[derive(Debug)]
pub struct Demo {
    process: Child,
    address: String,
    ready: Ready,
    _folder: TempDir,
}

/// What `passport demo --json` prints once it takes requests.
#[derive(Debug, Deserialize)]
struct Ready {
    base_url: String,
    cards: Vec<DemoCard>,
}

/// One of the demo's cards.
#[derive(Debug, Deserialize)]
pub struct DemoCard {
    /// `valid`, `expired`, `withdrawn` or `foreign`.
    pub state: String,
    /// The text of its square.
    pub square: String,
    /// What is printed under the square.
    pub short_code: String,
}

impl Demo {
    /// Starts it and waits until it takes requests.
    pub fn start() -> Self {
        let folder = TempDir::with_prefix("passport-demo-").expect("a folder for the demo");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its number");
        let base = format!("http://localhost:{}", free.port());
        let mut command = program::passport();
        command
            .args(["demo", "--json", "--listen", &free.to_string(), "--base", &base, "--data"])
            .arg(folder.path());
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("the demo says when it is ready");
        let ready =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("the demo did not start: {error}"));
        Self { process, address: free.to_string(), ready, _folder: folder }
    }

    /// `127.0.0.1:port`, to connect to.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The base address that its squares have.
    pub fn base(&self) -> &str {
        &self.ready.base_url
    }

    /// All its cards.
    pub fn cards(&self) -> &[DemoCard] {
        &self.ready.cards
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
