//! The one cluster that all test processes of a run share.
//!
//! A runner such as nextest starts a process for each test, so nobody is first or last by design. Every process holds a
//! shared lock on `users` while it lives; whoever finds no cluster starts it, and a small watcher stops it once nobody
//! holds that lock any more. A killed test run therefore leaves nothing running.

use super::cluster;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;

static SERVER: OnceLock<(String, Option<File>)> = OnceLock::new();

/// The address of a database on the shared server.
pub(super) fn server_url() -> String {
    let (url, _held_lock) = SERVER.get_or_init(|| match std::env::var("PASSPORT_TEST_POSTGRES") {
        Ok(url) => (url, None),
        Err(_) => join_cluster(&folder()),
    });
    url.clone()
}

fn join_cluster(folder: &Path) -> (String, Option<File>) {
    fs::create_dir_all(folder).expect("a folder for the shared cluster");
    let starting = File::create(folder.join("starting")).expect("the lock for starting");
    starting.lock().expect("waits for whoever is starting the cluster");
    let users = File::create(folder.join("users")).expect("the lock of the users");
    users.lock_shared().expect("waits for a cluster that is being stopped");
    if !cluster::answers(folder) {
        let _ = fs::remove_dir_all(folder.join("data"));
        cluster::initialise(folder);
        cluster::start(folder);
        watch(folder);
    }
    (cluster::url(folder), Some(users))
}

/// Leaves a watcher behind that stops the cluster when the last user is gone. Its few seconds between looks keep the
/// cluster alive from one test program to the next.
#[expect(clippy::zombie_processes, reason = "it outlives this process")]
fn watch(folder: &Path) {
    let stopping = r#"until flock --exclusive --nonblock users sh -c '"$0" stop --pgdata data --mode=immediate; rm -r data' "$0"
        do sleep 5; done"#;
    let mut watcher = cluster::as_cluster_user("sh");
    watcher.args(["-c", stopping]).arg(cluster::program("pg_ctl")).current_dir(folder).process_group(0);
    watcher.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    watcher.spawn().expect("the watcher starts");
}

/// One folder for each checkout and user, so that two checkouts never meet.
fn folder() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_MANIFEST_DIR").hash(&mut hasher);
    std::env::var_os("USER").hash(&mut hasher);
    std::env::temp_dir().join(format!("ppg-{:016x}", hasher.finish()))
}
