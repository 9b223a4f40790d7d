//! An operator, who runs the program's commands on a data folder.

use crate::Database;
use crate::program::passport;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Somebody at the server's command line, and the data they look after.
pub struct Operator {
    folder: TempDir,
    database: Option<Database>,
}

/// What a command did.
#[derive(Clone, Debug)]
pub struct Done {
    /// 0 yes, 1 failed, 2 not understood, 3 no.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

impl Operator {
    /// With the SQLite file of its data folder.
    pub fn new() -> Self {
        Self { folder: TempDir::with_prefix("passport-operator-").expect("a folder"), database: None }
    }

    /// With a database named by `--database`.
    pub fn on(database: Database) -> Self {
        Self { database: Some(database), ..Self::new() }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command on the data.
    pub fn run(&self, arguments: &[&str]) -> Done {
        let mut command = passport();
        command.args(arguments).arg("--data").arg(self.folder());
        if let Some(database) = &self.database {
            command.args(["--database", &database.url()]);
        }
        done(&mut command)
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}{}", done.out, done.err);
        done.out
    }

    /// Runs a command with `--json` that must succeed.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let out = self.ok(&[arguments, &["--json"]].concat());
        serde_json::from_str(&out).expect("one line of JSON")
    }

    /// Adds a hub named `riverton`, whose cards carry `https://pass.example.uk`.
    #[must_use]
    pub fn with_hub(self) -> Self {
        let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
        self.ok(&["migrate"]);
        self.ok(&[&["hub", "add", "--base", "https://pass.example.uk"], &hub[..]].concat());
        self
    }

    /// Adds a young person to that hub and gives their id.
    pub fn carer(&self, given: &str, family: &str) -> String {
        let person = ["--given", given, "--family", family, "--born", "2012-05-14"];
        self.ok(&[&["carer", "add", "--hub", "riverton"], &person[..]].concat()).trim().to_owned()
    }
}

impl Default for Operator {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs a command to its end.
pub fn done(command: &mut Command) -> Done {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints text");
    Done { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}
