//! What the log says meanwhile, for the tests of this crate.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tracing::subscriber::DefaultGuard;

/// The lines that this thread logs, as a server writes them.
pub struct Logged {
    lines: Lines,
    _log: DefaultGuard,
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Logged {
    /// From now on, until it is dropped.
    pub fn begin() -> Self {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        Self { lines, _log: tracing::subscriber::set_default(subscriber) }
    }

    /// All of it.
    pub fn text(&self) -> String {
        String::from_utf8(self.lines.0.lock().unwrap().clone()).unwrap()
    }

    /// Each line with this message.
    pub fn lines(&self, message: &str) -> Vec<serde_json::Value> {
        let text = self.text();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.filter(|line: &serde_json::Value| line["fields"]["message"] == message).collect()
    }
}
