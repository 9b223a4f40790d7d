//! HAProxy, run with the file of docs/run, in which only the addresses, the certificate and the size are other ones.

use crate::site::{free_address, is_ready};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CONFIGURATION: &str = include_str!("../../../../docs/run/haproxy.cfg");

/// It runs until it is dropped.
pub struct HaProxy {
    process: Child,
    /// Where people reach the hub.
    pub address: String,
    /// The same for whoever speaks nothing but HTTP/2, which browsers agree on by TLS.
    pub address_of_http_2: String,
    /// Where it looks for the servers.
    pub servers: [String; 2],
    _folder: TempDir,
}

impl HaProxy {
    /// Starts it.
    ///
    /// # Panics
    /// When it is not installed: a test that needs it fails rather than being left out.
    pub fn at(address: String, servers: [String; 2]) -> Self {
        let folder = TempDir::with_prefix("passport-haproxy-").expect("a folder");
        let mut text = CONFIGURATION.to_owned();
        let address_of_http_2 = free_address();
        let bind = format!("bind {address}\n    bind {address_of_http_2} proto h2");
        let changes = [
            ("bind :443 ssl crt /etc/haproxy/passport.pem alpn h2,http/1.1", bind.as_str()),
            ("10.0.0.11:8080", &servers[0]),
            ("10.0.0.12:8080", &servers[1]),
            ("maxconn 4000", "maxconn 500"),
        ];
        for (from, to) in changes {
            assert_eq!(text.matches(from).count(), 1, "docs/run/haproxy.cfg has one `{from}`");
            text = text.replace(from, to);
        }
        let file = folder.path().join("haproxy.cfg");
        std::fs::write(&file, text).expect("a file");
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let mut command = Command::new(program());
        command.arg("-db").arg("-f").arg(&file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let process = command.spawn().expect("HAProxy starts");
        Self { process, address, address_of_http_2, servers, _folder: folder }
    }

    /// Waits until it finds a server.
    pub async fn until_ready(&self) {
        let began = Instant::now();
        while !is_ready(&self.address).await {
            assert!(began.elapsed() < Duration::from_secs(20), "HAProxy finds no server");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for HaProxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let found = folders.map(|folder| folder.join("haproxy")).find(|file| file.exists());
    found.expect("`haproxy` is missing: install the package `haproxy`, or run `make setup` as root")
}
