//! How soon a server answers after it was started, and what memory it takes when nobody asks anything: here with the demo's data.

use crate::Figure;
use passport_tests::demo::Demo;
use passport_tests::program;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// So long nobody asks anything.
const IDLE: Duration = Duration::from_secs(5);

/// A server that was started and takes requests.
pub struct Started {
    process: Child,
    /// From its start to its first answer that it is ready.
    after: Duration,
}

/// With the demo's data.
pub fn measure() -> Vec<Figure> {
    let folder = TempDir::with_prefix("passport-figures-").expect("a folder");
    let base = {
        let mut demo = Demo::start_on(folder.path());
        demo.end("TERM");
        demo.base().to_owned()
    };
    let database = format!("sqlite:{}", folder.path().join("passport.db").display());
    let server = Started::on(folder.path(), &database, &base);
    let told = [("≤ 500 ms", server.soon()), ("≤ 60 MB", server.idle_memory())];
    let names = ["from start to first answer", "memory when idle"];
    let figures = names.iter().zip(told);
    figures
        .map(|(what, (target, found))| Figure::new(format!("{what}, demo’s data"), found, target))
        .collect()
}

impl Started {
    /// Starts it with this data folder and database.
    pub fn on(data: &Path, database: &str, base: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its number");
        let mut command = program::passport();
        command.args(["serve", "--base", base, "--listen", &free.to_string()]).current_dir(data);
        command.env("PASSPORT_DATA", data).env("PASSPORT_DATABASE", database);
        let began = Instant::now();
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let address = free.to_string();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ready = runtime.block_on(async {
            loop {
                let asked = reqwest::get(format!("http://{address}/health/ready")).await;
                if asked.is_ok_and(|answer| answer.status().is_success()) {
                    return began.elapsed();
                }
                assert!(began.elapsed() < Duration::from_secs(600), "it never got ready");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        Self { process, after: ready }
    }

    /// How soon, as it stands in the table.
    pub fn soon(&self) -> String {
        format!("{:.0} ms", self.after.as_secs_f64() * 1e3)
    }

    /// After a while without requests, as it stands in the table.
    pub fn idle_memory(&self) -> String {
        std::thread::sleep(IDLE);
        format!("{:.0} MB", program::memory(&self.process))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        Command::new("kill").args(["-s", "TERM", &self.process.id().to_string()]).status().ok();
        self.process.wait().ok();
    }
}
